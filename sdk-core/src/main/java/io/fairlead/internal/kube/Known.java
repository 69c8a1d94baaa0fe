package io.fairlead.internal.kube;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The objects that a watch has told of, as little of each as it takes to tell that one is gone.
 *
 * <p>Not thread-safe.
 */
final class Known {

    private final Kind kind;
    private final Map<String, Name> byUid = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private boolean listing;

    Known(Kind kind) {
        this.kind = kind;
    }

    /** A list begins: what it does not name is gone at its end. */
    void beginList() {
        seen.clear();
        listing = true;
    }

    void add(Map<String, Object> object) {
        String uid = uid(object);
        byUid.put(
                uid,
                new Name(
                        Trees.text(object, "metadata", "namespace").orElse(""),
                        Trees.text(object, "metadata", "name").orElse("")));
        if (listing) {
            seen.add(uid);
        }
    }

    void remove(Map<String, Object> object) {
        byUid.remove(uid(object));
        seen.remove(uid(object));
    }

    /** The list is complete: what it did not name, each as an object of name and uid alone. */
    List<Map<String, Object>> endList() {
        List<Map<String, Object>> gone = new ArrayList<>();
        byUid.entrySet().removeIf(known -> {
            if (seen.contains(known.getKey())) {
                return false;
            }
            gone.add(remains(known.getKey(), known.getValue()));
            return true;
        });
        seen.clear();
        listing = false;
        return gone;
    }

    private Map<String, Object> remains(String uid, Name name) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name.name());
        if (!name.namespace().isEmpty()) {
            metadata.put("namespace", name.namespace());
        }
        metadata.put("uid", uid);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", kind.apiVersion());
        object.put("kind", kind.name());
        object.put("metadata", metadata);
        return object;
    }

    private static String uid(Map<String, Object> object) {
        // A few virtual resources have no uid; their name serves.
        return Trees.text(object, "metadata", "uid")
                .orElseGet(() -> Trees.text(object, "metadata", "namespace").orElse("") + "/"
                        + Trees.text(object, "metadata", "name").orElse(""));
    }

    private record Name(String namespace, String name) {}
}
