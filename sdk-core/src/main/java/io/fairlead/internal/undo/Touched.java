package io.fairlead.internal.undo;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldValue;

/**
 * One path that a write of ours took, gave up or changed.
 *
 * @param path the path, as it is owned
 * @param holder whether it is owned for what is below it, as an item of a list with keys is: then its values say only whether it is there
 * @param prior what it held before
 * @param written what the server returned for it after our write
 */
record Touched(FieldPath path, boolean holder, FieldValue prior, FieldValue written) {

    /** Whether two values are the same; that of a holder is its presence alone. */
    boolean same(FieldValue one, FieldValue other) {
        if (holder || one.isPresent() != other.isPresent()) {
            return one.isPresent() == other.isPresent();
        }
        return one instanceof FieldValue.Json a
                ? other instanceof FieldValue.Json b && Trees.same(a.value(), b.value())
                : one.equals(other);
    }
}
