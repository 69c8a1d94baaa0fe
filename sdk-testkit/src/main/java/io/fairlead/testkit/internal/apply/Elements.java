package io.fairlead.testkit.internal.apply;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.schema.Field;
import io.fairlead.testkit.internal.schema.Type;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How values are taken apart: which are owned as one, and what tells list elements apart. */
final class Elements {
    /** Stands for a value that is not there, where null is a value that is. */
    static final Object ABSENT = new Object();

    private Elements() {}

    /** A list element that nothing tells apart from others. */
    static final class Unkeyed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unkeyed(String message) {
            super(message, null, false, false);
        }
    }

    static boolean present(@Nullable Object value) {
        return value != ABSENT;
    }

    static boolean isMapLike(Type type, @Nullable Object value) {
        return type.kind() == Type.Kind.STRUCT
                || type.kind() == Type.Kind.MAP
                || type.kind() == Type.Kind.DEDUCED && value instanceof Map<?, ?>;
    }

    static boolean isListLike(Type type) {
        return type.kind() == Type.Kind.LIST;
    }

    static boolean empty(@Nullable Object value) {
        return value == null
                || value == ABSENT
                || value instanceof Map<?, ?> map && map.isEmpty()
                || value instanceof List<?> list && list.isEmpty();
    }

    /** The step that leads to a list element; throws {@link Unkeyed}. */
    static PathElement step(Type list, @Nullable Object item) {
        return list.set() ? value(item) : keys(list, item);
    }

    private static PathElement value(@Nullable Object item) {
        if (item == null) {
            throw new Unkeyed("associative list without keys has an element that's an explicit null");
        }
        if (item instanceof Map<?, ?>) {
            throw new Unkeyed("associative list without keys has an element that's a map type");
        }
        if (item instanceof List<?>) {
            throw new Unkeyed("not supported: associative list with lists as elements");
        }
        return PathElement.value(item);
    }

    private static PathElement keys(Type list, @Nullable Object item) {
        if (item == null) {
            throw new Unkeyed("associative list with keys may not have a null element");
        }
        if (!(item instanceof Map<?, ?>)) {
            throw new Unkeyed("associative list with keys may not have non-map elements");
        }
        Map<String, Object> element = Json.map(item);
        Map<String, Object> keys = new TreeMap<>();
        for (String key : list.keys()) {
            Object byDefault = list.element().field(key).map(Field::byDefault).orElse(null);
            if (element.containsKey(key)) {
                Json.put(keys, key, element.get(key));
            } else if (byDefault != null) {
                keys.put(key, byDefault);
            }
        }
        if (keys.isEmpty()) {
            throw new Unkeyed("associative list with keys has an element that omits all key fields "
                    + quoted(list.keys()) + " (and doesn't have default values for any key fields)");
        }
        return PathElement.keys(keys);
    }

    private static String quoted(List<String> keys) {
        var text = new StringBuilder("[");
        for (String key : keys) {
            text.append(text.length() > 1 ? " " : "").append('"').append(key).append('"');
        }
        return text.append(']').toString();
    }
}
