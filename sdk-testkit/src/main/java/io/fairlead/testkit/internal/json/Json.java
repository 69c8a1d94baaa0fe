package io.fairlead.testkit.internal.json;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON as trees of maps, lists and values: read, print, copy, compare. */
public final class Json {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private Json() {}

    /** Reads JSON text; throws {@link IllegalArgumentException} when it is none. */
    public static @Nullable Object parse(String text) {
        try {
            return SERIALIZATION.unmarshal(text, Object.class);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    /** Reads a JSON object. */
    public static Map<String, Object> parseObject(String text) {
        return map(Objects.requireNonNull(parse(text)));
    }

    /** Prints a tree as JSON. */
    public static String print(@Nullable Object tree) {
        return SERIALIZATION.asJson(tree);
    }

    /** Prints a tree as JSON in UTF-8. */
    public static byte[] bytes(@Nullable Object tree) {
        return print(tree).getBytes(StandardCharsets.UTF_8);
    }

    /** The same tree in YAML, both in UTF-8. */
    public static byte[] yaml(byte[] json) {
        String yaml = SERIALIZATION.asYaml(parse(new String(json, StandardCharsets.UTF_8)));
        String start = "---\n";
        return (yaml.startsWith(start) ? yaml.substring(start.length()) : yaml).getBytes(StandardCharsets.UTF_8);
    }

    /** The value as an object; fails when it is none. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    /** The value as a list; fails when it is none. */
    @SuppressWarnings("unchecked")
    public static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    /** The object under a key, an empty one when there is none; never to be written to. */
    public static Map<String, Object> child(Map<String, Object> parent, String key) {
        return parent.get(key) instanceof Map<?, ?> found ? map(found) : Map.of();
    }

    /** The object under keys, one below the other, an empty one when there is none; never to be written to. */
    public static Map<String, Object> at(Map<String, Object> root, String... keys) {
        Map<String, Object> current = root;
        for (String key : keys) {
            current = child(current, key);
        }
        return current;
    }

    /** The object under a key, made when missing, to be written to. */
    public static Map<String, Object> ensure(Map<String, Object> parent, String key) {
        if (parent.get(key) instanceof Map<?, ?> found) {
            return map(found);
        }
        Map<String, Object> made = new LinkedHashMap<>();
        parent.put(key, made);
        return made;
    }

    /** The list under a key, an empty one when there is none; never to be written to. */
    public static List<Object> items(Map<String, Object> parent, String key) {
        return parent.get(key) instanceof List<?> found ? list(found) : List.of();
    }

    /** The objects in the list under a key. */
    public static List<Map<String, Object>> objects(Map<String, Object> parent, String key) {
        List<Map<String, Object>> found = new ArrayList<>();
        for (Object item : items(parent, key)) {
            if (item instanceof Map<?, ?>) {
                found.add(map(item));
            }
        }
        return found;
    }

    /** The text under a key, empty when there is none. */
    public static String text(Map<String, Object> parent, String key) {
        return parent.get(key) instanceof String found ? found : "";
    }

    /** The whole number under a key, or the given one. */
    public static long number(Map<String, Object> parent, String key, long otherwise) {
        return parent.get(key) instanceof Number found ? found.longValue() : otherwise;
    }

    /** A deep copy that may be written to. */
    public static @Nullable Object copy(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> source) {
            Map<String, Object> copy = new LinkedHashMap<>(source.size() * 4 / 3 + 1);
            for (Map.Entry<String, Object> entry : map(source).entrySet()) {
                put(copy, entry.getKey(), copy(entry.getValue()));
            }
            return copy;
        }
        if (tree instanceof List<?> source) {
            List<Object> copy = new ArrayList<>(source.size());
            for (Object item : source) {
                add(copy, copy(item));
            }
            return copy;
        }
        return tree;
    }

    /** A deep copy of an object that may be written to. */
    public static Map<String, Object> copyOf(Map<String, Object> tree) {
        return map(Objects.requireNonNull(copy(tree)));
    }

    /** Puts a value that may be null: JSON has nulls where the map's type has none. */
    @SuppressWarnings("NullAway")
    public static void put(Map<String, Object> into, String key, @Nullable Object value) {
        into.put(key, value);
    }

    /** Adds a value that may be null. */
    @SuppressWarnings("NullAway")
    public static void add(List<Object> into, @Nullable Object value) {
        into.add(value);
    }

    /** Whether two trees say the same: the order of keys and the width of numbers do not matter. */
    @SuppressWarnings("ReferenceEquality") // Shared subtrees are the common case: identity spares the walk.
    public static boolean same(@Nullable Object left, @Nullable Object right) {
        if (left == right) {
            return true;
        }
        if (left == null || right == null) {
            return false;
        }
        if (left instanceof Map<?, ?> a) {
            return right instanceof Map<?, ?> b && sameMaps(map(a), map(b));
        }
        if (left instanceof List<?> a) {
            return right instanceof List<?> b && sameLists(a, b);
        }
        if (left instanceof Number a && right instanceof Number b) {
            return sameNumbers(a, b);
        }
        return left.equals(right);
    }

    private static boolean sameMaps(Map<String, Object> left, Map<String, Object> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<String, Object> entry : left.entrySet()) {
            Object other = right.get(entry.getKey());
            if (other == null && !right.containsKey(entry.getKey())) {
                return false;
            }
            if (!same(entry.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameLists(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!same(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameNumbers(Number left, Number right) {
        if (left instanceof Double || right instanceof Double) {
            return left.doubleValue() == right.doubleValue();
        }
        if (left instanceof BigInteger || right instanceof BigInteger) {
            return left.toString().equals(right.toString());
        }
        return left.longValue() == right.longValue();
    }
}
