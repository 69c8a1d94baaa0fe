package io.fairlead.testkit.internal.store;

import io.fairlead.testkit.internal.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One fault of one field, in the words of the API server.
 *
 * @param field the path, such as {@code spec.replicas}
 * @param reason the kind of fault, such as {@code FieldValueInvalid}
 * @param message the fault, such as {@code Invalid value: -1: must be greater than or equal to 0}
 */
public record FieldError(String field, String reason, String message) {

    /** A value that cannot be. */
    public static FieldError invalid(String field, @Nullable Object value, String why) {
        return new FieldError(field, "FieldValueInvalid", "Invalid value: " + Json.print(value) + ": " + why);
    }

    /** A value that is missing. */
    public static FieldError required(String field, String why) {
        return new FieldError(field, "FieldValueRequired", "Required value" + (why.isEmpty() ? "" : ": " + why));
    }

    /** A value that may not be here. */
    public static FieldError forbidden(String field, String why) {
        return new FieldError(field, "FieldValueForbidden", "Forbidden: " + why);
    }

    /** A value that must be another of a few. */
    public static FieldError unsupported(String field, Object value, List<String> supported) {
        List<String> quoted = new ArrayList<>();
        supported.stream().sorted().forEach(word -> quoted.add(Json.print(word)));
        return new FieldError(
                field,
                "FieldValueNotSupported",
                "Unsupported value: " + Json.print(value) + ": supported values: " + String.join(", ", quoted));
    }

    /** A value that another has already. */
    public static FieldError duplicate(String field, Object value) {
        return new FieldError(field, "FieldValueDuplicate", "Duplicate value: " + Json.print(value));
    }

    /** A value that names something that is not there. */
    public static FieldError notFound(String field, Object value) {
        return new FieldError(field, "FieldValueNotFound", "Not found: " + Json.print(value));
    }

    /** 422 with one cause a fault. */
    public static ApiError asError(String group, String kind, String name, List<FieldError> errors) {
        List<Map<String, Object>> causes = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        for (FieldError error : errors) {
            causes.add(ApiError.cause(error.reason, error.message, error.field));
            String message = error.field + ": " + error.message;
            if (!messages.contains(message)) {
                messages.add(message);
            }
        }
        Map<String, Object> details = new LinkedHashMap<>();
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!group.isEmpty()) {
            details.put("group", group);
        }
        if (!kind.isEmpty()) {
            details.put("kind", kind);
        }
        details.put("causes", causes);
        String qualified = group.isEmpty() ? kind : kind + "." + group;
        String told = messages.size() == 1 ? messages.get(0) : "[" + String.join(", ", messages) + "]";
        return new ApiError(422, "Invalid", qualified + " \"" + name + "\" is invalid: " + told, details);
    }
}
