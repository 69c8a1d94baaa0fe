package io.fairlead.testkit.internal.controllers;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads raw JSON trees leniently, and builds them. */
final class Trees {
    private Trees() {}

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

    static long longNumber(Map<String, Object> object, String... path) {
        return at(object, path) instanceof Number number ? number.longValue() : 0;
    }

    static boolean isTrue(Map<String, Object> object, String... path) {
        return Boolean.TRUE.equals(at(object, path));
    }

    /** A time of the API, null when it is absent. */
    static @Nullable Instant time(Map<String, Object> object, String... path) {
        return at(object, path) instanceof String text && !text.isEmpty() ? Instant.parse(text) : null;
    }

    /** A time as the API writes it: whole seconds. */
    static String stamp(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A mutable object with these keys and values, in order; a key whose value is null is left out. */
    static Map<String, Object> object(@Nullable Object... keysAndValues) {
        var built = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            Object value = keysAndValues[i + 1];
            if (value != null) {
                built.put(String.valueOf(keysAndValues[i]), value);
            }
        }
        return built;
    }

    /** The object under this key, put there if it is missing. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> child(Map<String, Object> object, String key) {
        return (Map<String, Object>) object.computeIfAbsent(key, absent -> new LinkedHashMap<String, Object>());
    }

    /** The list under this key, put there if it is missing. */
    @SuppressWarnings("unchecked")
    static List<Object> children(Map<String, Object> object, String key) {
        return (List<Object>) object.computeIfAbsent(key, absent -> new ArrayList<>());
    }

    static Map<String, Object> copy(Map<String, Object> object) {
        var copied = new LinkedHashMap<String, Object>();
        object.forEach((key, value) -> copied.put(key, copied(value)));
        return copied;
    }

    private static @Nullable Object copied(@Nullable Object value) {
        if (value instanceof Map<?, ?>) {
            return copy(map(value));
        }
        if (value instanceof List<?> list) {
            var copied = new ArrayList<>();
            list.forEach(item -> copied.add(copied(item)));
            return copied;
        }
        return value;
    }

    /** Sets a key, or takes it away when the value is null. */
    static void set(Map<String, Object> object, String key, @Nullable Object value) {
        if (value == null) {
            object.remove(key);
        } else {
            object.put(key, value);
        }
    }

    /** Sets a key to a number, or takes it away when it is zero, as the API's {@code omitempty} does. */
    static void count(Map<String, Object> object, String key, int value) {
        set(object, key, value == 0 ? null : value);
    }
}
