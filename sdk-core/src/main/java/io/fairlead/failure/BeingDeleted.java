package io.fairlead.failure;

import io.fairlead.resource.Ref;
import org.jspecify.annotations.Nullable;

/** The object, or the namespace it is in, is being deleted: it takes nothing new. */
public final class BeingDeleted extends FairleadException {

    private final String what;

    private BeingDeleted(String tried, String what, @Nullable Ref ref) {
        super(
                tried,
                what + " is being deleted and takes nothing new.",
                "Wait until it is gone, then run it again; finalizers may hold it.",
                ref,
                null);
        this.what = what;
    }

    /** A namespace that is being deleted. */
    public static BeingDeleted namespace(String tried, String namespace, @Nullable Ref ref) {
        return new BeingDeleted(tried, "Namespace " + namespace, ref);
    }

    /** An object that is being deleted. */
    public static BeingDeleted object(String tried, String what, @Nullable Ref ref) {
        return new BeingDeleted(tried, what, ref);
    }

    /** What is being deleted, in words. */
    public String what() {
        return what;
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
