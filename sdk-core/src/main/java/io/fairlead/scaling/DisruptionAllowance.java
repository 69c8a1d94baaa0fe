package io.fairlead.scaling;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a PodDisruptionBudget allows right now.
 *
 * <p>Source: {@code getExpectedPodCount} and {@code updatePdbStatus} of {@code pkg/controller/disruption/disruption.go}.
 * Both percentages round <em>up</em>: {@code maxUnavailable: 50%} of 3 pods lets 2 go, {@code minAvailable: 50%} of 3
 * keeps 2.
 *
 * @param expectedPods how many pods there should be
 * @param desiredHealthy how many must be healthy
 * @param currentHealthy how many are
 * @param disruptionsAllowed how many may be evicted now
 */
public record DisruptionAllowance(int expectedPods, int desiredHealthy, int currentHealthy, int disruptionsAllowed) {

    /**
     * The allowance of a budget.
     *
     * @param minAvailable the budget's {@code minAvailable}, null when it has none
     * @param maxUnavailable the budget's {@code maxUnavailable}, null when it has none; it wins when both are given
     * @param selectedPods how many pods the budget selects
     * @param scale the summed scale of the controllers of these pods; asked for only where the rule needs it
     * @param healthy how many of the pods are ready and not on their way out
     * @throws IllegalArgumentException if a value is neither an integer nor a percentage
     */
    public static DisruptionAllowance of(
            @Nullable Object minAvailable, @Nullable Object maxUnavailable, int selectedPods, int scale, int healthy) {
        int expected;
        int desired;
        if (maxUnavailable != null) {
            expected = scale;
            desired = Math.max(
                    0,
                    scale - IntOrPercent.of(maxUnavailable, IntOrPercent.ZERO).roundedUp(scale));
        } else if (minAvailable != null) {
            IntOrPercent least = IntOrPercent.of(minAvailable, IntOrPercent.ZERO);
            expected = least.percent() ? scale : selectedPods;
            desired = least.roundedUp(expected);
        } else {
            expected = 0;
            desired = 0;
        }
        int allowed = expected <= 0 ? 0 : Math.max(0, healthy - desired);
        return new DisruptionAllowance(expected, desired, healthy, allowed);
    }

    /** Whether the rule needs the controllers' scale: not for a whole number of {@code minAvailable}. */
    public static boolean needsScale(@Nullable Object minAvailable, @Nullable Object maxUnavailable) {
        return maxUnavailable != null
                || Optional.ofNullable(minAvailable)
                        .map(value -> IntOrPercent.of(value, IntOrPercent.ZERO).percent())
                        .orElse(false);
    }
}
