package io.fairlead.testkit.internal.controllers;

import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.DeleteOptions;
import java.util.Map;
import java.util.function.Consumer;

/** Creates and deletes pods on behalf of a controller, with the Events that tell of it. */
final class PodControl {
    private final Api api;
    private final String component;

    PodControl(Api api, String component) {
        this.api = api;
        this.component = component;
    }

    /**
     * Creates a pod from a template.
     *
     * @param owner the controller's object, which becomes the pod's controller
     * @param generateName what the pod's name begins with
     * @param more changes the pod before it is created
     * @throws ApiError what the server refuses with; an Event says so
     */
    Map<String, Object> create(
            Map<String, Object> owner,
            Map<String, Object> template,
            String generateName,
            Consumer<Map<String, Object>> more) {
        var pod = fromTemplate(owner, template);
        Trees.child(pod, "metadata").put("generateName", generateName);
        more.accept(pod);
        try {
            var created = api.pods().create(pod, Api.MANAGER);
            event(owner, "Normal", "SuccessfulCreate", "Created pod: " + Meta.name(created));
            return created;
        } catch (ApiError e) {
            event(owner, "Warning", "FailedCreate", "Error creating: " + e.getMessage());
            throw e;
        }
    }

    void delete(Map<String, Object> owner, Map<String, Object> pod) {
        api.pods().delete(pod, DeleteOptions.defaults());
        event(owner, "Normal", "SuccessfulDelete", "Deleted pod: " + Meta.name(pod));
    }

    void event(Map<String, Object> owner, String type, String reason, String message) {
        api.events().record(owner, type, reason, message, component, "");
    }

    /** A pod of this template in the owner's namespace, controlled by it; without a name. */
    static Map<String, Object> fromTemplate(Map<String, Object> owner, Map<String, Object> template) {
        var metadata = Trees.copy(Trees.map(template, "metadata"));
        metadata.remove("creationTimestamp");
        metadata.put("namespace", Meta.namespace(owner));
        Trees.children(metadata, "ownerReferences").add(Meta.controllerReference(owner));
        return Trees.object(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                metadata,
                "spec",
                Trees.copy(Trees.map(template, "spec")));
    }
}
