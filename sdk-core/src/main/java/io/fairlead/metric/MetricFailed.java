package io.fairlead.metric;

import io.fairlead.failure.FairleadException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A source of measurements gave no answer to use. */
public final class MetricFailed extends FairleadException {

    private final Reason reason;

    /** What kept the answer away. */
    public enum Reason {
        /** Nobody answered. */
        UNREACHABLE("Check that it runs and can be reached from here.", true),
        /** The answer did not come in time. */
        SLOW("Allow it more time, or ask for less.", true),
        /** The source could not answer for now: it starts, is overloaded, or aborted the query. */
        UNAVAILABLE("Ask again later, or ask for less.", true),
        /** Who asked may not. */
        REFUSED("Check the credentials, and what they allow.", false),
        /** The query is wrong. */
        BAD_QUERY("Mend the query.", false),
        /** The answer is not one, or not of a form that is understood. */
        UNREADABLE("Check that the address is the source's own, without a login page before it.", false);

        private final String remedy;
        private final boolean retryable;

        Reason(String remedy, boolean retryable) {
            this.remedy = remedy;
            this.retryable = retryable;
        }
    }

    /**
     * An answer that did not come.
     *
     * @param tried what was tried, without a full stop
     * @param reason what kept it away
     * @param happened what happened, one or two sentences
     * @param cause what was caught, where something was
     */
    public MetricFailed(String tried, Reason reason, String happened, @Nullable Throwable cause) {
        super(tried, happened, reason.remedy, null, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** What kept the answer away. */
    public Reason reason() {
        return reason;
    }

    @Override
    public boolean retryable() {
        return reason.retryable;
    }
}
