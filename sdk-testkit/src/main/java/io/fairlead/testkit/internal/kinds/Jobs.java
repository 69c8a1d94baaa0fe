package io.fairlead.testkit.internal.kinds;

import io.fairlead.testkit.internal.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The selector and labels that tie a Job to its pods. */
final class Jobs {
    private Jobs() {}

    static void generate(Map<String, Object> job) {
        Map<String, Object> spec = Json.ensure(job, "spec");
        if (Boolean.TRUE.equals(spec.get("manualSelector"))) {
            return;
        }
        Map<String, Object> metadata = Json.child(job, "metadata");
        String uid = Json.text(metadata, "uid");
        String name = Json.text(metadata, "name");
        Map<String, Object> labels = Json.ensure(Json.ensure(Json.ensure(spec, "template"), "metadata"), "labels");
        for (String prefix : List.of("batch.kubernetes.io/", "")) {
            labels.putIfAbsent(prefix + "controller-uid", uid);
            labels.putIfAbsent(prefix + "job-name", name);
        }
        if (spec.get("selector") == null) {
            spec.put("selector", new LinkedHashMap<String, Object>());
        }
        Json.ensure(Json.ensure(spec, "selector"), "matchLabels")
                .putIfAbsent("batch.kubernetes.io/controller-uid", uid);
    }
}
