package io.fairlead.failure;

import io.fairlead.resource.Ref;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A time limit passed. */
public final class TimedOut extends FairleadException {

    private final Duration limit;

    /**
     * A limit that passed.
     *
     * @param tried what was tried
     * @param limit the limit
     * @param last how things stood at the end, one sentence
     * @param ref the object waited for, where it was one
     */
    public TimedOut(String tried, Duration limit, String last, @Nullable Ref ref) {
        super(
                tried,
                "It took longer than " + limit.toString().substring(2).toLowerCase(java.util.Locale.ROOT) + ". " + last,
                "Allow more time, or look at why it is slow.",
                ref,
                null);
        this.limit = limit;
    }

    /** The limit that passed. */
    public Duration limit() {
        return limit;
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
