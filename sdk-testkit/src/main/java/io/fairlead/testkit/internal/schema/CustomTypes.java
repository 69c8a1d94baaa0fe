package io.fairlead.testkit.internal.schema;

import io.fairlead.testkit.internal.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Custom resources: their types, pruning and defaults, from the structural schema of their definition. */
public final class CustomTypes {
    private static final Set<String> META = Set.of("apiVersion", "kind", "metadata");

    private CustomTypes() {}

    /** The type of the objects that a schema describes. */
    public static Type root(Map<String, Object> schema) {
        Type type = Type.customStruct(false, preserves(schema));
        type.add(field("apiVersion", Types.plain("str"), null));
        type.add(field("kind", Types.plain("str"), null));
        type.add(field("metadata", Types.kubernetes().struct("meta.v1.ObjectMeta"), null));
        properties(schema, type);
        return type;
    }

    private static void properties(Map<String, Object> schema, Type into) {
        for (Map.Entry<String, Object> property :
                Json.child(schema, "properties").entrySet()) {
            if (into.field(property.getKey()).isEmpty() && property.getValue() instanceof Map<?, ?> map) {
                Map<String, Object> below = Json.map(map);
                into.add(field(property.getKey(), type(below), below.get("default")));
            }
        }
    }

    private static Field field(String name, Type type, @Nullable Object byDefault) {
        return new Field(name, type, true, true, false, byDefault, "", "");
    }

    private static boolean preserves(Map<String, Object> schema) {
        return Boolean.TRUE.equals(schema.get("x-kubernetes-preserve-unknown-fields"));
    }

    private static Type type(Map<String, Object> schema) {
        if (Boolean.TRUE.equals(schema.get("x-kubernetes-int-or-string"))) {
            return Types.plain("intstr");
        }
        if (Boolean.TRUE.equals(schema.get("x-kubernetes-embedded-resource"))) {
            Type embedded = Type.customStruct(false, true);
            properties(schema, embedded);
            return embedded;
        }
        return switch (Json.text(schema, "type")) {
            case "object" -> object(schema);
            case "array" ->
                Type.listOf(
                        type(Json.child(schema, "items")),
                        Json.text(schema, "x-kubernetes-list-type").equals("map")
                                ? words(Json.items(schema, "x-kubernetes-list-map-keys"))
                                : List.of(),
                        Json.text(schema, "x-kubernetes-list-type").equals("set"));
            case "string" -> Types.plain("str");
            case "boolean" -> Types.plain("bool");
            case "integer" -> Types.plain("i64");
            case "number" -> Types.plain("f64");
            default -> Types.DEDUCED;
        };
    }

    private static Type object(Map<String, Object> schema) {
        boolean atomic = Json.text(schema, "x-kubernetes-map-type").equals("atomic");
        if (schema.get("additionalProperties") instanceof Map<?, ?> element) {
            return Type.mapOf(type(Json.map(element)), atomic);
        }
        if (Json.child(schema, "properties").isEmpty()) {
            return atomic || !preserves(schema) ? Type.customStruct(true, preserves(schema)) : Types.DEDUCED;
        }
        Type type = Type.customStruct(atomic, preserves(schema));
        properties(schema, type);
        return type;
    }

    private static List<String> words(List<Object> items) {
        List<String> words = new ArrayList<>();
        items.forEach(item -> words.add(String.valueOf(item)));
        return words;
    }

    /**
     * Takes out what the schema does not declare.
     *
     * @return the paths taken out, as {@code unknown field "spec.x"}, in order
     */
    public static List<String> prune(Map<String, Object> object, Map<String, Object> schema) {
        Set<String> unknown = new TreeSet<>();
        pruneObject(object, schema, "", true, unknown);
        List<String> told = new ArrayList<>();
        unknown.forEach(path -> told.add("unknown field \"" + path + "\""));
        return told;
    }

    private static void pruneValue(
            @Nullable Object value, Map<String, Object> schema, String path, Set<String> unknown) {
        if (value instanceof Map<?, ?> map) {
            boolean embedded = Boolean.TRUE.equals(schema.get("x-kubernetes-embedded-resource"));
            pruneObject(Json.map(map), schema, path, embedded, unknown);
        } else if (value instanceof List<?> list) {
            Map<String, Object> items = Json.child(schema, "items");
            int i = 0;
            for (Object item : list) {
                pruneValue(item, items, path + "[" + i++ + "]", unknown);
            }
        }
    }

    private static void pruneObject(
            Map<String, Object> object, Map<String, Object> schema, String path, boolean root, Set<String> unknown) {
        boolean preserves = preserves(schema);
        Map<String, Object> properties = Json.child(schema, "properties");
        Object additional = schema.get("additionalProperties");
        for (String key : List.copyOf(object.keySet())) {
            if (root && META.contains(key)) {
                continue;
            }
            String below = path.isEmpty() ? key : path + "." + key;
            if (properties.get(key) instanceof Map<?, ?> declared) {
                pruneValue(object.get(key), Json.map(declared), below, unknown);
            } else if (additional instanceof Map<?, ?> element) {
                pruneValue(object.get(key), Json.map(element), below, unknown);
            } else if (!Boolean.TRUE.equals(additional) && !preserves) {
                unknown.add(below);
                object.remove(key);
            }
        }
    }

    /** The rules in a schema that are written in CEL, each behind the path it is about. */
    public static List<String> rules(Map<String, Object> schema) {
        List<String> rules = new ArrayList<>();
        rules(schema, "", rules);
        return List.copyOf(rules);
    }

    private static void rules(Map<String, Object> schema, String path, List<String> into) {
        for (Object each : Json.items(schema, "x-kubernetes-validations")) {
            if (each instanceof Map<?, ?> rule) {
                into.add((path.isEmpty() ? "" : path + ": ") + Json.text(Json.map(rule), "rule"));
            }
        }
        Json.child(schema, "properties").forEach((name, below) -> {
            if (below instanceof Map<?, ?> map) {
                rules(Json.map(map), path.isEmpty() ? name : path + "." + name, into);
            }
        });
        if (schema.get("items") instanceof Map<?, ?> items) {
            rules(Json.map(items), path + "[*]", into);
        }
        if (schema.get("additionalProperties") instanceof Map<?, ?> values) {
            rules(Json.map(values), path + ".*", into);
        }
    }

    /** Fills in the defaults that the schema gives, and takes out nulls where a default stands. */
    public static void defaults(Map<String, Object> object, Map<String, Object> schema) {
        for (Map.Entry<String, Object> property :
                Json.child(schema, "properties").entrySet()) {
            if (!(property.getValue() instanceof Map<?, ?> map)) {
                continue;
            }
            Map<String, Object> below = Json.map(map);
            String key = property.getKey();
            boolean nullToReplace =
                    object.containsKey(key) && object.get(key) == null && !Boolean.TRUE.equals(below.get("nullable"));
            if ((!object.containsKey(key) || nullToReplace) && below.get("default") != null) {
                Json.put(object, key, Json.copy(below.get("default")));
            }
            defaultsBelow(object.get(key), below);
        }
        if (schema.get("additionalProperties") instanceof Map<?, ?> element) {
            object.values().forEach(value -> defaultsBelow(value, Json.map(element)));
        }
    }

    private static void defaultsBelow(@Nullable Object value, Map<String, Object> schema) {
        if (value instanceof Map<?, ?> map) {
            defaults(Json.map(map), schema);
        } else if (value instanceof List<?> list) {
            Json.list(list).forEach(item -> defaultsBelow(item, Json.child(schema, "items")));
        }
    }

    /** A custom resource with its metadata read as any other object's; throws {@link Decoder.Mismatch}. */
    public static Map<String, Object> decode(Map<String, Object> tree, Decoder decoder) {
        Map<String, Object> object = new LinkedHashMap<>(Json.copyOf(tree));
        Object metadata = object.get("metadata");
        Type meta = Types.kubernetes().struct("meta.v1.ObjectMeta");
        object.put("metadata", decoder.object(metadata instanceof Map<?, ?> m ? Json.map(m) : Map.of(), meta));
        return object;
    }
}
