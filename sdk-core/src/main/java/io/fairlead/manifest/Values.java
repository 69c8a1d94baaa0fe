package io.fairlead.manifest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies JSON trees: to be changed, or never again. */
final class Values {

    private Values() {}

    /** A value as an object; the caller knows that it is one. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** A copy that shares nothing that can change. */
    static Map<String, Object> copyOf(Map<String, Object> tree) {
        return map(copy(tree));
    }

    /** A copy that shares nothing that can change. */
    static @Nullable Object copy(@Nullable Object value) {
        return copied(value, false);
    }

    /** A copy that nobody can change. */
    static Map<String, Object> frozen(Map<String, Object> tree) {
        return map(copied(tree, true));
    }

    private static @Nullable Object copied(@Nullable Object value, boolean frozen) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>(map.size() * 2);
            map.forEach((key, inner) -> copy.put(key, copied(inner, frozen)));
            return frozen ? Collections.unmodifiableMap(copy) : copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(inner -> copy.add(copied(inner, frozen)));
            return frozen ? Collections.unmodifiableList(copy) : copy;
        }
        return value;
    }
}
