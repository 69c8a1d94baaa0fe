package io.fairlead.failure;

import io.fairlead.resource.Ref;
import org.jspecify.annotations.Nullable;

/** The server does not know the caller: credentials are missing, expired or for another cluster. */
public final class Unauthorized extends FairleadException {

    /** Credentials that the server does not take. */
    public Unauthorized(String tried, @Nullable Ref ref) {
        super(
                tried,
                "The API server does not accept the credentials.",
                "Log in again, or check the user of the kubeconfig's context.",
                ref,
                null);
    }
}
