package io.fairlead.operation;

import io.fairlead.resource.Kind;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A question whose answer decides whether a program goes on: a metric, a check, a person.
 *
 * <p>Assumed to pass in a plan, which shows what is asked, of whom, and the limit.
 */
public interface Gate {

    /** What is asked, as it reads in a plan: {@code error rate below 0.01 over 5 min}. */
    String question();

    /** Who answers: {@code prometheus}, {@code the release manager}. */
    String whom();

    /** How long the answer may take; when it passes, the asking thread is interrupted and the program fails with {@code TimedOut}. */
    Duration limit();

    /**
     * Asks, and blocks until there is an answer; on the thread of the program, which the gate pauses by what it is given, so that it stops
     * when the program does.
     *
     * @throws Exception when no answer can be had, which fails the program with the cause
     */
    Verdict ask(Asking asking) throws Exception;

    /** What it takes to read the cluster, where the gate does that by {@link Asking}: part of the plan's permissions. */
    default List<Permission> permissions() {
        return List.of();
    }

    /** A gate that asks the program itself; its limit is ten minutes. */
    static Gate of(String question, BooleanSupplier answer) {
        return new Asked(question, "this program", Duration.ofMinutes(10), answer);
    }

    /** A gate that asks somebody through the program. */
    static Gate of(String question, String whom, Duration limit, BooleanSupplier answer) {
        return new Asked(question, whom, limit, answer);
    }

    /** What a gate has while it asks: time, and the cluster. Belongs to the thread of the program. */
    interface Asking {

        /** The time of day. */
        Instant now();

        /** How much of the limit is left. */
        Duration left();

        /**
         * Lets time pass until the next look.
         *
         * @throws io.fairlead.failure.TimedOut when the limit has passed
         */
        void pause(Duration time);

        /** Tells listeners how it stands, one sentence without a full stop. */
        void tell(String sentence);

        /** Reads one object. */
        Optional<Tree> find(Ref ref);

        /** Reads many objects, in the order of namespace and name. */
        List<Tree> list(Kind kind, Selection selection);
    }

    /**
     * An answer, and why.
     *
     * @param result which of the four it is
     * @param why what was seen, a sentence without a full stop; empty where there is nothing to add
     */
    record Verdict(Result result, String why) {

        public Verdict {
            Objects.requireNonNull(result, "result");
            Objects.requireNonNull(why, "why");
        }

        /** The four answers: no answer is neither a yes nor a no. */
        public enum Result {
            /** It holds. */
            PASSED,
            /** It does not hold. */
            FAILED,
            /** There was too little to tell. */
            INCONCLUSIVE,
            /** Who was to answer could not. */
            ERROR
        }

        /** It holds. */
        public static Verdict passed(String why) {
            return new Verdict(Result.PASSED, why);
        }

        /** It does not hold. */
        public static Verdict failed(String why) {
            return new Verdict(Result.FAILED, why);
        }

        /** There was too little to tell. */
        public static Verdict inconclusive(String why) {
            return new Verdict(Result.INCONCLUSIVE, why);
        }

        /** Who was to answer could not. */
        public static Verdict error(String why) {
            return new Verdict(Result.ERROR, why);
        }

        /** Whether it holds. */
        public boolean isPassed() {
            return result == Result.PASSED;
        }
    }

    /**
     * A gate from a supplier.
     *
     * @param question what is asked
     * @param whom who answers
     * @param limit how long the answer may take
     * @param answer asks
     */
    record Asked(String question, String whom, Duration limit, BooleanSupplier answer) implements Gate {
        @Override
        public Verdict ask(Asking asking) {
            return answer.getAsBoolean() ? Verdict.passed("") : Verdict.failed("");
        }

        @Override
        public String toString() {
            return question + " (asked of " + whom + ")";
        }
    }
}
