package io.fairlead.ha.rollout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an apply has to list so that a pod template becomes another one, and whether an apply can do it at all. */
final class Merging {

    private boolean removing;

    /** Whether something goes that apply cannot take away: what others hold too, or the order of a list. */
    boolean isRemoving() {
        return removing;
    }

    /**
     * The owner's part of an object with what is to change added to it.
     *
     * @param owned what the owner holds of it now
     * @param live the object as it is
     * @param wanted the object as it shall be
     */
    Map<String, Object> merge(Map<String, Object> owned, Map<String, Object> live, Map<String, Object> wanted) {
        Map<String, Object> merged = new LinkedHashMap<>(owned);
        if (live.keySet().stream().anyMatch(field -> !wanted.containsKey(field))) {
            removing = true;
        }
        wanted.forEach((field, value) -> {
            Object before = live.get(field);
            if (!Objects.equals(before, value)) {
                merged.put(field, merge(field, owned.get(field), before, value));
            }
        });
        return merged;
    }

    private Object merge(String field, @Nullable Object owned, @Nullable Object live, Object wanted) {
        if (live instanceof Map && wanted instanceof Map && !ListKeys.isUnit(field)) {
            return merge(object(owned), object(live), object(wanted));
        }
        List<String> keys = ListKeys.of(field);
        if (!keys.isEmpty() && live instanceof List<?> before && wanted instanceof List<?> after) {
            return items(keys, owned instanceof List<?> list ? list : List.of(), before, after);
        }
        return wanted;
    }

    private List<Object> items(List<String> keys, List<?> owned, List<?> live, List<?> wanted) {
        List<List<Object>> before = identities(live, keys);
        List<List<Object>> after = identities(wanted, keys);
        List<List<Object>> staying = after.stream().filter(before::contains).toList();
        if (!staying.equals(before)) {
            removing = true;
        }
        List<Object> merged = new ArrayList<>();
        for (Object item : wanted) {
            List<Object> identity = ListKeys.identity(item, keys).orElse(List.of());
            Optional<Map<String, Object>> there = ListKeys.find(live, keys, identity);
            Optional<Map<String, Object>> mine = ListKeys.find(owned, keys, identity);
            if (there.isEmpty()) {
                merged.add(item);
            } else if (!there.get().equals(item)) {
                Map<String, Object> inner = merge(mine.orElse(Map.of()), there.get(), object(item));
                keys.forEach(key ->
                        Optional.ofNullable(object(item).get(key)).ifPresent(value -> inner.putIfAbsent(key, value)));
                merged.add(inner);
            } else {
                mine.ifPresent(merged::add);
            }
        }
        return merged;
    }

    private static List<List<Object>> identities(List<?> items, List<String> keys) {
        return items.stream()
                .map(item -> ListKeys.identity(item, keys).orElse(List.of()))
                .toList();
    }

    /** Brings the difference between two readings of an object into a third, which keeps whatever they do not differ in. */
    static void carryOver(Map<String, Object> into, Map<String, Object> before, Map<String, Object> after) {
        Set<String> fields = new LinkedHashSet<>(before.keySet());
        fields.addAll(after.keySet());
        for (String field : fields) {
            Object old = before.get(field);
            Object changed = after.get(field);
            if (Objects.equals(old, changed)) {
                continue;
            }
            if (changed == null) {
                into.remove(field);
            } else if (old instanceof Map && changed instanceof Map && into.get(field) instanceof Map<?, ?> inner) {
                Map<String, Object> copy = object(inner);
                carryOver(copy, object(old), object(changed));
                into.put(field, copy);
            } else if (!ListKeys.of(field).isEmpty()
                    && old instanceof List<?> oldItems
                    && changed instanceof List<?> items
                    && into.get(field) instanceof List<?> there) {
                into.put(field, carryOver(ListKeys.of(field), there, oldItems, items));
            } else {
                into.put(field, changed);
            }
        }
    }

    private static List<Object> carryOver(List<String> keys, List<?> into, List<?> before, List<?> after) {
        List<Object> carried = new ArrayList<>();
        for (Object item : after) {
            List<Object> identity = ListKeys.identity(item, keys).orElse(List.of());
            Optional<Map<String, Object>> there = ListKeys.find(into, keys, identity);
            Optional<Map<String, Object>> old = ListKeys.find(before, keys, identity);
            if (there.isPresent() && old.isPresent()) {
                Map<String, Object> copy = new LinkedHashMap<>(there.get());
                carryOver(copy, old.get(), object(item));
                carried.add(copy);
            } else {
                carried.add(item);
            }
        }
        return carried;
    }

    private static Map<String, Object> object(@Nullable Object value) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, content) -> object.put(String.valueOf(key), content));
        }
        return object;
    }
}
