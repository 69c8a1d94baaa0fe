package io.fairlead.testkit.contract;

import io.fairlead.plan.Change;
import io.fairlead.plan.Preview;
import io.fairlead.plan.Step;
import io.fairlead.resource.FieldChange;
import io.fairlead.resource.FieldValue;
import io.fairlead.resource.Ref;
import io.fairlead.testkit.internal.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Carries out a plan on paper: the objects as before, with the plan's changes; then held against what is stored. */
final class Predicted {

    private final Map<Ref, @Nullable Map<String, Object>> objects = new TreeMap<>();
    private final Set<Ref> acted = new HashSet<>();
    private final Snapshot before;
    private final Snapshot after;

    Predicted(Snapshot before, Snapshot after) {
        this.before = before;
        this.after = after;
    }

    /** What is stored otherwise than the plan says, one line an object. */
    List<String> differences(Preview preview) {
        for (Step step : preview.steps()) {
            if (step instanceof Change change && change.writes()) {
                objects.put(change.ref(), changed(change));
            } else if (step instanceof Step.Call call) {
                acted.add(call.ref());
            }
        }
        List<String> differences = new ArrayList<>();
        Snapshot rest = new Snapshot();
        before.objects().forEach((ref, object) -> {
            if (!objects.containsKey(ref) && !acted.contains(ref)) {
                rest.add(object);
            }
        });
        Snapshot untouched = new Snapshot();
        after.objects().forEach((ref, object) -> {
            if (!objects.containsKey(ref) && !acted.contains(ref)) {
                untouched.add(object);
            }
        });
        differences.addAll(rest.differences(untouched, Snapshot.Depth.OWNERS));
        objects.forEach((ref, expected) -> {
            if (!acted.contains(ref)) {
                Map<String, Object> stored = after.get(ref);
                Object wanted = expected == null ? null : canonical(expected);
                Object is = stored == null ? null : canonical(stored);
                if (!Json.same(wanted, is)) {
                    differences.add(ref + " should be\n  " + Json.print(wanted) + "\nand is\n  " + Json.print(is));
                }
            }
        });
        return differences;
    }

    private @Nullable Map<String, Object> changed(Change change) {
        if (change.action() == Change.Action.DELETE) {
            return null;
        }
        Ref ref = change.ref();
        Map<String, Object> known = objects.containsKey(ref) ? objects.get(ref) : before.get(ref);
        Map<String, Object> object =
                known == null || change.action() == Change.Action.REPLACE ? bare(ref) : Json.copyOf(known);
        Map<String, Object> stored = after.get(ref);
        List<FieldChange> removals = new ArrayList<>();
        for (FieldChange field : change.fields()) {
            if (field.isRemoval()) {
                removals.add(0, field);
            } else if (field.after() instanceof FieldValue.Json json) {
                Places.put(object, field.path(), json.value());
            } else if (stored != null) {
                // Masked, or known after it runs: whatever is stored is as planned.
                Places.get(stored, field.path()).ifPresent(value -> Places.put(object, field.path(), value));
            }
        }
        // From the last to the first, so that positions in lists stay what they were.
        removals.forEach(field -> Places.remove(object, field.path()));
        return object;
    }

    private static Map<String, Object> bare(Ref ref) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", ref.name());
        if (!ref.namespace().isEmpty()) {
            metadata.put("namespace", ref.namespace());
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", ref.kind().apiVersion());
        object.put("kind", ref.kind().name());
        object.put("metadata", metadata);
        return object;
    }

    /** Without what does not count, without empty maps and lists, and with objects in lists in one order. */
    private static Object canonical(Map<String, Object> object) {
        return pruned(Snapshot.scrubbed(object, Snapshot.Depth.CONTENT, Set.of()));
    }

    private static Object pruned(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new TreeMap<>();
            Json.map(map).forEach((key, item) -> {
                if (item != null && !isEmpty(pruned(item))) {
                    copy.put(key, pruned(item));
                }
            });
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(pruned(item)));
            if (list.stream().allMatch(Map.class::isInstance)) {
                copy.sort(java.util.Comparator.comparing(Json::print));
            }
            return copy;
        }
        return value;
    }

    private static boolean isEmpty(Object value) {
        return value instanceof Map<?, ?> map && map.isEmpty() || value instanceof List<?> list && list.isEmpty();
    }
}
