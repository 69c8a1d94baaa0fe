package io.fairlead.testkit.internal.kinds;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.FieldError;
import io.fairlead.testkit.internal.store.Names;
import io.fairlead.testkit.internal.store.Selectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gathers the faults of one object. */
final class Checks {
    static final String IMMUTABLE = "field is immutable";

    private final List<FieldError> errors = new ArrayList<>();

    List<FieldError> errors() {
        return errors;
    }

    void add(FieldError error) {
        errors.add(error);
    }

    /** The number under a key, if it is there, is not below zero. */
    void notNegative(Map<String, Object> parent, String path, String key) {
        long value = Json.number(parent, key, 0);
        if (value < 0) {
            add(FieldError.invalid(path + "." + key, value, "must be greater than or equal to 0"));
        }
    }

    /** The text under a key is there. */
    boolean required(Map<String, Object> parent, String path, String key) {
        Object value = parent.get(key);
        boolean missing = value == null || "".equals(value) || value instanceof List<?> list && list.isEmpty();
        if (missing) {
            add(FieldError.required(path + "." + key, ""));
        }
        return !missing;
    }

    /** The text under a key is one of a few. */
    void oneOf(Map<String, Object> parent, String path, String key, String... words) {
        Object value = parent.get(key);
        if (value != null && !"".equals(value) && !List.of(words).contains(value)) {
            add(FieldError.unsupported(path + "." + key, value, List.of(words)));
        }
    }

    /** The value under a key is what it was. */
    void unchanged(Map<String, Object> object, Map<String, Object> old, String path, String key) {
        if (!Json.same(object.get(key), old.get(key))) {
            add(FieldError.invalid(path.isEmpty() ? key : path + "." + key, object.get(key), IMMUTABLE));
        }
    }

    void label(String value, String path) {
        Names.label(value).forEach(fault -> add(FieldError.invalid(path, value, fault)));
    }

    /** A workload's selector: there, not empty, and met by the labels of its template. */
    void selector(Map<String, Object> spec, String kind) {
        Object given = spec.get("selector");
        Map<String, Object> selector = Json.child(spec, "selector");
        boolean empty = Json.child(selector, "matchLabels").isEmpty()
                && Json.items(selector, "matchExpressions").isEmpty();
        if (given == null) {
            add(FieldError.required("spec.selector", ""));
        } else if (empty) {
            add(FieldError.invalid("spec.selector", given, "empty selector is invalid for " + kind));
        }
        Map<String, Object> template = Json.child(spec, "template");
        // A selector that is not there selects nothing, one that is empty everything.
        boolean met = given != null && Selectors.of(selector).test(template);
        if (!met) {
            add(FieldError.invalid(
                    "spec.template.metadata.labels",
                    Json.child(template, "metadata").get("labels"),
                    "`selector` does not match template `labels`"));
        }
    }
}
