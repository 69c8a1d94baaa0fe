package io.fairlead.disruption;

import io.fairlead.resource.Ref;
import io.fairlead.scaling.DisruptionAllowance;
import java.util.List;
import java.util.Optional;

/**
 * What one budget allows.
 *
 * @param budget the budget
 * @param rule its rule as it is written: {@code minAvailable: 2}
 * @param allowance its numbers; all zero where they cannot be counted
 * @param fault why they cannot be counted, in the disruption controller's words; nothing is allowed then
 * @param pods the pods that it selects
 * @param unmanaged those of them that no workload makes: healthy ones count, but in no denominator
 */
public record BudgetStanding(
        Ref budget,
        String rule,
        DisruptionAllowance allowance,
        Optional<String> fault,
        List<Ref> pods,
        List<Ref> unmanaged) {

    public BudgetStanding {
        pods = List.copyOf(pods);
        unmanaged = List.copyOf(unmanaged);
    }

    /** How many of its pods may be evicted. */
    public int allowed() {
        return allowance.disruptionsAllowed();
    }

    @Override
    public String toString() {
        String numbers = fault.map(why -> "allows 0: " + why)
                .orElseGet(() -> "allows " + allowed() + ": " + allowance.desiredHealthy() + " of "
                        + allowance.expectedPods() + " must be healthy, " + allowance.currentHealthy() + " are");
        return budget + " (" + rule + ") " + numbers;
    }
}
