package io.fairlead.testkit.internal.patch;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.schema.Field;
import io.fairlead.testkit.internal.schema.Type;
import io.fairlead.testkit.internal.schema.Types;
import io.fairlead.testkit.internal.store.ApiError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Kubernetes' own patch: lists are joined by key where the type says so, and directives say the rest. */
public final class StrategicMerge {
    private static final String DIRECTIVE = "$patch";
    private static final String RETAIN = "$retainKeys";
    private static final String DELETE_PRIMITIVES = "$deleteFromPrimitiveList/";
    private static final String ORDER = "$setElementOrder/";

    private StrategicMerge() {}

    /** The document with the patch laid over it. */
    public static Map<String, Object> apply(Map<String, Object> document, Map<String, Object> patch, Type type) {
        return maps(document, patch, type);
    }

    private static Map<String, Object> maps(Map<String, Object> original, Map<String, Object> patch, Type type) {
        Object directive = patch.get(DIRECTIVE);
        if ("replace".equals(directive)) {
            Map<String, Object> replaced = Json.copyOf(patch);
            replaced.remove(DIRECTIVE);
            return replaced;
        }
        if ("delete".equals(directive)) {
            return new LinkedHashMap<>();
        }
        Map<String, Object> result = new LinkedHashMap<>(original);
        if (patch.get(RETAIN) instanceof List<?> kept) {
            result.keySet().retainAll(kept);
        }
        for (Map.Entry<String, Object> entry : patch.entrySet()) {
            String key = entry.getKey();
            if (key.startsWith("$")) {
                directive(result, patch, key, entry.getValue(), type);
            } else if (entry.getValue() == null) {
                result.remove(key);
            } else {
                merge(result, key, entry.getValue(), type, patch);
            }
        }
        return result;
    }

    private static void directive(
            Map<String, Object> result, Map<String, Object> patch, String key, Object value, Type type) {
        if (key.startsWith(DELETE_PRIMITIVES) && value instanceof List<?> gone) {
            String field = key.substring(DELETE_PRIMITIVES.length());
            List<Object> left = new ArrayList<>(Json.items(result, field));
            left.removeAll(gone);
            result.put(field, left);
        }
        if (key.startsWith(ORDER)
                && !patch.containsKey(key.substring(ORDER.length()))
                && value instanceof List<?> order) {
            String field = key.substring(ORDER.length());
            String mergeKey = type.field(field).map(Field::mergeKey).orElse("");
            List<Object> items = Json.items(result, field);
            result.put(field, ordered(items, Json.list(order), items, mergeKey));
        }
    }

    private static void merge(
            Map<String, Object> result, String key, Object value, Type type, Map<String, Object> patch) {
        Optional<Field> field = type.field(key);
        Type below = type.under(key).orElse(Types.DEDUCED);
        if (value instanceof Map<?, ?> map) {
            boolean whole = field.map(f -> f.patchStrategy().equals("replace")).orElse(false);
            result.put(key, whole ? Json.copyOf(Json.map(map)) : maps(Json.child(result, key), Json.map(map), below));
            return;
        }
        boolean merging = field.map(f -> f.patchStrategy().contains("merge")).orElse(false);
        if (value instanceof List<?> list && merging) {
            String mergeKey = field.map(Field::mergeKey).orElse("");
            if (!(result.get(key) instanceof List<?>)) {
                result.put(key, fresh(Json.list(list)));
                return;
            }
            List<Object> original = Json.items(result, key);
            List<Object> merged = lists(original, Json.list(list), mergeKey, below);
            List<Object> order = patch.get(ORDER + key) instanceof List<?> given ? Json.list(given) : Json.list(list);
            merged = ordered(merged, order, original, mergeKey);
            result.put(key, merged);
            return;
        }
        Json.put(result, key, Json.copy(value));
    }

    /** A list where there was none: as it stands, its directives left out. */
    private static List<Object> fresh(List<Object> patch) {
        List<Object> items = new ArrayList<>();
        for (Object item : patch) {
            if (item instanceof Map<?, ?> map) {
                if (!map.containsKey(DIRECTIVE)) {
                    items.add(Json.copyOf(Json.map(map)));
                }
            } else {
                Json.add(items, item);
            }
        }
        return items;
    }

    private static List<Object> lists(List<Object> original, List<Object> patch, String mergeKey, Type type) {
        if (mergeKey.isEmpty()) {
            List<Object> joined = new ArrayList<>(original);
            for (Object item : patch) {
                if (!joined.contains(item)) {
                    joined.add(item);
                }
            }
            return joined;
        }
        boolean replaced =
                patch.stream().anyMatch(item -> item instanceof Map<?, ?> map && "replace".equals(map.get(DIRECTIVE)));
        List<Object> result = replaced ? new ArrayList<>() : new ArrayList<>(original);
        for (Object each : patch) {
            if (!(each instanceof Map<?, ?> map)) {
                throw ApiError.badRequest("map: map[] does not contain declared merge key: " + mergeKey);
            }
            Map<String, Object> item = Json.map(map);
            if ("replace".equals(item.get(DIRECTIVE)) && item.size() == 1) {
                continue;
            }
            Object key = item.get(mergeKey);
            if (key == null) {
                throw new ApiError(
                        500,
                        "",
                        "map: " + Json.print(item) + " does not contain declared merge key: " + mergeKey,
                        null);
            }
            int at = find(result, mergeKey, key);
            if ("delete".equals(item.get(DIRECTIVE))) {
                if (at >= 0) {
                    result.remove(at);
                }
            } else if (at >= 0) {
                result.set(at, maps(Json.map(result.get(at)), item, type.element()));
            } else {
                result.add(maps(Map.of(), item, type.element()));
            }
        }
        return result;
    }

    private static int find(List<Object> items, String mergeKey, @Nullable Object key) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Map<?, ?> map && Json.same(map.get(mergeKey), key)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Elements named in the order come in it; the others keep theirs, each before the first named one that followed it
     * in the original.
     */
    private static List<Object> ordered(
            List<Object> items, List<Object> order, List<Object> original, String mergeKey) {
        List<Object> named = new ArrayList<>();
        List<Object> others = new ArrayList<>(items);
        for (Object wanted : order) {
            Object key = wanted instanceof Map<?, ?> map ? map.get(mergeKey) : wanted;
            int at = place(others, key, mergeKey);
            if (at >= 0) {
                named.add(others.remove(at));
            }
        }
        List<Object> result = new ArrayList<>();
        int o = 0;
        for (Object each : named) {
            int mine = place(original, key(each, mergeKey), mergeKey);
            while (o < others.size()) {
                int theirs = place(original, key(others.get(o), mergeKey), mergeKey);
                if (mine < 0 || theirs < 0 || theirs > mine) {
                    break;
                }
                result.add(others.get(o++));
            }
            result.add(each);
        }
        result.addAll(others.subList(o, others.size()));
        return result;
    }

    private static @Nullable Object key(Object item, String mergeKey) {
        return item instanceof Map<?, ?> map && !mergeKey.isEmpty() ? map.get(mergeKey) : item;
    }

    private static int place(List<Object> items, @Nullable Object key, String mergeKey) {
        return mergeKey.isEmpty() ? items.indexOf(key) : find(items, mergeKey, key);
    }
}
