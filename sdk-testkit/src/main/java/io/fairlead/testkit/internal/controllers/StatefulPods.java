package io.fairlead.testkit.internal.controllers;

import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.DeleteOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;

/** Makes the pods of StatefulSets, each with its name, its place in the network and its claims. */
final class StatefulPods {
    private final Api api;

    StatefulPods(Api api) {
        this.api = api;
    }

    /** Creates the pod of an ordinal from a revision, its claims first. */
    void create(StatefulSetView set, int ordinal, Map<String, Object> revision) {
        String name = set.name() + "-" + ordinal;
        var pod = PodControl.fromTemplate(set.object(), Revisions.template(revision));
        var metadata = Trees.child(pod, "metadata");
        metadata.put("name", name);
        var labels = Trees.child(metadata, "labels");
        labels.put("apps.kubernetes.io/pod-index", Integer.toString(ordinal));
        labels.put(Revisions.POD_LABEL, Meta.name(revision));
        labels.put("statefulset.kubernetes.io/pod-name", name);
        var spec = Trees.child(pod, "spec");
        spec.put("hostname", name);
        Trees.set(spec, "subdomain", Trees.at(set.object(), "spec", "serviceName"));
        mountClaims(set, spec, ordinal);
        try {
            createClaims(set, name, ordinal);
            api.pods().create(pod, Api.MANAGER);
            event(
                    set,
                    "Normal",
                    "SuccessfulCreate",
                    "Create Pod " + name + " in StatefulSet " + set.name() + " successful");
        } catch (ApiError e) {
            event(
                    set,
                    "Warning",
                    "FailedCreate",
                    "Create Pod " + name + " in StatefulSet " + set.name() + " failed error: " + e.getMessage());
            throw e;
        }
    }

    void delete(StatefulSetView set, Map<String, Object> pod) {
        api.pods().delete(pod, DeleteOptions.defaults());
        event(
                set,
                "Normal",
                "SuccessfulDelete",
                "Delete Pod " + Meta.name(pod) + " in StatefulSet " + set.name() + " successful");
    }

    /** The volumes of the claims replace those of the same name in the template. */
    private static void mountClaims(StatefulSetView set, Map<String, Object> spec, int ordinal) {
        var volumes = new ArrayList<Object>();
        var names = new HashSet<String>();
        for (var template : Trees.maps(set.object(), "spec", "volumeClaimTemplates")) {
            names.add(Meta.name(template));
            volumes.add(Trees.object(
                    "name", Meta.name(template),
                    "persistentVolumeClaim", Trees.object("claimName", claimName(set, template, ordinal))));
        }
        Trees.maps(spec, "volumes").stream()
                .filter(volume -> !names.contains(Trees.text(volume, "name")))
                .forEach(volumes::add);
        if (!volumes.isEmpty()) {
            spec.put("volumes", volumes);
        }
    }

    private void createClaims(StatefulSetView set, String podName, int ordinal) {
        var claims = api.cache(Kind.PERSISTENT_VOLUME_CLAIM);
        for (var template : Trees.maps(set.object(), "spec", "volumeClaimTemplates")) {
            String name = claimName(set, template, ordinal);
            if (claims.get(Meta.namespace(set.object()), name).isPresent()) {
                continue;
            }
            var claim = Trees.copy(template);
            claim.put("apiVersion", "v1");
            claim.put("kind", "PersistentVolumeClaim");
            claim.remove("status");
            var metadata = Trees.child(claim, "metadata");
            metadata.remove("creationTimestamp");
            metadata.put("name", name);
            metadata.put("namespace", Meta.namespace(set.object()));
            Trees.child(metadata, "labels").putAll(Trees.map(set.object(), "spec", "selector", "matchLabels"));
            claims.create(claim, Api.MANAGER);
            event(
                    set,
                    "Normal",
                    "SuccessfulCreate",
                    "Create Claim " + name + " Pod " + podName + " in StatefulSet " + set.name() + " success");
        }
    }

    private static String claimName(StatefulSetView set, Map<String, Object> template, int ordinal) {
        return Meta.name(template) + "-" + set.name() + "-" + ordinal;
    }

    private void event(StatefulSetView set, String type, String reason, String message) {
        api.events().record(set.object(), type, reason, message, "statefulset-controller", "");
    }
}
