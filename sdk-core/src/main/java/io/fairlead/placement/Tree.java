package io.fairlead.placement;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads raw JSON trees leniently: what is absent or of another type reads as empty. */
final class Tree {
    private Tree() {}

    static @Nullable Object at(Map<String, Object> object, String... path) {
        Object here = object;
        for (String step : path) {
            if (!(here instanceof Map<?, ?> map)) {
                return null;
            }
            here = map.get(step);
        }
        return here;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
    }

    static Map<String, Object> map(Map<String, Object> object, String... path) {
        return map(at(object, path));
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> maps(Map<String, Object> object, String... path) {
        return at(object, path) instanceof List<?> list ? (List<Map<String, Object>>) (List<?>) list : List.of();
    }

    @SuppressWarnings("unchecked")
    static List<String> strings(Map<String, Object> object, String... path) {
        return at(object, path) instanceof List<?> list ? (List<String>) (List<?>) list : List.of();
    }

    static String text(Map<String, Object> object, String... path) {
        return at(object, path) instanceof String text ? text : "";
    }

    static String textOr(String fallback, Map<String, Object> object, String... path) {
        return at(object, path) instanceof String text ? text : fallback;
    }

    static int number(int fallback, Map<String, Object> object, String... path) {
        return at(object, path) instanceof Number number ? number.intValue() : fallback;
    }

    static boolean isTrue(Map<String, Object> object, String... path) {
        return Boolean.TRUE.equals(at(object, path));
    }
}
