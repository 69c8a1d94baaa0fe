package io.fairlead.testkit.internal.store;

import java.util.function.Consumer;

/**
 * How a write is to be done, and for whom.
 *
 * @param user who asks
 * @param manager under whose name changed fields are owned
 * @param dryRun whether everything is checked and nothing stored
 * @param force whether an apply takes fields that others own
 * @param validation what becomes of unknown fields
 * @param warn takes the warnings
 */
public record WriteOptions(
        User user, String manager, boolean dryRun, boolean force, FieldValidation validation, Consumer<String> warn) {

    /** What becomes of fields that are not known. */
    public enum FieldValidation {
        /** They are refused. */
        STRICT,
        /** They are left out with a warning. */
        WARN,
        /** They are left out. */
        IGNORE
    }

    /** A write by the cluster itself. */
    public static WriteOptions internal(String manager) {
        return new WriteOptions(User.ADMIN, manager, false, false, FieldValidation.IGNORE, warning -> {});
    }
}
