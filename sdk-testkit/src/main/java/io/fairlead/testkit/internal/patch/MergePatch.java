package io.fairlead.testkit.internal.patch;

import io.fairlead.testkit.internal.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** RFC 7386: values replace, maps are joined, null removes. */
public final class MergePatch {
    private MergePatch() {}

    /** The document with the patch laid over it. */
    public static Map<String, Object> apply(Map<String, Object> document, Map<String, Object> patch) {
        Map<String, Object> result = new LinkedHashMap<>(document);
        for (Map.Entry<String, Object> entry : patch.entrySet()) {
            Object value = entry.getValue();
            if (value == null) {
                result.remove(entry.getKey());
            } else if (value instanceof Map<?, ?> map) {
                result.put(entry.getKey(), apply(Json.child(result, entry.getKey()), Json.map(map)));
            } else {
                Json.put(result, entry.getKey(), Json.copy(value));
            }
        }
        return result;
    }
}
