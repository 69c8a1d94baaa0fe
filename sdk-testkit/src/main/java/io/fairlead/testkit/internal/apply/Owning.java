package io.fairlead.testkit.internal.apply;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.schema.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The paths that an applied object names: what its manager will own. */
final class Owning {
    private final FieldSet set = new FieldSet();
    private final List<PathElement> path = new ArrayList<>();

    private Owning() {}

    static FieldSet of(Map<String, Object> object, Type type) {
        var owning = new Owning();
        owning.walk(object, type);
        return owning.set;
    }

    private void walk(@Nullable Object value, Type type) {
        if (type.atomic() || type.scalar()) {
            set.insert(path);
        } else if (Elements.isListLike(type)) {
            if (value instanceof List<?> list) {
                list(Json.list(list), type);
            }
        } else if (value instanceof Map<?, ?> map) {
            map(Json.map(map), type);
        } else if (type.kind() == Type.Kind.DEDUCED) {
            set.insert(path);
        }
    }

    private void list(List<Object> items, Type type) {
        Set<PathElement> seen = new HashSet<>();
        Set<PathElement> twice = new HashSet<>();
        for (Object item : items) {
            PathElement step = Elements.step(type, item);
            if (!seen.add(step) && twice.add(step)) {
                descend(step, () -> set.insert(path));
            }
        }
        for (Object item : items) {
            PathElement step = Elements.step(type, item);
            if (!twice.contains(step)) {
                descend(step, () -> {
                    walk(item, type.element());
                    set.insert(path);
                });
            }
        }
    }

    private void map(Map<String, Object> map, Type type) {
        for (Map.Entry<String, Object> entry : map.entrySet()) {
            Object value = entry.getValue();
            descend(PathElement.field(entry.getKey()), () -> {
                type.under(entry.getKey()).ifPresent(below -> walk(value, below));
                boolean named = type.field(entry.getKey()).isPresent();
                if (!named || value == null || value instanceof Map<?, ?> below && below.isEmpty()) {
                    set.insert(path);
                }
            });
        }
    }

    private void descend(PathElement step, Runnable visit) {
        path.add(step);
        visit.run();
        path.remove(path.size() - 1);
    }
}
