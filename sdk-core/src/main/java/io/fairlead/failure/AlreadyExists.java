package io.fairlead.failure;

import io.fairlead.resource.Ref;
import org.jspecify.annotations.Nullable;

/** An object of this name is there already. */
public final class AlreadyExists extends FairleadException {

    /** A name that is taken. */
    public AlreadyExists(String tried, String what, @Nullable Ref ref) {
        super(tried, what + " already exists.", "Apply it instead of creating it, or choose another name.", ref, null);
    }
}
