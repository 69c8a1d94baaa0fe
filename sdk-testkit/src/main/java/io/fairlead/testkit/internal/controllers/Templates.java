package io.fairlead.testkit.internal.controllers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares and names pod templates. */
final class Templates {
    static final String HASH_LABEL = "pod-template-hash";
    private static final String SAFE = "bcdfghjklmnpqrstvwxz2456789";

    private Templates() {}

    /** Whether two templates mean the same, the hash label apart; absent and empty are the same. */
    static boolean same(Map<String, Object> one, Map<String, Object> other) {
        return normal(withoutHash(one)).equals(normal(withoutHash(other)));
    }

    /**
     * The suffix that names what a template makes: FNV-1a over its content, in letters that form no words.
     *
     * <p>Stable for equal content, yet not the value that Kubernetes computes, which hashes Go's own memory layout.
     */
    static String hash(Map<String, Object> template, int collisions) {
        int hash = 0x811c9dc5;
        String content = normal(withoutHash(template)) + "#" + collisions;
        for (byte each : content.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * 0x01000193;
        }
        var name = new StringBuilder();
        for (char digit : Integer.toUnsignedString(hash).toCharArray()) {
            name.append(SAFE.charAt(digit % SAFE.length()));
        }
        return name.toString();
    }

    private static Map<String, Object> withoutHash(Map<String, Object> template) {
        var copy = Trees.copy(template);
        Trees.child(Trees.child(copy, "metadata"), "labels").remove(HASH_LABEL);
        return copy;
    }

    private static Object normal(@Nullable Object value) {
        if (value instanceof Map<?, ?>) {
            var sorted = new TreeMap<String, Object>();
            Trees.map(value).forEach((key, each) -> {
                Object normal = normal(each);
                if (!"".equals(normal)
                        && !(normal instanceof Map<?, ?> map && map.isEmpty())
                        && !(normal instanceof List<?> list && list.isEmpty())) {
                    sorted.put(key, normal);
                }
            });
            return sorted;
        }
        if (value instanceof List<?> list) {
            var items = new ArrayList<Object>();
            list.forEach(item -> items.add(normal(item)));
            return items;
        }
        if (value instanceof Number number) {
            return number.toString();
        }
        return value == null ? "" : value;
    }
}
