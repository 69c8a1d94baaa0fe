package io.fairlead.testkit.internal.kinds;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What is wrong with a custom resource, by the structural schema of its definition. */
final class CustomValidation {
    private final Checks checks;

    CustomValidation(Checks checks) {
        this.checks = checks;
    }

    void check(Map<String, Object> object, Map<String, Object> schema) {
        fields(object, schema, "");
    }

    private void value(@Nullable Object value, Map<String, Object> schema, String path) {
        if (value == null) {
            if (!Boolean.TRUE.equals(schema.get("nullable"))
                    && !Json.text(schema, "type").isEmpty()) {
                wrongType(path, "null", schema);
            }
            return;
        }
        if (Boolean.TRUE.equals(schema.get("x-kubernetes-int-or-string"))) {
            if (!(value instanceof String) && !(value instanceof Integer) && !(value instanceof Long)) {
                checks.add(FieldError.invalid(
                        path,
                        typeOf(value),
                        path + " in body must be of type integer,string: \"" + typeOf(value) + "\""));
            }
            return;
        }
        String wanted = Json.text(schema, "type");
        String type = typeOf(value);
        boolean fits = wanted.isEmpty() || wanted.equals(type) || wanted.equals("number") && type.equals("integer");
        if (!fits) {
            wrongType(path, type, schema);
            return;
        }
        allowed(value, schema, path);
        if (value instanceof Map<?, ?> map) {
            fields(Json.map(map), schema, path);
        } else if (value instanceof List<?> list) {
            items(Json.list(list), schema, path);
        } else if (value instanceof String text) {
            text(text, schema, path);
        } else if (value instanceof Number number) {
            number(number, schema, path);
        }
    }

    private void wrongType(String path, String type, Map<String, Object> schema) {
        checks.add(new FieldError(
                path,
                "FieldValueTypeInvalid",
                "Invalid value: " + Json.print(type) + ": " + path + " in body must be of type "
                        + Json.text(schema, "type") + ": \"" + type + "\""));
    }

    private static String typeOf(Object value) {
        if (value instanceof String) {
            return "string";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        if (value instanceof Map<?, ?>) {
            return "object";
        }
        if (value instanceof List<?>) {
            return "array";
        }
        return value instanceof Double number && number != Math.rint(number) ? "number" : "integer";
    }

    private void fields(Map<String, Object> object, Map<String, Object> schema, String path) {
        for (Object required : Json.items(schema, "required")) {
            if (!object.containsKey(String.valueOf(required))) {
                String at = path.isEmpty() ? String.valueOf(required) : path + "." + required;
                checks.add(FieldError.required(at, ""));
            }
        }
        Map<String, Object> properties = Json.child(schema, "properties");
        for (Map.Entry<String, Object> entry : object.entrySet()) {
            boolean meta =
                    path.isEmpty() && List.of("apiVersion", "kind", "metadata").contains(entry.getKey());
            if (meta) {
                continue;
            }
            String at = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            if (properties.get(entry.getKey()) instanceof Map<?, ?> declared) {
                value(entry.getValue(), Json.map(declared), at);
            } else if (schema.get("additionalProperties") instanceof Map<?, ?> element) {
                value(entry.getValue(), Json.map(element), at);
            }
        }
    }

    private void items(List<Object> items, Map<String, Object> schema, String path) {
        long least = Json.number(schema, "minItems", 0);
        long most = Json.number(schema, "maxItems", Long.MAX_VALUE);
        if (items.size() < least) {
            checks.add(
                    FieldError.invalid(path, items.size(), path + " in body should have at least " + least + " items"));
        }
        if (items.size() > most) {
            checks.add(new FieldError(
                    path, "FieldValueTooMany", "Too many: " + items.size() + ": must have at most " + most + " items"));
        }
        for (int i = 0; i < items.size(); i++) {
            value(items.get(i), Json.child(schema, "items"), path + "[" + i + "]");
        }
    }

    private void allowed(Object value, Map<String, Object> schema, String path) {
        List<Object> allowed = Json.items(schema, "enum");
        if (!allowed.isEmpty() && allowed.stream().noneMatch(each -> Json.same(each, value))) {
            List<String> quoted = new ArrayList<>();
            allowed.forEach(each -> quoted.add(Json.print(each)));
            checks.add(new FieldError(
                    path,
                    "FieldValueNotSupported",
                    "Unsupported value: " + Json.print(value) + ": supported values: " + String.join(", ", quoted)));
        }
    }

    private void text(String text, Map<String, Object> schema, String path) {
        int length = text.codePointCount(0, text.length());
        if (length < Json.number(schema, "minLength", 0)) {
            checks.add(FieldError.invalid(
                    path, text, path + " in body should be at least " + schema.get("minLength") + " chars long"));
        }
        if (length > Json.number(schema, "maxLength", Long.MAX_VALUE)) {
            checks.add(new FieldError(
                    path, "FieldValueTooLong", "Too long: may not be more than " + schema.get("maxLength") + " bytes"));
        }
        String pattern = Json.text(schema, "pattern");
        if (!pattern.isEmpty() && !matches(pattern, text)) {
            checks.add(FieldError.invalid(path, text, path + " in body should match '" + pattern + "'"));
        }
    }

    private static boolean matches(String pattern, String text) {
        try {
            return Pattern.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException e) {
            // Written for another engine: what cannot be read here is not held against the object.
            return true;
        }
    }

    private void number(Number number, Map<String, Object> schema, String path) {
        double value = number.doubleValue();
        Object least = schema.get("minimum");
        if (least instanceof Number bound && value < bound.doubleValue()) {
            checks.add(FieldError.invalid(path, number, path + " in body should be greater than or equal to " + bound));
        }
        Object most = schema.get("maximum");
        if (most instanceof Number bound && value > bound.doubleValue()) {
            checks.add(FieldError.invalid(path, number, path + " in body should be less than or equal to " + bound));
        }
    }
}
