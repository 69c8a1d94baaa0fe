package io.fairlead.testkit.internal.controllers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which pods a ReplicaSet gives up first when it has too many.
 *
 * <p>Source: {@code ActivePodsWithRanks} of {@code pkg/controller/controller_utils.go} (1.37): not scheduled, pending, not
 * ready, cheap to delete, sharing a node with more of its kind, ready for a shorter time, restarted more often, younger.
 * Times are compared by their order of magnitude, and the uid decides between equals.
 */
final class DeletionOrder {
    private DeletionOrder() {}

    /** The pods in the order in which they are given up; {@code related} are those that count as of their kind. */
    static List<Map<String, Object>> of(
            List<Map<String, Object>> pods, List<Map<String, Object>> related, Instant now) {
        var onNode = new HashMap<String, Integer>();
        related.stream().filter(Pods::active).forEach(pod -> onNode.merge(Pods.node(pod), 1, Integer::sum));
        var ordered = new ArrayList<>(pods);
        ordered.sort(Comparator.<Map<String, Object>>comparingInt(
                        pod -> Pods.node(pod).isEmpty() ? 0 : 1)
                .thenComparingInt(pod -> phase(pod))
                .thenComparingInt(pod -> Pods.ready(pod) ? 1 : 0)
                .thenComparingInt(DeletionOrder::cost)
                .thenComparingInt(pod -> -onNode.getOrDefault(Pods.node(pod), 0))
                .thenComparingLong(pod -> readiness(pod, now))
                .thenComparingInt(pod -> -Pods.restarts(pod))
                .thenComparingLong(pod -> magnitude(Meta.created(pod), now))
                .thenComparing(Meta::uid));
        return ordered;
    }

    private static int phase(Map<String, Object> pod) {
        return switch (Pods.phase(pod)) {
            case "Pending" -> 0;
            case "Unknown" -> 1;
            default -> 2;
        };
    }

    private static int cost(Map<String, Object> pod) {
        String cost = Meta.annotation(pod, "controller.kubernetes.io/pod-deletion-cost");
        try {
            return cost.isEmpty() ? 0 : Integer.parseInt(cost);
        } catch (NumberFormatException invalid) {
            return 0;
        }
    }

    private static long readiness(Map<String, Object> pod, Instant now) {
        Instant since = Pods.readySince(pod);
        return since == null ? 0 : magnitude(since, now);
    }

    /** Younger is smaller; ages within a power of two count as equal. */
    private static long magnitude(Instant from, Instant now) {
        long nanos = Duration.between(from, now).toNanos();
        return nanos <= 0 ? -1 : 63 - Long.numberOfLeadingZeros(nanos);
    }
}
