package io.fairlead.failure;

import io.fairlead.resource.Ref;
import org.jspecify.annotations.Nullable;

/** The API server gave no usable answer, after all retries: connection refused or lost, time out, 5xx, or overload. */
public final class Unavailable extends FairleadException {

    /** No answer while this was tried. */
    public Unavailable(String tried, String happened, @Nullable Ref ref, @Nullable Throwable cause) {
        super(tried, happened, "Check that the API server can be reached, then run it again.", ref, cause);
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
