package io.fairlead.testkit.internal.apply;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.schema.Type;
import io.fairlead.testkit.internal.schema.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object without the values at a set of paths. */
final class Removing {
    private Removing() {}

    static Map<String, Object> remove(Map<String, Object> object, FieldSet paths, Type type) {
        Object left = removeValue(object, paths, type);
        return left instanceof Map<?, ?> map ? Json.map(map) : new LinkedHashMap<>();
    }

    private static @Nullable Object removeValue(@Nullable Object value, FieldSet paths, Type type) {
        if (value instanceof List<?> list && Elements.isListLike(type)) {
            return list.isEmpty() || type.atomic() ? null : list(Json.list(list), paths, type);
        }
        if (value instanceof Map<?, ?> map && Elements.isMapLike(type, value)) {
            return map.isEmpty() || type.atomic() ? null : map(Json.map(map), paths, type);
        }
        return type.scalar() ? value : null;
    }

    private static @Nullable Object list(List<Object> items, FieldSet paths, Type type) {
        List<Object> kept = new ArrayList<>(items.size());
        for (Object item : items) {
            PathElement step = Elements.step(type, item);
            if (paths.has(step)) {
                continue;
            }
            Optional<FieldSet> below = paths.below(step);
            Json.add(kept, below.isPresent() ? removeValue(item, below.get(), type.element()) : item);
        }
        return kept.isEmpty() ? null : kept;
    }

    private static @Nullable Object map(Map<String, Object> map, FieldSet paths, Type type) {
        Map<String, Object> kept = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : map.entrySet()) {
            PathElement step = PathElement.field(entry.getKey());
            if (paths.has(step)) {
                continue;
            }
            Optional<FieldSet> below = paths.below(step);
            Type under = type.under(entry.getKey()).orElse(Types.DEDUCED);
            Json.put(
                    kept,
                    entry.getKey(),
                    below.isPresent() ? removeValue(entry.getValue(), below.get(), under) : entry.getValue());
        }
        return kept.isEmpty() ? null : kept;
    }
}
