package io.fairlead.testkit.internal.kinds;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.schema.Field;
import io.fairlead.testkit.internal.schema.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Fills in what an object leaves out, type by type, outer values before what they hold. */
public final class Defaults {
    private static final Map<String, Consumer<Map<String, Object>>> BY_TYPE = new HashMap<>();

    static {
        BY_TYPE.putAll(CoreDefaults.all());
        BY_TYPE.putAll(WorkloadDefaults.all());
    }

    private Defaults() {}

    /** Fills in the defaults of an object of Kubernetes' own. */
    public static void apply(Map<String, Object> object, Type type) {
        struct(object, type);
    }

    private static void struct(Map<String, Object> value, Type type) {
        Consumer<Map<String, Object>> own = BY_TYPE.get(type.name());
        if (own != null) {
            own.accept(value);
        }
        for (Field field : type.fields().values()) {
            Object present = value.get(field.name());
            if (present == null && field.byDefault() != null && tells(field)) {
                value.put(field.name(), field.byDefault());
            } else if (present != null) {
                below(present, field.type());
            }
        }
    }

    /** Whether a published default is more than Go's zero value. */
    private static boolean tells(Field field) {
        Object value = field.byDefault();
        return field.pointer()
                || !("".equals(value)
                        || Boolean.FALSE.equals(value)
                        || value instanceof Number number && number.doubleValue() == 0);
    }

    private static void below(@Nullable Object value, Type type) {
        switch (type.kind()) {
            case STRUCT -> {
                if (value instanceof Map<?, ?> map) {
                    struct(Json.map(map), type);
                }
            }
            case LIST -> {
                if (value instanceof List<?> list && !type.element().scalar()) {
                    Json.list(list).forEach(item -> below(item, type.element()));
                }
            }
            case MAP -> {
                if (value instanceof Map<?, ?> map && !type.element().scalar()) {
                    Json.map(map).values().forEach(item -> below(item, type.element()));
                }
            }
            default -> {}
        }
    }

    /** Sets a value where there is none, or an empty text or a zero. */
    static void set(Map<String, Object> into, String key, Object value) {
        Object present = into.get(key);
        if (present == null || "".equals(present)) {
            into.put(key, value);
        }
    }
}
