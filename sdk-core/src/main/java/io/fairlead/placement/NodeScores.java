package io.fairlead.placement;

import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses among the nodes that can take a pod: emptier, more balanced and better spread is better.
 *
 * <p>The parts and weights are those of the default profile (LeastAllocated 1, BalancedAllocation 1, NodeAffinity 2,
 * TaintToleration 3, PodTopologySpread 2), simplified: spreading counts the matching pods of a node's host and zone. The
 * real scheduler breaks ties at random; here the first name wins, so that a choice can be repeated.
 */
public final class NodeScores {
    private static final String ZONE = "topology.kubernetes.io/zone";
    private static final Map<String, Object> EVERYTHING = Map.of();

    private final PodView pod;
    private final ClusterView cluster;

    /** Scores for one pod. */
    public NodeScores(PodView pod, ClusterView cluster) {
        this.pod = pod;
        this.cluster = cluster;
    }

    /** The best of the nodes, empty when there are none. */
    public Optional<NodeView> best(List<NodeView> feasible) {
        if (feasible.size() < 2) {
            return feasible.stream().findFirst();
        }
        var scores = new IdentityHashMap<NodeView, Double>();
        long mostPreferred =
                Math.max(1, feasible.stream().mapToLong(this::preference).max().orElse(1));
        Map<String, Object> mates = mates();
        var zones = new HashMap<String, Integer>();
        var hosts = new IdentityHashMap<NodeView, Integer>();
        for (var node : cluster.nodes()) {
            int here = mates.isEmpty() ? 0 : SpreadFilter.matching(node, pod.namespace(), mates);
            hosts.put(node, here);
            zones.merge(zone(node), here, Integer::sum);
        }
        int most = Math.max(
                1, zones.values().stream().mapToInt(Integer::intValue).max().orElse(1));
        int mostHost = Math.max(
                1, hosts.values().stream().mapToInt(Integer::intValue).max().orElse(1));
        for (var node : feasible) {
            double spread = 50.0 * (mostHost - hosts.getOrDefault(node, 0)) / mostHost
                    + 50.0 * (most - zones.getOrDefault(zone(node), 0)) / most;
            scores.put(
                    node,
                    leastAllocated(node)
                            + balanced(node)
                            + 2 * 100.0 * preference(node) / mostPreferred
                            + 3 * (avoids(node) ? 0 : 100)
                            + 2 * spread);
        }
        return feasible.stream()
                .min(Comparator.comparingDouble((NodeView node) -> -scores.getOrDefault(node, 0.0))
                        .thenComparing(NodeView::name));
    }

    private long preference(NodeView node) {
        return NodeAffinity.preference(pod.spec(), node.name(), node.labels());
    }

    private boolean avoids(NodeView node) {
        return Taints.untolerated(node.taints(), pod.tolerations(), Set.of("PreferNoSchedule"))
                .isPresent();
    }

    private double leastAllocated(NodeView node) {
        return 50.0 * (2 - used(node, ResourceAmounts.CPU) - used(node, ResourceAmounts.MEMORY));
    }

    private double balanced(NodeView node) {
        double gap = Math.abs(used(node, ResourceAmounts.CPU) - used(node, ResourceAmounts.MEMORY));
        return 100.0 * (1 - gap / 2);
    }

    private double used(NodeView node, String resource) {
        long all = node.allocatable().get(resource);
        long taken = node.requested().get(resource) + pod.requests().get(resource);
        return all <= 0 ? 1 : Math.min(1.0, (double) taken / all);
    }

    private static String zone(NodeView node) {
        return node.labels().getOrDefault(ZONE, "").toString();
    }

    /** The pods to keep apart from: those of the first spread constraint, else those with the same labels. */
    private Map<String, Object> mates() {
        for (String when : List.of("DoNotSchedule", "ScheduleAnyway")) {
            for (var constraint : pod.spread(when)) {
                return SpreadFilter.selector(pod, constraint);
            }
        }
        return pod.labels().isEmpty() ? EVERYTHING : Map.of("matchLabels", pod.labels());
    }
}
