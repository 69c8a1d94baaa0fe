package io.fairlead.failure;

import io.fairlead.resource.Ref;
import org.jspecify.annotations.Nullable;

/** The calling thread was interrupted, or the execution cancelled, while it waited; the thread's interrupt flag stays set. */
public final class Interrupted extends FairleadException {

    /** An interrupt while this was tried. */
    public Interrupted(String tried, @Nullable Ref ref, @Nullable Throwable cause) {
        super(tried, "The calling thread was interrupted.", "Run it again, or undo what was done so far.", ref, cause);
    }
}
