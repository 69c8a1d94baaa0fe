package io.fairlead.testkit.internal.apply;

import io.fairlead.testkit.internal.json.GoText;
import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.schema.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What keeps an applied object from being understood: fields nobody declared, values of another type, doubles. */
final class Checking {
    private final List<String> errors = new ArrayList<>();

    private Checking() {}

    /** The errors in the words of the server, each with its path; none when the object is sound. */
    static List<String> check(Map<String, Object> object, Type type) {
        var checking = new Checking();
        checking.walk(object, type, "");
        return checking.errors;
    }

    private void walk(@Nullable Object value, Type type, String path) {
        switch (type.kind()) {
            case STRUCT, MAP -> {
                if (value instanceof Map<?, ?> map) {
                    map(Json.map(map), type, path);
                } else if (value != null) {
                    error(path, "expected map, got " + shown(value));
                }
            }
            case LIST -> {
                if (value instanceof List<?> list) {
                    list(Json.list(list), type, path);
                } else if (value != null) {
                    error(path, "expected list, got " + shown(value));
                }
            }
            case ANY, DEDUCED -> {}
            default -> scalar(value, type, path);
        }
    }

    private void map(Map<String, Object> map, Type type, String path) {
        for (Map.Entry<String, Object> entry : map.entrySet()) {
            String below = path + "." + entry.getKey();
            Optional<Type> under = type.under(entry.getKey());
            if (under.isEmpty()) {
                error(below, "field not declared in schema");
                return;
            }
            walk(entry.getValue(), under.get(), below);
        }
    }

    private void list(List<Object> items, Type type, String path) {
        Set<PathElement> seen = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            Object item = items.get(i);
            String below = path + "[" + i + "]";
            if (!type.atomic()) {
                PathElement step;
                try {
                    step = Elements.step(type, item);
                } catch (Elements.Unkeyed e) {
                    error(path, "element " + i + ": " + e.getMessage());
                    return;
                }
                below = path + step;
                if (!seen.add(step)) {
                    error(path, "duplicate entries for key " + step);
                }
            }
            walk(item, type.element(), below);
        }
    }

    private void scalar(@Nullable Object value, Type type, String path) {
        if (value == null) {
            return;
        }
        boolean structured = value instanceof Map<?, ?> || value instanceof List<?>;
        switch (type.kind()) {
            case STRING, BYTES -> {
                if (!(value instanceof String)) {
                    error(path, "expected string, got " + valueInterface(value));
                }
            }
            case BOOL -> {
                if (!(value instanceof Boolean)) {
                    error(path, "expected boolean, got " + shown(value));
                }
            }
            case INT32, INT64, FLOAT -> {
                if (!(value instanceof Number)) {
                    error(path, "expected numeric (int or float), got " + goType(value));
                }
            }
            default -> {
                if (structured) {
                    error(path, "expected any scalar, got " + shown(value));
                }
            }
        }
    }

    private void error(String path, String message) {
        errors.add(path.isEmpty() ? message : path + ": " + message);
    }

    /** The errors as one text. */
    static String join(List<String> errors) {
        if (errors.size() == 1) {
            return errors.get(0);
        }
        var text = new StringBuilder("errors:");
        errors.forEach(error -> text.append("\n  ").append(error));
        return text.toString();
    }

    private static String goType(Object value) {
        if (value instanceof String) {
            return "string";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        return value instanceof Map<?, ?> ? "map[string]interface {}" : "[]interface {}";
    }

    private static String shown(Object value) {
        return "&{" + GoText.print(value) + "}";
    }

    private static String valueInterface(Object value) {
        String inner;
        if (value instanceof Boolean) {
            inner = value.toString();
        } else if (value instanceof Number) {
            inner = value.toString();
        } else if (value instanceof Map<?, ?>) {
            inner = "map[string]interface {}" + Json.print(value);
        } else {
            inner = "[]interface {}" + Json.print(value);
        }
        return "&value.valueUnstructured{Value:" + inner + "}";
    }
}
