package io.fairlead.testkit.contract;

import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldPath.Step;
import io.fairlead.testkit.internal.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON trees at the paths that plans name. */
final class Places {

    private Places() {}

    static Optional<Object> get(Map<String, Object> tree, FieldPath path) {
        Object here = tree;
        for (Step step : path.steps()) {
            here = child(here, step);
            if (here == null) {
                return Optional.empty();
            }
        }
        return Optional.of(here);
    }

    /** Puts a value, with what is missing on the way to it. */
    static void put(Map<String, Object> tree, FieldPath path, @Nullable Object value) {
        Object here = tree;
        List<Step> steps = path.steps();
        for (int i = 0; i < steps.size() - 1; i++) {
            Object next = child(here, steps.get(i));
            if (next == null) {
                Step below = steps.get(i + 1);
                next = below instanceof Step.Field ? new LinkedHashMap<String, Object>() : new ArrayList<Object>();
                if (steps.get(i) instanceof Step.Item item) {
                    next = new LinkedHashMap<>(item.keys());
                }
                set(here, steps.get(i), next);
            }
            here = next;
        }
        set(here, steps.get(steps.size() - 1), Json.copy(value));
    }

    static void remove(Map<String, Object> tree, FieldPath path) {
        Object here = tree;
        List<Step> steps = path.steps();
        for (Step step : steps.subList(0, steps.size() - 1)) {
            here = child(here, step);
            if (here == null) {
                return;
            }
        }
        Step last = steps.get(steps.size() - 1);
        if (here instanceof Map<?, ?> map && last instanceof Step.Field field) {
            map.remove(field.name());
        } else if (here instanceof List<?> list) {
            Object item = child(here, last);
            list.remove(item);
        }
    }

    private static @Nullable Object child(Object parent, Step step) {
        if (step instanceof Step.Field field) {
            return parent instanceof Map<?, ?> map ? map.get(field.name()) : null;
        }
        List<?> list = parent instanceof List<?> found ? found : List.of();
        if (step instanceof Step.Index index) {
            return index.index() < list.size() ? list.get(index.index()) : null;
        }
        if (step instanceof Step.Member member) {
            return list.contains(member.value()) ? member.value() : null;
        }
        Map<String, Object> keys = ((Step.Item) step).keys();
        return list.stream()
                .filter(item -> item instanceof Map<?, ?> map
                        && keys.entrySet().stream().allMatch(key -> holds(Json.map(map), key)))
                .findFirst()
                .orElse(null);
    }

    /** A key that an item leaves out is there by default: the protocol of a port. */
    private static boolean holds(Map<String, Object> item, Map.Entry<String, Object> key) {
        Object value = item.get(key.getKey());
        return value == null
                ? key.getKey().equals("protocol") && "TCP".equals(key.getValue())
                : Json.same(value, key.getValue());
    }

    private static void set(Object parent, Step step, @Nullable Object value) {
        if (step instanceof Step.Field field) {
            Json.put(Json.map(parent), field.name(), value);
            return;
        }
        List<Object> list = Json.list(parent);
        Object known = child(parent, step);
        if (known == null) {
            Json.add(list, value);
        } else if (step instanceof Step.Index index) {
            list.set(index.index(), Objects.requireNonNull(value));
        } else {
            list.set(list.indexOf(known), Objects.requireNonNull(value));
        }
    }
}
