package io.fairlead.testkit.internal.table;

import io.fairlead.testkit.internal.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a table is wanted.
 *
 * @param headers whether its columns are named
 * @param object what a row carries of its object: {@code Metadata}, {@code Object} or {@code None}
 */
public record TableForm(boolean headers, String object) {

    @Nullable
    Map<String, Object> include(Map<String, Object> whole) {
        return switch (object) {
            case "None" -> null;
            case "Object" -> whole;
            default -> partial(whole);
        };
    }

    /** An object's metadata alone. */
    public static Map<String, Object> partial(Map<String, Object> whole) {
        Map<String, Object> partial = new LinkedHashMap<>();
        partial.put("kind", "PartialObjectMetadata");
        partial.put("apiVersion", "meta.k8s.io/v1");
        Map<String, Object> metadata = Json.child(whole, "metadata");
        if ("DaemonSet".equals(whole.get("kind"))) {
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
