package io.fairlead.internal.tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads and copies JSON trees: {@code Map}, {@code List}, {@code String}, {@code Boolean}, numbers and {@code null}.
 *
 * <p>Trees, not models, are what the engine compares and keeps: fabric8's models drop empty lists and re-spell quantities.
 */
public final class Trees {

    private Trees() {}

    /** The value at a path of plain fields, or null where the path ends early. */
    public static @Nullable Object at(@Nullable Object tree, String... fields) {
        Object here = tree;
        for (String field : fields) {
            if (!(here instanceof Map<?, ?> map)) {
                return null;
            }
            here = map.get(field);
        }
        return here;
    }

    /** The text at a path of plain fields; empty where there is none or something else. */
    public static Optional<String> text(@Nullable Object tree, String... fields) {
        return at(tree, fields) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The number at a path of plain fields as a long, or the default where there is none. */
    public static long number(@Nullable Object tree, long orElse, String... fields) {
        return at(tree, fields) instanceof Number number ? number.longValue() : orElse;
    }

    /** The object at a path of plain fields; an empty map where there is none or something else. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(@Nullable Object tree, String... fields) {
        return at(tree, fields) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** The list at a path of plain fields; empty where there is none or something else. */
    @SuppressWarnings("unchecked")
    public static List<Object> list(@Nullable Object tree, String... fields) {
        return at(tree, fields) instanceof List<?> list ? (List<Object>) list : List.of();
    }

    /** The objects in the list at a path of plain fields; items that are no objects are left out. */
    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> maps(@Nullable Object tree, String... fields) {
        List<Map<String, Object>> maps = new ArrayList<>();
        for (Object item : list(tree, fields)) {
            if (item instanceof Map<?, ?> map) {
                maps.add((Map<String, Object>) map);
            }
        }
        return maps;
    }

    /** Sets a value, making the objects on the way where they are missing. */
    @SuppressWarnings("unchecked")
    public static void put(Map<String, Object> tree, @Nullable Object value, String... fields) {
        Map<String, Object> here = tree;
        for (int i = 0; i < fields.length - 1; i++) {
            Object next = here.get(fields[i]);
            if (!(next instanceof Map)) {
                next = new LinkedHashMap<String, Object>();
                here.put(fields[i], next);
            }
            here = (Map<String, Object>) next;
        }
        here.put(fields[fields.length - 1], value);
    }

    /** Removes a value, if it is there. */
    public static void remove(Map<String, Object> tree, String... fields) {
        Object parent = at(tree, java.util.Arrays.copyOf(fields, fields.length - 1));
        if (parent instanceof Map<?, ?> map) {
            map.remove(fields[fields.length - 1]);
        }
    }

    /** A copy that shares nothing that can change; keeps the order of fields. */
    @SuppressWarnings("unchecked")
    public static <T> T copy(T tree) {
        return (T) java.util.Objects.requireNonNull(copied(tree));
    }

    /** A copy, or null of null. */
    public static @Nullable Object copyOrNull(@Nullable Object tree) {
        return copied(tree);
    }

    private static @Nullable Object copied(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(key, copied(value)));
            return copy;
        }
        if (tree instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(copied(item)));
            return copy;
        }
        return tree;
    }

    /** Whether two trees say the same: numbers by value, everything else to the letter. */
    public static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
            return a.size() == b.size()
                    && a.entrySet().stream()
                            .allMatch(e -> b.containsKey(e.getKey()) && same(e.getValue(), b.get(e.getKey())));
        }
        if (one instanceof List<?> a && other instanceof List<?> b) {
            if (a.size() != b.size()) {
                return false;
            }
            for (int i = 0; i < a.size(); i++) {
                if (!same(a.get(i), b.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (one instanceof Number a && other instanceof Number b) {
            return new java.math.BigDecimal(a.toString()).compareTo(new java.math.BigDecimal(b.toString())) == 0;
        }
        return java.util.Objects.equals(one, other);
    }
}
