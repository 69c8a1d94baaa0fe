package io.fairlead.failure;

import io.fairlead.resource.Ref;
import org.jspecify.annotations.Nullable;

/** The server has forgotten the version that was asked for. */
public final class Expired extends FairleadException {

    /** A version that is too old. */
    public Expired(String tried, @Nullable Ref ref) {
        super(
                tried,
                "The API server no longer keeps the version that was asked for.",
                "Read again from the newest version.",
                ref,
                null);
    }
}
