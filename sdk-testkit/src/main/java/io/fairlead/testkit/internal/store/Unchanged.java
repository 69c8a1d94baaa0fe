package io.fairlead.testkit.internal.store;

import io.fairlead.testkit.internal.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Tells a write that changes nothing: then nothing is stored, and no time moves. */
final class Unchanged {
    private Unchanged() {}

    static boolean apartFromTimes(Map<String, Object> before, Map<String, Object> after) {
        for (String key : after.keySet()) {
            if (!key.equals("metadata") && !Json.same(before.get(key), after.get(key))) {
                return false;
            }
        }
        if (!after.keySet().containsAll(before.keySet())) {
            return false;
        }
        return Json.same(bare(Json.child(before, "metadata")), bare(Json.child(after, "metadata")))
                && sameManagers(
                        Json.objects(Json.child(before, "metadata"), "managedFields"),
                        Json.objects(Json.child(after, "metadata"), "managedFields"));
    }

    private static Map<String, Object> bare(Map<String, Object> metadata) {
        Map<String, Object> copy = new LinkedHashMap<>(metadata);
        copy.remove("managedFields");
        copy.remove("resourceVersion");
        return copy;
    }

    private static boolean sameManagers(List<Map<String, Object>> before, List<Map<String, Object>> after) {
        if (before.size() != after.size()) {
            return false;
        }
        // The order depends on the times, which are not looked at.
        return before.stream().allMatch(entry -> after.stream().anyMatch(other -> sameManager(entry, other)));
    }

    private static boolean sameManager(Map<String, Object> before, Map<String, Object> after) {
        for (String key : List.of("manager", "operation", "apiVersion", "subresource")) {
            if (!Objects.equals(before.get(key), after.get(key))) {
                return false;
            }
        }
        return Json.same(before.get("fieldsV1"), after.get("fieldsV1"));
    }
}
