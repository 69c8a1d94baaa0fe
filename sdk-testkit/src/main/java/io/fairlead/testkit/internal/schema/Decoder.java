package io.fairlead.testkit.internal.schema;

import io.fairlead.testkit.internal.json.Json;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tree as the server reads a request body, and prints it as the server prints what it read: fields in order,
 * unknown ones left out and noted, empty ones left out or filled in, amounts and times in canonical form.
 */
public final class Decoder {
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final List<String> unknown = new ArrayList<>();

    /** A value that does not fit its type; the message is the server's. */
    public static final class Mismatch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String told;

        Mismatch(String message) {
            super(message, null, false, false);
            this.told = message;
        }

        /** What does not fit, in the server's words. */
        public String told() {
            return told;
        }
    }

    /** The fields that no type declares, as {@code unknown field "spec.x"}. */
    public List<String> unknown() {
        return unknown;
    }

    /** Reads an object of a Kubernetes type; throws {@link Mismatch}. */
    public Map<String, Object> object(Map<String, Object> tree, Type type) {
        note(tree, type, "");
        return struct(tree, type, "");
    }

    /** Notes the fields that no type declares, in the order in which they stand. */
    private void note(@Nullable Object value, Type type, String path) {
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<String, Object> entry : Json.map(map).entrySet()) {
                String below = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
                if (type.kind() == Type.Kind.STRUCT && !type.fields().containsKey(entry.getKey())) {
                    unknown.add("unknown field \"" + below + "\"");
                } else {
                    type.under(entry.getKey()).ifPresent(under -> note(entry.getValue(), under, below));
                }
            }
        } else if (value instanceof List<?> list && type.kind() == Type.Kind.LIST) {
            int i = 0;
            for (Object item : list) {
                note(item, type.element(), path + "[" + i++ + "]");
            }
        }
    }

    private @Nullable Object value(@Nullable Object value, Type type, String path, Type owner) {
        if (value == null) {
            return type.kind() == Type.Kind.STRUCT && type.go() ? struct(Map.of(), type, path) : null;
        }
        return switch (type.kind()) {
            case STRUCT -> {
                if (!(value instanceof Map<?, ?>)) {
                    throw mismatch(value, type, path, owner);
                }
                yield struct(Json.map(value), type, path);
            }
            case LIST -> {
                if (!(value instanceof List<?> list)) {
                    throw mismatch(value, type, path, owner);
                }
                List<Object> read = new ArrayList<>(list.size());
                int i = 0;
                for (Object item : list) {
                    Json.add(read, element(item, type.element(), path + "[" + i++ + "]", owner));
                }
                yield read;
            }
            case MAP -> {
                if (!(value instanceof Map<?, ?>)) {
                    throw mismatch(value, type, path, owner);
                }
                Map<String, Object> read = new LinkedHashMap<>();
                for (Map.Entry<String, Object> entry : Json.map(value).entrySet()) {
                    Json.put(read, entry.getKey(), element(entry.getValue(), type.element(), path, owner));
                }
                yield read;
            }
            case ANY, DEDUCED -> Json.copy(value);
            default -> scalar(value, type, path, owner);
        };
    }

    private @Nullable Object element(@Nullable Object value, Type type, String path, Type owner) {
        return value == null && type.scalar() ? zero(type) : value(value, type, path, owner);
    }

    private Map<String, Object> struct(Map<String, Object> tree, Type type, String path) {
        Map<String, Object> read = new LinkedHashMap<>();
        for (Field field : type.fields().values()) {
            Object given = tree.get(field.name());
            String below = path.isEmpty() ? field.name() : path + "." + field.name();
            if (given == null) {
                absent(read, field, below);
                continue;
            }
            Object decoded = value(given, field.type(), below, type);
            if (!field.omitEmpty() && decoded instanceof List<?> list && list.isEmpty()) {
                // An empty list does not outlive the server's own form.
                Json.put(read, field.name(), null);
                continue;
            }
            // An empty list of managers is no absent one: it strips all.
            if (field.name().equals("managedFields")
                    || field.pointer()
                    || !field.omitEmpty()
                    || !empty(decoded, field.type())) {
                Json.put(read, field.name(), decoded);
            }
        }
        return read;
    }

    private void absent(Map<String, Object> read, Field field, String path) {
        if (field.pointer()) {
            if (!field.omitEmpty()) {
                Json.put(read, field.name(), null);
            }
            return;
        }
        if (field.type().kind() == Type.Kind.STRUCT) {
            read.put(field.name(), struct(Map.of(), field.type(), path));
        } else if (!field.omitEmpty()) {
            Json.put(read, field.name(), zero(field.type()));
        }
    }

    private static @Nullable Object zero(Type type) {
        return switch (type.kind()) {
            case STRING -> "";
            case BOOL -> false;
            case INT32, INT64, INT_OR_STRING -> 0;
            case FLOAT -> 0.0;
            case QUANTITY -> "0";
            default -> null;
        };
    }

    private static boolean empty(@Nullable Object value, Type type) {
        return switch (type.kind()) {
            case STRING, BYTES -> "".equals(value);
            case BOOL -> Boolean.FALSE.equals(value);
            case INT32, INT64 -> value instanceof Number number && number.longValue() == 0;
            case FLOAT -> value instanceof Number number && number.doubleValue() == 0;
            case LIST -> value instanceof List<?> list && list.isEmpty();
            case MAP -> value instanceof Map<?, ?> map && map.isEmpty();
            default -> value == null;
        };
    }

    private static Object scalar(Object value, Type type, String path, Type owner) {
        return switch (type.kind()) {
            case STRING -> {
                if (!(value instanceof String)) {
                    throw mismatch(value, type, path, owner);
                }
                yield value;
            }
            case BOOL -> {
                if (!(value instanceof Boolean)) {
                    throw mismatch(value, type, path, owner);
                }
                yield value;
            }
            case INT32, INT64 -> whole(value, type, path, owner);
            case FLOAT -> {
                if (!(value instanceof Number)) {
                    throw mismatch(value, type, path, owner);
                }
                yield value;
            }
            case INT_OR_STRING -> {
                if (!(value instanceof String) && !(value instanceof Integer)) {
                    throw mismatch(value, type, path, owner);
                }
                yield value;
            }
            case QUANTITY -> {
                if (!(value instanceof String) && !(value instanceof Number)) {
                    throw new Mismatch(Quantities.MALFORMED);
                }
                yield Quantities.canonical(value.toString()).orElseThrow(() -> new Mismatch(Quantities.MALFORMED));
            }
            case TIME -> moment(value).truncatedTo(ChronoUnit.SECONDS).toString();
            case MICRO_TIME -> MICROS.format(moment(value).truncatedTo(ChronoUnit.MICROS));
            case BYTES -> bytes(value, path, owner, type);
            default -> throw new IllegalStateException(type.kind().name());
        };
    }

    private static Object whole(Object value, Type type, String path, Type owner) {
        if (value instanceof Integer) {
            return value;
        }
        if (value instanceof Long number && type.kind() == Type.Kind.INT64) {
            return number;
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            throw new Mismatch("json: cannot unmarshal number " + number + " into Go struct field " + owner.shortName()
                    + "." + goPath(path) + " of type " + type.goName());
        }
        throw mismatch(value, type, path, owner);
    }

    private static Instant moment(Object value) {
        try {
            return OffsetDateTime.parse(String.valueOf(value)).toInstant();
        } catch (DateTimeParseException e) {
            throw new Mismatch("parsing time \"" + value + "\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \""
                    + value + "\" as \"2006\"");
        }
    }

    private static Object bytes(Object value, String path, Type owner, Type type) {
        if (!(value instanceof String text)) {
            throw mismatch(value, type, path, owner);
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(text);
            return Base64.getEncoder().encodeToString(decoded);
        } catch (IllegalArgumentException e) {
            throw new Mismatch("illegal base64 data at input byte " + firstWrong(text));
        }
    }

    private static int firstWrong(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean good = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/';
            if (!good) {
                return i;
            }
        }
        return text.length() / 4 * 4;
    }

    private static Mismatch mismatch(Object value, Type type, String path, Type owner) {
        String what = value instanceof String
                ? "string"
                : value instanceof Boolean
                        ? "bool"
                        : value instanceof Map<?, ?>
                                ? "object"
                                : value instanceof List<?>
                                        ? "array"
                                        : value instanceof BigInteger
                                                        || value instanceof Double
                                                        || value instanceof Long
                                                ? "number " + value
                                                : "number";
        String of = type.kind() == Type.Kind.INT_OR_STRING ? "int32" : type.goName();
        return new Mismatch("json: cannot unmarshal " + what + " into Go struct field " + owner.shortName() + "."
                + goPath(path) + " of type " + of);
    }

    private static String goPath(String path) {
        return path.replaceAll("\\[[0-9]+]", "");
    }
}
