package io.fairlead.internal.resilience;

import org.jspecify.annotations.Nullable;

/** Nothing usable came back; carries whether the server may have taken the request all the same. */
public final class NoAnswer extends RuntimeException {

    /** What became of the request. */
    public enum Fate {
        /** It never left: connection refused, circuit open, withdrawn. */
        NOT_SENT,
        /** It left, and the server may have taken it. */
        UNKNOWN,
        /** It never left and never will: the server's certificate is not trusted, the client is closed. */
        HOPELESS
    }

    private final Fate fate;

    /** Nothing came back, for this reason. */
    public NoAnswer(Fate fate, String why, @Nullable Throwable cause) {
        super(why, cause, false, false);
        this.fate = fate;
    }

    /** What became of the request. */
    public Fate fate() {
        return fate;
    }

    /** The reason, as a sentence without its full stop. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
