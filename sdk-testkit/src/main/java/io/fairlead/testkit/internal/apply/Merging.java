package io.fairlead.testkit.internal.apply;

import static io.fairlead.testkit.internal.apply.Elements.ABSENT;
import static io.fairlead.testkit.internal.apply.Elements.present;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.schema.Type;
import io.fairlead.testkit.internal.schema.Types;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The applied object laid over the live one: granular values are joined, others replaced. */
final class Merging {
    private Merging() {}

    static Map<String, Object> merge(Map<String, Object> live, Map<String, Object> applied, Type type) {
        Object merged = mergeValue(live, applied, type);
        return merged instanceof Map<?, ?> map ? Json.map(map) : new LinkedHashMap<>();
    }

    private static @Nullable Object mergeValue(@Nullable Object left, @Nullable Object right, Type type) {
        Object shown = present(right) ? right : left;
        boolean list = Elements.isListLike(type);
        boolean map = !list && Elements.isMapLike(type, shown) && !(left instanceof List<?>);
        boolean whole = type.atomic() || Elements.empty(left) && Elements.empty(right);
        if (whole || !list && !map) {
            return present(right) ? right : left;
        }
        return list ? lists(left, right, type) : maps(left, right, type);
    }

    private static Object maps(@Nullable Object left, @Nullable Object right, Type type) {
        Map<String, Object> live = left instanceof Map<?, ?> m ? Json.map(m) : Map.of();
        Map<String, Object> applied = right instanceof Map<?, ?> m ? Json.map(m) : Map.of();
        Map<String, Object> merged = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : live.entrySet()) {
            String key = entry.getKey();
            put(merged, key, entry.getValue(), applied.containsKey(key) ? applied.get(key) : ABSENT, type);
        }
        for (Map.Entry<String, Object> entry : applied.entrySet()) {
            if (!live.containsKey(entry.getKey())) {
                put(merged, entry.getKey(), ABSENT, entry.getValue(), type);
            }
        }
        return merged.isEmpty() ? ABSENT : merged;
    }

    private static void put(
            Map<String, Object> into, String key, @Nullable Object left, @Nullable Object right, Type type) {
        Object merged = mergeValue(left, right, type.under(key).orElse(Types.DEDUCED));
        if (present(merged)) {
            Json.put(into, key, merged);
        }
    }

    /**
     * Keeps the live order of elements that are not applied and the applied order of those that are: an element of the
     * live list alone stays in front of the shared one that followed it.
     */
    private static Object lists(@Nullable Object left, @Nullable Object right, Type type) {
        List<Object> live = left instanceof List<?> l ? Json.list(l) : List.of();
        List<Object> applied = right instanceof List<?> l ? Json.list(l) : List.of();
        List<PathElement> liveSteps = steps(live, type);
        List<PathElement> appliedSteps = steps(applied, type);
        Map<PathElement, Object> liveBy = byStep(liveSteps, live);
        Map<PathElement, Object> appliedBy = byStep(appliedSteps, applied);
        Deque<PathElement> shared = new ArrayDeque<>();
        for (PathElement step : appliedSteps) {
            if (liveBy.containsKey(step)) {
                shared.add(step);
            }
        }
        PathElement next = shared.poll();
        Set<PathElement> done = new HashSet<>();
        List<Object> merged = new ArrayList<>();
        int l = 0;
        int r = 0;
        while (l < live.size() || r < applied.size()) {
            if (l < live.size() && r < applied.size()) {
                PathElement step = liveSteps.get(l);
                if (step.equals(appliedSteps.get(r))) {
                    done.add(step);
                    add(merged, liveBy.get(step), appliedBy.get(step), type);
                    l++;
                    r++;
                    next = shared.poll();
                    continue;
                }
                if (appliedBy.containsKey(step) && next != null && !next.equals(step)) {
                    l++;
                    continue;
                }
            }
            if (l < live.size()) {
                PathElement step = liveSteps.get(l);
                if (!appliedBy.containsKey(step)) {
                    add(merged, live.get(l), ABSENT, type);
                    l++;
                    continue;
                }
                if (done.contains(step)) {
                    l++;
                }
            }
            if (r < applied.size()) {
                PathElement step = appliedSteps.get(r);
                done.add(step);
                add(merged, liveBy.containsKey(step) ? liveBy.get(step) : ABSENT, appliedBy.get(step), type);
                r++;
                if (step.equals(next)) {
                    next = shared.poll();
                }
            }
        }
        return merged.isEmpty() ? ABSENT : merged;
    }

    private static void add(List<Object> into, @Nullable Object left, @Nullable Object right, Type list) {
        Object merged = mergeValue(left, right, list.element());
        if (present(merged)) {
            Json.add(into, merged);
        }
    }

    private static List<PathElement> steps(List<Object> items, Type type) {
        List<PathElement> steps = new ArrayList<>(items.size());
        for (Object item : items) {
            steps.add(Elements.step(type, item));
        }
        return steps;
    }

    private static Map<PathElement, Object> byStep(List<PathElement> steps, List<Object> items) {
        Map<PathElement, Object> byStep = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            // An element that the live list holds twice is replaced, not merged.
            Object previous = byStep.put(steps.get(i), items.get(i));
            if (previous != null) {
                byStep.put(steps.get(i), ABSENT);
            }
        }
        return byStep;
    }
}
