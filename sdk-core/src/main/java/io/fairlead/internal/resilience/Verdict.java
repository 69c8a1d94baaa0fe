package io.fairlead.internal.resilience;

import java.time.Duration;

/**
 * What an answer means for trying again.
 *
 * @param kind what it is
 * @param pause how long the server asks to wait; zero where it does not say
 * @param sends how often at most a request with such an answer is sent
 */
public record Verdict(Kind kind, Duration pause, int sends) {

    /** The answer stands. */
    public static final Verdict FINAL = new Verdict(Kind.FINAL, Duration.ZERO, 1);

    /** What an answer can be. */
    public enum Kind {
        /** The server's word: done, or refused on the merits. */
        FINAL,
        /** Not taken: the server asks to come back later. */
        LATER,
        /** A passing trouble: try again where that does no harm. */
        AGAIN
    }

    /** Not taken; come back after this pause, or after one of our own where it is zero. */
    public static Verdict later(Duration pause) {
        return new Verdict(Kind.LATER, pause, Integer.MAX_VALUE);
    }

    /** A passing trouble; send at most this often. */
    public static Verdict again(Duration pause, int sends) {
        return new Verdict(Kind.AGAIN, pause, sends);
    }
}
