package io.fairlead.testkit.internal.patch;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.ApiError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** RFC 6902, with the refusals of the API server. */
public final class JsonPatch {
    private JsonPatch() {}

    /** The document with the operations done, one after the other; 422 when one cannot be done. */
    public static Map<String, Object> apply(Map<String, Object> document, List<Object> operations) {
        Map<String, Object> root = Json.copyOf(document);
        for (Object each : operations) {
            if (!(each instanceof Map<?, ?> map)) {
                throw ApiError.badRequest("json: cannot unmarshal " + " into Go value of type jsonpatch.Operation");
            }
            operation(root, Json.map(map));
        }
        return root;
    }

    private static void operation(Map<String, Object> root, Map<String, Object> operation) {
        String path = Json.text(operation, "path");
        switch (Json.text(operation, "op")) {
            case "add" -> add(root, path, Json.copy(operation.get("value")));
            case "replace" -> replace(root, path, Json.copy(operation.get("value")));
            case "remove" -> remove(root, path);
            case "test" -> {
                Object present = find(root, path);
                if (!Json.same(present, operation.get("value"))) {
                    throw unprocessable();
                }
            }
            case "copy" -> add(root, path, Json.copy(get(root, Json.text(operation, "from"))));
            case "move" -> {
                String from = Json.text(operation, "from");
                Object moved = get(root, from);
                remove(root, from);
                add(root, path, moved);
            }
            default -> throw unprocessable();
        }
    }

    /** The server says no more of an operation that cannot be done. */
    private static ApiError unprocessable() {
        return new ApiError(422, "Invalid", "the server rejected our request due to an error in our request", Map.of());
    }

    private static String[] steps(String path) {
        if (!path.startsWith("/")) {
            return new String[0];
        }
        String[] steps = path.substring(1).split("/", -1);
        for (int i = 0; i < steps.length; i++) {
            steps[i] = steps[i].replace("~1", "/").replace("~0", "~");
        }
        return steps;
    }

    private static @Nullable Object parent(Map<String, Object> root, String[] steps) {
        Object current = root;
        for (int i = 0; i < steps.length - 1; i++) {
            current = step(current, steps[i]);
            if (current == null) {
                throw unprocessable();
            }
        }
        return current;
    }

    private static @Nullable Object step(@Nullable Object container, String step) {
        if (container instanceof Map<?, ?> map) {
            return map.get(step);
        }
        if (container instanceof List<?> list) {
            int index = index(step, list.size());
            return index < 0 || index >= list.size() ? null : list.get(index);
        }
        return null;
    }

    private static int index(String step, int size) {
        if (step.equals("-")) {
            return size;
        }
        try {
            return Integer.parseInt(step);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static @Nullable Object find(Map<String, Object> root, String path) {
        String[] steps = steps(path);
        return step(parent(root, steps), steps[steps.length - 1]);
    }

    private static @Nullable Object get(Map<String, Object> root, String path) {
        Object found = find(root, path);
        if (found == null) {
            throw unprocessable();
        }
        return found;
    }

    private static void add(Map<String, Object> root, String path, @Nullable Object value) {
        String[] steps = steps(path);
        if (steps.length == 0) {
            throw unprocessable();
        }
        Object parent = parent(root, steps);
        String last = steps[steps.length - 1];
        if (parent instanceof Map<?, ?> map) {
            Json.put(Json.map(map), last, value);
        } else if (parent instanceof List<?> list) {
            int index = index(last, list.size());
            if (index < 0 || index > list.size()) {
                throw unprocessable();
            }
            List<Object> items = Json.list(list);
            items.add(index, value == null ? new Object() : value);
            if (value == null) {
                setNull(items, index);
            }
        } else {
            throw unprocessable();
        }
    }

    @SuppressWarnings("NullAway")
    private static void setNull(List<Object> items, int index) {
        items.set(index, null);
    }

    private static void replace(Map<String, Object> root, String path, @Nullable Object value) {
        String[] steps = steps(path);
        if (steps.length == 0) {
            if (value instanceof Map<?, ?> map) {
                root.clear();
                root.putAll(Json.map(map));
                return;
            }
            throw unprocessable();
        }
        Object parent = parent(root, steps);
        String last = steps[steps.length - 1];
        if (parent instanceof Map<?, ?> map) {
            // The server adds what is not there to be replaced.
            Json.put(Json.map(map), last, value);
        } else if (parent instanceof List<?> list
                && index(last, list.size()) >= 0
                && index(last, list.size()) < list.size()) {
            Json.list(list).remove(index(last, list.size()));
            add(root, path, value);
        } else {
            throw unprocessable();
        }
    }

    private static void remove(Map<String, Object> root, String path) {
        String[] steps = steps(path);
        Object parent = steps.length == 0 ? null : parent(root, steps);
        String last = steps.length == 0 ? "" : steps[steps.length - 1];
        if (parent instanceof Map<?, ?> map && map.containsKey(last)) {
            map.remove(last);
        } else if (parent instanceof List<?> list
                && index(last, list.size()) >= 0
                && index(last, list.size()) < list.size()) {
            list.remove(index(last, list.size()));
        } else {
            throw unprocessable();
        }
    }
}
