package io.fairlead.failure;

import io.fairlead.resource.Ref;
import org.jspecify.annotations.Nullable;

/** The server does not do what was asked: no such path, verb or form. */
public final class NotSupported extends FairleadException {

    private final int code;

    /**
     * A call that the server does not serve.
     *
     * @param tried what was tried
     * @param code the HTTP status
     * @param reason the server's reason; may be empty
     * @param ref the object
     */
    public NotSupported(String tried, int code, String reason, @Nullable Ref ref) {
        super(
                tried,
                "The API server does not support it (" + code + (reason.isEmpty() ? "" : ", " + reason) + ").",
                "Check that this version of the cluster, or the extension that serves it, can do it.",
                ref,
                null);
        this.code = code;
    }

    /** The HTTP status. */
    public int code() {
        return code;
    }
}
