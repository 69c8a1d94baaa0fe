package io.fairlead.testkit.internal.kinds;

import io.fairlead.testkit.internal.store.FieldError;
import io.fairlead.testkit.internal.store.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is wrong with an object, in the server's words. */
public final class Validation {
    private Validation() {}

    /** The faults of a new object. */
    public static List<FieldError> create(Kind kind, Map<String, Object> object) {
        List<FieldError> errors = new ArrayList<>();
        return errors;
    }

    /** The faults of a change. */
    public static List<FieldError> update(
            Kind kind, String subresource, Map<String, Object> object, Map<String, Object> old) {
        List<FieldError> errors = new ArrayList<>();
        return errors;
    }
}
