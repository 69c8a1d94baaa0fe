package io.fairlead.resource;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a field holds, before or after a change: nothing, a JSON value, one that is not shown, or one not known yet.
 *
 * <p>A field that is absent is not one that holds {@code null}.
 */
public sealed interface FieldValue {

    /** The field is not there. */
    record Absent() implements FieldValue {
        @Override
        public String toString() {
            return "(absent)";
        }
    }

    /**
     * The field holds this JSON value.
     *
     * @param value a tree, a scalar, or null for JSON's {@code null}
     */
    record Json(@Nullable Object value) implements FieldValue {
        @Override
        public String toString() {
            return text(value);
        }

        private static String text(@Nullable Object value) {
            if (value instanceof Map<?, ?> map) {
                return map.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            }
            if (value instanceof List<?> list) {
                return list.stream().map(Json::text).collect(Collectors.joining(", ", "[", "]"));
            }
            return value instanceof String string
                    ? "\"" + string.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\""
                    : String.valueOf(value);
        }
    }

    /** The field holds a secret. */
    record Masked() implements FieldValue {
        @Override
        public String toString() {
            return "(secret)";
        }
    }

    /**
     * The server or a controller chooses the value when the change runs.
     *
     * @param by who chooses it and how, such as {@code assigned by the server}; empty where nothing more is known
     */
    record Later(String by) implements FieldValue {
        @Override
        public String toString() {
            return by.isEmpty() ? "(known after it runs)" : "(known after it runs: " + by + ")";
        }
    }

    /** No field. */
    static FieldValue absent() {
        return new Absent();
    }

    /** A field with this JSON value. */
    static FieldValue of(@Nullable Object json) {
        return new Json(json);
    }

    /** Whether there is a field, whatever it holds. */
    default boolean isPresent() {
        return !(this instanceof Absent);
    }
}
