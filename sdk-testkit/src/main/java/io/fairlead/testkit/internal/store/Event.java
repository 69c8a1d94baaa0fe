package io.fairlead.testkit.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * One write as it is told to watches.
 *
 * @param type what happened
 * @param before the version before, null when the object was added
 * @param after the version after; of a deletion the last state at the deletion's revision
 */
public record Event(Change.Type type, @Nullable Stored before, Stored after) {
    /** The revision of the write. */
    public long revision() {
        return after.revision();
    }
}
