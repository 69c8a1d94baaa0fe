package io.fairlead.testkit.internal.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change of one object, as watchers see it.
 *
 * @param type what happened
 * @param before the object before, null when it was added
 * @param after the object after; for a deletion its last state, with the resource version of the deletion
 */
public record Change(Type type, @Nullable Map<String, Object> before, Map<String, Object> after) {

    /** What happened to the object. */
    public enum Type {
        /** It was not there before. */
        ADDED,
        /** It was there and differs now. */
        MODIFIED,
        /** It is gone. */
        DELETED
    }
}
