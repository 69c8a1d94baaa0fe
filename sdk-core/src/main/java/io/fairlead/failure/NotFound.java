package io.fairlead.failure;

import io.fairlead.resource.Ref;
import org.jspecify.annotations.Nullable;

/** The object does not exist. */
public final class NotFound extends FairleadException {

    /**
     * An object that is not there.
     *
     * @param tried what was tried
     * @param what the object in words, such as {@code Deployment shop/web}
     * @param ref the object
     */
    public NotFound(String tried, String what, @Nullable Ref ref) {
        super(tried, what + " does not exist.", "Check its name and namespace, or create it first.", ref, null);
    }
}
