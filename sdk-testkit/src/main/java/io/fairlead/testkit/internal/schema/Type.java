package io.fairlead.testkit.internal.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One type of value in an object: a struct with fields, a list or map of elements, or a plain value. */
public final class Type {
    /** The forms of a value. */
    public enum Kind {
        /** Named fields. */
        STRUCT,
        /** Elements in order. */
        LIST,
        /** Elements by a free key. */
        MAP,
        /** Text. */
        STRING,
        /** Yes or no. */
        BOOL,
        /** A whole number of 32 bits. */
        INT32,
        /** A whole number of 64 bits. */
        INT64,
        /** A number. */
        FLOAT,
        /** Bytes, as base64 text. */
        BYTES,
        /** An amount such as {@code 500m}. */
        QUANTITY,
        /** A moment, in seconds. */
        TIME,
        /** A moment, in microseconds. */
        MICRO_TIME,
        /** A number or a name. */
        INT_OR_STRING,
        /** Any tree, owned as one. */
        ANY,
        /** Any tree whose maps are owned key by key. */
        DEDUCED
    }

    private final Kind kind;
    private final String name;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final @Nullable Type element;
    private final boolean atomic;
    private final List<String> keys;
    private final boolean set;
    private final boolean go;
    private boolean preserving;

    private Type(
            Kind kind,
            String name,
            @Nullable Type element,
            boolean atomic,
            List<String> keys,
            boolean set,
            boolean go) {
        this.kind = kind;
        this.name = name;
        this.element = element;
        this.atomic = atomic;
        this.keys = keys;
        this.set = set;
        this.go = go;
    }

    /** A plain value. */
    public static Type plain(Kind kind) {
        return new Type(kind, kind.name(), null, false, List.of(), false, true);
    }

    /** A struct of Kubernetes' own, printed as Go prints it: in the order of fields, empty values left out. */
    public static Type struct(String name, boolean atomic) {
        return new Type(Kind.STRUCT, name, null, atomic, List.of(), false, true);
    }

    /** A struct of a custom resource, kept as written. */
    public static Type customStruct(boolean atomic, boolean preserving) {
        var type = new Type(Kind.STRUCT, "", null, atomic, List.of(), false, false);
        type.preserving = preserving;
        return type;
    }

    /** A map of elements by a free key. */
    public static Type mapOf(Type element, boolean atomic) {
        return new Type(Kind.MAP, "", element, atomic, List.of(), false, true);
    }

    /** A list whose elements are told apart by keys, by value (a set), or not at all: then it is one whole. */
    public static Type listOf(Type element, List<String> keys, boolean set) {
        return new Type(Kind.LIST, "", element, keys.isEmpty() && !set, keys, set, true);
    }

    void add(Field field) {
        fields.put(field.name(), field);
    }

    /** The form of the value. */
    public Kind kind() {
        return kind;
    }

    /** The short name of a struct, such as {@code apps.v1.DeploymentSpec}. */
    public String name() {
        return name;
    }

    /** Go's name of the type in messages. */
    public String goName() {
        return switch (kind) {
            case STRUCT -> "v1." + shortName();
            case LIST -> "[]" + element().goName();
            case MAP -> "map[string]" + element().goName();
            case BOOL -> "bool";
            case INT32 -> "int32";
            case INT64 -> "int64";
            case FLOAT -> "float64";
            default -> "string";
        };
    }

    /** The name of a struct without its package. */
    public String shortName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The fields of a struct, in Go's order. */
    public Map<String, Field> fields() {
        return fields;
    }

    /** One field of a struct. */
    public Optional<Field> field(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** The type under a key of a struct or map, empty when it is not known. */
    public Optional<Type> under(String key) {
        Field field = fields.get(key);
        if (field != null) {
            return Optional.of(field.type());
        }
        if (kind == Kind.DEDUCED || preserving) {
            return Optional.of(Types.DEDUCED);
        }
        return Optional.ofNullable(kind == Kind.MAP || kind == Kind.STRUCT ? element : null);
    }

    /** The type of the elements of a list or map. */
    public Type element() {
        if (element == null) {
            throw new IllegalStateException(kind + " has no elements");
        }
        return element;
    }

    /** Whether the value is owned as one. */
    public boolean atomic() {
        return atomic || kind == Kind.ANY;
    }

    /** The fields that tell the elements of a list apart, none when it has no such. */
    public List<String> keys() {
        return keys;
    }

    /** Whether the elements of a list are told apart by their value. */
    public boolean set() {
        return set;
    }

    /** Whether the value is printed as Go prints its own types. */
    public boolean go() {
        return go;
    }

    /** Whether fields that are not declared are kept. */
    public boolean preserving() {
        return preserving;
    }

    /** Whether the value is a leaf whatever it holds. */
    public boolean scalar() {
        return switch (kind) {
            case STRUCT, LIST, MAP, ANY, DEDUCED -> false;
            default -> true;
        };
    }
}
