package io.fairlead.internal.engine;

import io.fairlead.internal.kube.Json;
import io.fairlead.internal.kube.Request;
import io.fairlead.internal.tree.Trees;
import io.fairlead.operation.Deletion;
import java.util.LinkedHashMap;
import java.util.Map;

/** The requests of deletions: of this very object, by uid. */
final class Deleting {

    private Deleting() {}

    static Request request(Located at, Map<String, Object> live, Deletion deletion) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("apiVersion", "v1");
        options.put("kind", "DeleteOptions");
        options.put("propagationPolicy", deletion.propagation().wire());
        deletion.grace().ifPresent(grace -> options.put("gracePeriodSeconds", grace.toSeconds()));
        Trees.text(live, "metadata", "uid").ifPresent(uid -> options.put("preconditions", Map.of("uid", uid)));
        return Request.delete(at.path(""), Json.print(options));
    }
}
