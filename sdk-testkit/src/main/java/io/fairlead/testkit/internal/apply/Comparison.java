package io.fairlead.testkit.internal.apply;

import static io.fairlead.testkit.internal.apply.Elements.ABSENT;
import static io.fairlead.testkit.internal.apply.Elements.present;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.schema.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What differs between two states of an object, as paths: added, modified, removed. */
final class Comparison {
    private final FieldSet added = new FieldSet();
    private final FieldSet modified = new FieldSet();
    private final FieldSet removed = new FieldSet();
    private final List<PathElement> path = new ArrayList<>();

    private Comparison() {}

    static Comparison of(Map<String, Object> before, Map<String, Object> after, Type type) {
        var comparison = new Comparison();
        comparison.compare(before, after, type);
        return comparison;
    }

    FieldSet added() {
        return added;
    }

    FieldSet modified() {
        return modified;
    }

    FieldSet removed() {
        return removed;
    }

    @SuppressWarnings("ReferenceEquality") // Shared subtrees are the common case: identity spares the walk.
    private void compare(@Nullable Object left, @Nullable Object right, Type type) {
        // What is shared between two states is the same: most of an object, most of the time.
        if (left == right && left != null && !(left instanceof String)) {
            return;
        }
        Object shown = present(right) ? right : left;
        boolean leaf;
        if (Elements.isListLike(type)) {
            leaf = type.atomic() || Elements.empty(left) && Elements.empty(right);
            if (!leaf) {
                lists(left, right, type);
            }
        } else if (Elements.isMapLike(type, shown) && mapOrNothing(left) && mapOrNothing(right)) {
            leaf = type.atomic() || Elements.empty(left) && Elements.empty(right);
            if (!leaf) {
                maps(left, right, type);
            }
        } else {
            leaf = true;
        }
        if (leaf) {
            leaf(left, right);
        } else if (!present(left)) {
            added.insert(path);
        } else if (!present(right)) {
            removed.insert(path);
        }
    }

    private static boolean mapOrNothing(@Nullable Object value) {
        return value == null || !present(value) || value instanceof Map<?, ?>;
    }

    private void leaf(@Nullable Object left, @Nullable Object right) {
        if (!present(left)) {
            added.insert(path);
        } else if (!present(right)) {
            removed.insert(path);
        } else if (!Json.same(left, right)) {
            modified.insert(path);
        }
    }

    private void maps(@Nullable Object left, @Nullable Object right, Type type) {
        Map<String, Object> before = left instanceof Map<?, ?> map ? Json.map(map) : Map.of();
        Map<String, Object> after = right instanceof Map<?, ?> map ? Json.map(map) : Map.of();
        for (Map.Entry<String, Object> entry : before.entrySet()) {
            String key = entry.getKey();
            under(type, key, entry.getValue(), after.containsKey(key) ? after.get(key) : ABSENT);
        }
        for (Map.Entry<String, Object> entry : after.entrySet()) {
            if (!before.containsKey(entry.getKey())) {
                under(type, entry.getKey(), ABSENT, entry.getValue());
            }
        }
    }

    private void under(Type type, String key, @Nullable Object left, @Nullable Object right) {
        path.add(PathElement.field(key));
        compare(left, right, type.under(key).orElse(io.fairlead.testkit.internal.schema.Types.DEDUCED));
        path.remove(path.size() - 1);
    }

    private void lists(@Nullable Object left, @Nullable Object right, Type type) {
        Map<PathElement, List<Object>> before = index(left, type);
        Map<PathElement, List<Object>> after = index(right, type);
        Set<PathElement> steps = new LinkedHashSet<>(before.keySet());
        steps.addAll(after.keySet());
        for (PathElement step : steps) {
            elements(step, before.getOrDefault(step, List.of()), after.getOrDefault(step, List.of()), type.element());
        }
    }

    private void elements(PathElement step, List<Object> before, List<Object> after, Type type) {
        path.add(step);
        if (before.size() <= 1 && after.size() <= 1) {
            compare(before.isEmpty() ? ABSENT : before.get(0), after.isEmpty() ? ABSENT : after.get(0), type);
        } else if (before.size() > 1 && after.size() > 1) {
            if (!Json.same(before, after)) {
                modified.insert(path);
            }
        } else if (before.size() > 1) {
            if (!after.isEmpty()) {
                compare(ABSENT, after.get(0), type);
            }
            removed.insert(path);
        } else {
            if (!before.isEmpty()) {
                compare(before.get(0), ABSENT, type);
            }
            added.insert(path);
        }
        path.remove(path.size() - 1);
    }

    private static Map<PathElement, List<Object>> index(@Nullable Object list, Type type) {
        Map<PathElement, List<Object>> byStep = new LinkedHashMap<>();
        if (list instanceof List<?> items) {
            for (Object item : items) {
                byStep.computeIfAbsent(Elements.step(type, item), s -> new ArrayList<>())
                        .add(item);
            }
        }
        return byStep;
    }
}
