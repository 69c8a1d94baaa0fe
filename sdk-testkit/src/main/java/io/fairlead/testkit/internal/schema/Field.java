package io.fairlead.testkit.internal.schema;

import org.jspecify.annotations.Nullable;

/**
 * One field of a struct.
 *
 * @param name the JSON name
 * @param type the type of its value
 * @param pointer whether Go tells absent from empty
 * @param omitEmpty whether an empty value is left out in print
 * @param required whether the published schema demands it
 * @param byDefault the published default, null for none
 * @param patchStrategy how a strategic merge patch treats it: empty, {@code merge}, {@code retainKeys} or both
 * @param mergeKey by which field a strategic merge patch tells list elements apart, empty for none
 */
public record Field(
        String name,
        Type type,
        boolean pointer,
        boolean omitEmpty,
        boolean required,
        @Nullable Object byDefault,
        String patchStrategy,
        String mergeKey) {}
