package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** The form in which objects are answered: whole, or their metadata alone. */
enum Forms {
    /** As stored. */
    WHOLE,
    /** {@code PartialObjectMetadata}. */
    METADATA;

    static Forms of(Request request) {
        // The first form on offer that is known decides; tables are not made, and clients offer JSON after them.
        for (String accepted : request.header("accept").orElse("").split(",")) {
            if (accepted.contains("as=PartialObjectMetadata")) {
                return METADATA;
            }
            if (accepted.trim().equals("application/json")) {
                return WHOLE;
            }
        }
        return WHOLE;
    }

    Map<String, Object> one(Map<String, Object> object) {
        if (this == WHOLE || "Status".equals(object.get("kind"))) {
            return object;
        }
        Map<String, Object> partial = new LinkedHashMap<>();
        partial.put("kind", "PartialObjectMetadata");
        partial.put("apiVersion", "meta.k8s.io/v1");
        Map<String, Object> metadata = Json.child(object, "metadata");
        if ("DaemonSet".equals(object.get("kind"))) {
            // An annotation that conversion writes, and this form is made without conversion.
            metadata = Json.copyOf(metadata);
            Map<String, Object> annotations = Json.ensure(metadata, "annotations");
            annotations.remove("deprecated.daemonset.template.generation");
            if (annotations.isEmpty()) {
                metadata.remove("annotations");
            }
        }
        partial.put("metadata", metadata);
        return partial;
    }
}
