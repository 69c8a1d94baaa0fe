package io.fairlead.internal.engine;

import io.fairlead.internal.kube.Json;
import io.fairlead.internal.kube.Request;
import io.fairlead.internal.tree.Trees;
import io.fairlead.operation.Deletion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The requests of deletions: of this very object, by uid. */
final class Deleting {

    private Deleting() {}

    /** Whether an object is on its way out already: there is nothing left to ask for. */
    static boolean isUnderWay(Map<String, Object> live) {
        return Trees.at(live, "metadata", "deletionTimestamp") != null;
    }

    static Request request(Located at, Map<String, Object> live, Deletion deletion) {
        return request(at, options(live, deletion));
    }

    /** The dry run. It is said in the body: with a body, the server does not look at the query. */
    static Request dryRun(Located at, Map<String, Object> live, Deletion deletion) {
        Map<String, Object> options = options(live, deletion);
        options.put("dryRun", List.of("All"));
        return request(at, options);
    }

    private static Request request(Located at, Map<String, Object> options) {
        return Request.delete(at.path(""), Json.print(options));
    }

    private static Map<String, Object> options(Map<String, Object> live, Deletion deletion) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("apiVersion", "v1");
        options.put("kind", "DeleteOptions");
        options.put("propagationPolicy", deletion.propagation().wire());
        deletion.grace().ifPresent(grace -> options.put("gracePeriodSeconds", grace.toSeconds()));
        Trees.text(live, "metadata", "uid").ifPresent(uid -> options.put("preconditions", Map.of("uid", uid)));
        return options;
    }
}
