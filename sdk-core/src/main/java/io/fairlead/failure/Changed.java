package io.fairlead.failure;

import io.fairlead.resource.Ref;
import org.jspecify.annotations.Nullable;

/** The object is no longer the one that was read: it was changed, deleted, or replaced by another of its name. */
public final class Changed extends FairleadException {

    private final boolean replaced;

    private Changed(String tried, String happened, boolean replaced, @Nullable Ref ref) {
        super(tried, happened, "Read it again and decide anew.", ref, null);
        this.replaced = replaced;
    }

    /** Somebody wrote it since it was read. */
    public static Changed since(String tried, String what, @Nullable Ref ref) {
        return new Changed(tried, what + " was changed by somebody since it was read.", false, ref);
    }

    /** The object that was read is gone; another may have its name now. */
    public static Changed replaced(String tried, String what, @Nullable Ref ref) {
        return new Changed(tried, "The " + what + " that was read is gone or was replaced by another.", true, ref);
    }

    /** Whether it is another object now, or none, rather than a changed one. */
    public boolean replaced() {
        return replaced;
    }
}
