package io.fairlead.failure;

import io.fairlead.resource.Ref;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The API server kept asking to come back later until the time for the request was over; it did not take it. */
public final class Overloaded extends FairleadException {

    private final Duration retryAfter;

    /** A server that is overloaded. */
    public Overloaded(String tried, Duration retryAfter, @Nullable Ref ref) {
        super(
                tried,
                "The API server is overloaded"
                        + (retryAfter.isZero() ? "" : " and asks to come back in " + seconds(retryAfter))
                        + "; it did not take the request.",
                "Run it again later, with less at a time.",
                ref,
                null);
        this.retryAfter = retryAfter;
    }

    private static String seconds(Duration pause) {
        return pause.toSeconds() + " s";
    }

    /** How long the server asks to wait; zero where it does not say. */
    public Duration retryAfter() {
        return retryAfter;
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
