package io.fairlead.benchmarks;

import java.util.Locale;

/**
 * One figure beside its goal.
 *
 * @param what what was measured
 * @param value what came out
 * @param goal what was wanted
 * @param met whether it is as wanted
 */
record Figure(String what, String value, String goal, boolean met) {

    /** A figure that should be at least so much. */
    static Figure atLeast(String what, double value, double goal, String unit) {
        return new Figure(what, number(value) + unit, "at least " + number(goal) + unit, value >= goal);
    }

    /** A figure that should be at most so much. */
    static Figure atMost(String what, double value, double goal, String unit) {
        return new Figure(what, number(value) + unit, "at most " + number(goal) + unit, value <= goal);
    }

    private static String number(double value) {
        return value == Math.rint(value) || value >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
