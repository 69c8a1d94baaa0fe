package io.fairlead.testkit.internal.state;

import io.fairlead.testkit.internal.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How deep below their owners the objects of a dump are, so that owners are put back first and nothing is collected. */
final class Owners {
    private static final int DEEPEST = 10;

    private final Map<String, Map<String, Object>> byUid = new HashMap<>();

    Owners(List<Map<String, Object>> objects) {
        objects.forEach(object -> byUid.put(Json.text(Json.child(object, "metadata"), "uid"), object));
    }

    int depth(Map<String, Object> object) {
        return depth(object, 0);
    }

    private int depth(Map<String, Object> object, int steps) {
        int deepest = 0;
        for (Map<String, Object> reference : Json.objects(Json.child(object, "metadata"), "ownerReferences")) {
            Map<String, Object> owner = byUid.get(Json.text(reference, "uid"));
            if (owner != null && steps < DEEPEST) {
                deepest = Math.max(deepest, 1 + depth(owner, steps + 1));
            }
        }
        return deepest;
    }
}
