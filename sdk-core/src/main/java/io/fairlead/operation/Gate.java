package io.fairlead.operation;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A question whose answer decides whether a program goes on: a metric, a check, a person.
 *
 * <p>Assumed to pass in a plan, which shows what is asked, of whom, and the limit.
 */
public interface Gate {

    /** What is asked, as it reads in a plan: {@code error rate below 1 % for 5 minutes}. */
    String question();

    /** Who answers: {@code prometheus}, {@code the release manager}. */
    String whom();

    /** How long the answer may take. */
    Duration limit();

    /**
     * Asks, and blocks until there is an answer.
     *
     * @throws Exception when no answer can be had, which fails the program with the cause
     */
    boolean ask() throws Exception;

    /** A gate that asks the program itself; its limit is ten minutes. */
    static Gate of(String question, BooleanSupplier answer) {
        return new Asked(question, "this program", Duration.ofMinutes(10), answer);
    }

    /** A gate that asks somebody through the program. */
    static Gate of(String question, String whom, Duration limit, BooleanSupplier answer) {
        return new Asked(question, whom, limit, answer);
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
        public boolean ask() {
            return answer.getAsBoolean();
        }

        @Override
        public String toString() {
            return question + " (asked of " + whom + ")";
        }
    }
}
