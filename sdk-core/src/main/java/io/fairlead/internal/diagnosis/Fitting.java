package io.fairlead.internal.diagnosis;

import io.fairlead.internal.tree.Trees;
import io.fairlead.placement.EffectiveRequests;
import io.fairlead.placement.ResourceAmounts;
import io.fairlead.resource.SchedulingCause;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says beside the scheduler's <i>Insufficient cpu</i> how much a pod asks for and whether any node is large enough at all. */
final class Fitting {

    private static final String INSUFFICIENT = "Insufficient ";
    private static final List<String> UNITS = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi");

    private Fitting() {}

    /** Whether the nodes could say more than the scheduler. */
    static boolean concerns(SchedulingCause.Unschedulable cause) {
        return cause.reasons().stream().anyMatch(reason -> reason.words().startsWith(INSUFFICIENT));
    }

    /** The cause with what the pod asks for beside what the nodes have. */
    static SchedulingCause.Unschedulable beside(
            SchedulingCause.Unschedulable cause, Map<String, Object> pod, List<Map<String, Object>> nodes) {
        boolean only = cause.reasons().size() == 1;
        return cause.reasons().stream()
                .filter(reason -> reason.words().startsWith(INSUFFICIENT))
                .map(reason -> hint(reason.words().substring(INSUFFICIENT.length()), pod, nodes, only))
                .flatMap(Optional::stream)
                .findFirst()
                .map(hint -> new SchedulingCause.Unschedulable(cause.nodes(), cause.reasons(), hint))
                .orElse(cause);
    }

    private static Optional<String> hint(
            String resource, Map<String, Object> pod, List<Map<String, Object>> nodes, boolean only) {
        try {
            long wanted = EffectiveRequests.of(pod).get(resource);
            long largest = 0;
            for (Map<String, Object> node : nodes) {
                ResourceAmounts there = ResourceAmounts.of(Trees.map(node, "status", "allocatable"));
                largest = Math.max(largest, there.get(resource));
            }
            String asks = "it asks for " + amount(resource, wanted) + " " + resource + ", and ";
            if (wanted > largest) {
                return Optional.of(asks
                        + (largest == 0 ? "no node has any" : "the largest node has " + amount(resource, largest)));
            }
            return only && wanted > 0 ? Optional.of(asks + "no node has that much free") : Optional.empty();
        } catch (IllegalArgumentException noQuantity) {
            return Optional.empty();
        }
    }

    /** As people write it: {@code 8}, {@code 250m}, {@code 1.5Gi}. */
    private static String amount(String resource, long units) {
        if (resource.equals(ResourceAmounts.CPU)) {
            return units % 1000 == 0 ? String.valueOf(units / 1000) : units + "m";
        }
        boolean bytes = resource.equals(ResourceAmounts.MEMORY)
                || resource.equals("ephemeral-storage")
                || resource.startsWith("hugepages-");
        BigDecimal left = BigDecimal.valueOf(units);
        int unit = 0;
        while (bytes && unit < UNITS.size() - 1 && left.compareTo(BigDecimal.valueOf(1024)) >= 0) {
            left = left.divide(BigDecimal.valueOf(1024));
            unit++;
        }
        return left.setScale(1, RoundingMode.DOWN).stripTrailingZeros().toPlainString() + UNITS.get(unit);
    }
}
