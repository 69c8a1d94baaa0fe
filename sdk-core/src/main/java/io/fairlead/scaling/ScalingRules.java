package io.fairlead.scaling;

import java.time.Duration;
import java.util.List;

/**
 * How fast an autoscaler may change the size in one direction: {@code behavior.scaleUp} or {@code behavior.scaleDown}.
 *
 * @param select which of the policies counts
 * @param window how far back recommendations are looked at before going this way
 * @param policies the allowed changes; empty forbids none but allows nothing either
 */
public record ScalingRules(Select select, Duration window, List<Policy> policies) {
    /** Upwards by default: at once, by 4 pods or by 100 % in 15 seconds, whichever is more. */
    public static final ScalingRules DEFAULT_UP =
            new ScalingRules(Select.MAX, Duration.ZERO, List.of(new Policy(false, 4, 15), new Policy(true, 100, 15)));
    /** Downwards by default: to the highest recommendation of the last five minutes, then as far as asked. */
    public static final ScalingRules DEFAULT_DOWN =
            new ScalingRules(Select.MAX, Duration.ofMinutes(5), List.of(new Policy(true, 100, 15)));

    /** Copies the policies. */
    public ScalingRules {
        policies = List.copyOf(policies);
    }

    /** Which of several policies decides. */
    public enum Select {
        /** The one that allows the largest change. */
        MAX,
        /** The one that allows the smallest change. */
        MIN,
        /** None: this direction is switched off. */
        DISABLED
    }

    /**
     * One allowed change in a period.
     *
     * @param percent whether the value is a percentage of the size at the period's start, else a number of pods
     * @param value how much
     * @param periodSeconds the length of the period
     */
    public record Policy(boolean percent, int value, int periodSeconds) {}
}
