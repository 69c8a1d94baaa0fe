package io.fairlead.policy;

/** Refusals of values that cannot be meant. */
final class Checks {

    private Checks() {}

    /**
     * Refuses unless the rule holds.
     *
     * @param holds whether it does
     * @param rule what has to hold, in words
     * @param got the value that was given
     */
    static void require(boolean holds, String rule, Object got) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", got " + got);
        }
    }
}
