package io.fairlead.testkit.internal.openapi;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.schema.Field;
import io.fairlead.testkit.internal.schema.Type;
import io.fairlead.testkit.internal.schema.Types;
import io.fairlead.testkit.internal.store.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schemas of one document: those asked for, and all that they refer to. Without descriptions. */
final class Schemas {
    private static final String MACHINERY = "io.k8s.apimachinery.pkg.";
    private static final String META = MACHINERY + "apis.meta.v1.";

    private final Map<String, Object> all = new LinkedHashMap<>();

    Map<String, Object> all() {
        return all;
    }

    /** Adds the schema of a kind. */
    void add(Kind kind) {
        var r = kind.resource();
        Map<String, Object> schema = kind.custom() ? custom(kind) : Json.copyOf(struct(kind.type()));
        Map<String, Object> gvk = new LinkedHashMap<>();
        gvk.put("group", r.group());
        gvk.put("version", r.version());
        gvk.put("kind", r.kind());
        schema.put("x-kubernetes-group-version-kind", List.of(gvk));
        all.put(kind.custom() ? customName(kind) : name(kind.type().name()), schema);
    }

    private static String customName(Kind kind) {
        List<String> parts = new ArrayList<>(List.of(kind.resource().group().split("\\.")));
        Collections.reverse(parts);
        return String.join(".", parts) + "." + kind.resource().version() + "."
                + kind.resource().kind();
    }

    private Map<String, Object> custom(Kind kind) {
        Map<String, Object> schema = kind.schema() == null ? new LinkedHashMap<>() : Json.copyOf(kind.schema());
        schema.putIfAbsent("type", "object");
        Map<String, Object> properties = Json.ensure(schema, "properties");
        properties.put("apiVersion", text(""));
        properties.put("kind", text(""));
        properties.put("metadata", reference(Types.kubernetes().struct("meta.v1.ObjectMeta"), true));
        return schema;
    }

    private static String name(String shortName) {
        String group = shortName.substring(0, shortName.indexOf('.'));
        return switch (group) {
            case "meta" -> MACHINERY + "apis." + shortName;
            case "apiextensions" -> "io.k8s.apiextensions-apiserver.pkg.apis." + shortName;
            case "apiregistration" -> "io.k8s.kube-aggregator.pkg.apis." + shortName;
            default -> "io.k8s.api." + shortName;
        };
    }

    private Map<String, Object> reference(Type struct, boolean pointer) {
        String name = name(struct.name());
        if (!all.containsKey(name)) {
            // Known before it is filled: types refer to themselves.
            all.put(name, new LinkedHashMap<String, Object>());
            all.put(name, struct(struct));
        }
        return reference(name, pointer);
    }

    private static Map<String, Object> reference(String name, boolean pointer) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("$ref", "#/components/schemas/" + name);
        if (pointer) {
            return reference;
        }
        Map<String, Object> wrapped = new LinkedHashMap<>();
        wrapped.put("allOf", List.of(reference));
        wrapped.put("default", new LinkedHashMap<String, Object>());
        return wrapped;
    }

    private Map<String, Object> struct(Type type) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        List<Object> required = new ArrayList<>();
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Field field : type.fields().values()) {
            properties.put(field.name(), property(field));
            if (field.required()) {
                required.add(field.name());
            }
        }
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("properties", properties);
        if (type.atomic()) {
            schema.put("x-kubernetes-map-type", "atomic");
        }
        return schema;
    }

    private Map<String, Object> property(Field field) {
        Map<String, Object> schema = value(field.type(), field.pointer());
        if (field.byDefault() != null) {
            schema.put("default", field.byDefault());
        }
        if (!field.patchStrategy().isEmpty()) {
            schema.put("x-kubernetes-patch-strategy", field.patchStrategy());
        }
        if (!field.mergeKey().isEmpty()) {
            schema.put("x-kubernetes-patch-merge-key", field.mergeKey());
        }
        return schema;
    }

    private Map<String, Object> value(Type type, boolean pointer) {
        return switch (type.kind()) {
            case STRUCT -> reference(type, pointer);
            case LIST -> list(type);
            case MAP -> map(type);
            case STRING -> text("");
            case BYTES -> text("byte");
            case BOOL -> plain("boolean", "");
            case INT32 -> plain("integer", "int32");
            case INT64 -> plain("integer", "int64");
            case FLOAT -> plain("number", "double");
            case QUANTITY -> shared(MACHINERY + "api.resource.Quantity", either(""));
            case INT_OR_STRING -> shared(MACHINERY + "util.intstr.IntOrString", either("int-or-string"));
            case TIME -> shared(META + "Time", text("date-time"));
            case MICRO_TIME -> shared(META + "MicroTime", text("date-time"));
            case ANY -> plain("object", "");
            case DEDUCED -> new LinkedHashMap<>();
        };
    }

    private Map<String, Object> list(Type type) {
        Map<String, Object> schema = plain("array", "");
        schema.put("items", value(type.element(), false));
        if (!type.keys().isEmpty()) {
            schema.put("x-kubernetes-list-type", "map");
            schema.put("x-kubernetes-list-map-keys", type.keys());
        } else {
            schema.put("x-kubernetes-list-type", type.set() ? "set" : "atomic");
        }
        return schema;
    }

    private Map<String, Object> map(Type type) {
        Map<String, Object> schema = plain("object", "");
        schema.put("additionalProperties", value(type.element(), false));
        if (type.atomic()) {
            schema.put("x-kubernetes-map-type", "atomic");
        }
        return schema;
    }

    private Map<String, Object> shared(String name, Map<String, Object> schema) {
        all.putIfAbsent(name, schema);
        return reference(name, true);
    }

    private static Map<String, Object> text(String format) {
        return plain("string", format);
    }

    private static Map<String, Object> plain(String type, String format) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        if (!format.isEmpty()) {
            schema.put("format", format);
        }
        return schema;
    }

    private static Map<String, Object> either(String format) {
        Map<String, Object> schema = new LinkedHashMap<>();
        if (!format.isEmpty()) {
            schema.put("format", format);
        }
        schema.put(
                "oneOf",
                List.of(
                        plain(format.isEmpty() ? "string" : "integer", ""),
                        plain(format.isEmpty() ? "number" : "string", "")));
        return schema;
    }
}
