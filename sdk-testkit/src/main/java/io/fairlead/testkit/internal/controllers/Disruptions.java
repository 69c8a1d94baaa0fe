package io.fairlead.testkit.internal.controllers;

import java.time.Instant;
import java.util.Map;

/** Notes on a pod why the cluster takes it away. */
final class Disruptions {
    private Disruptions() {}

    static void mark(Api api, Map<String, Object> pod, String reason, String message, Instant now) {
        api.pods().updateStatus(Meta.namespace(pod), Meta.name(pod), Api.MANAGER, object -> {
            new Conditions(Trees.child(object, "status"), now).set("DisruptionTarget", "True", reason, message);
            return object;
        });
    }
}
