package io.fairlead.placement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which nodes can take a pod, and what the scheduler says when none can.
 *
 * <p>Source: the filters of the default profile of Kubernetes 1.37 without volumes, dynamic resources and extenders; the
 * text is that of {@code FitError} and of DefaultPreemption.
 *
 * @param feasible the nodes that can take the pod, in the order of their names
 * @param rejections why each of the others cannot
 */
public record Placement(List<NodeView> feasible, Map<String, Rejection> rejections) {
    /** Copies both. */
    public Placement {
        feasible = List.copyOf(feasible);
        rejections = new LinkedHashMap<>(rejections);
    }

    /** An objection of the caller's own against one node, such as the zone of a volume. */
    @FunctionalInterface
    public interface Objection {
        /** Why the node cannot take the pod, empty when it can. */
        Optional<Rejection> against(NodeView node);
    }

    /** Filters all nodes for one pod. */
    public static Placement of(PodView pod, ClusterView cluster) {
        return of(pod, cluster, node -> Optional.empty());
    }

    /** Filters all nodes for one pod, with one more filter after the scheduler's own of this package. */
    public static Placement of(PodView pod, ClusterView cluster, Objection more) {
        var spread = new SpreadFilter(pod, cluster);
        var affinity = new AffinityFilter(pod, cluster);
        var rejections = new LinkedHashMap<String, Rejection>();
        var feasible = cluster.nodes().stream()
                .filter(node -> {
                    var rejection = NodeFilters.check(pod, node)
                            .or(() -> more.against(node))
                            .or(() -> spread.check(node))
                            .or(() -> affinity.check(node));
                    rejection.ifPresent(why -> rejections.put(node.name(), why));
                    return rejection.isEmpty();
                })
                .toList();
        return new Placement(feasible, rejections);
    }

    /** The scheduler's account of a pod that fits nowhere: {@code 0/3 nodes are available: 3 Insufficient cpu.} */
    public String message() {
        return filterMessage() + preemptionMessage();
    }

    private String filterMessage() {
        var histogram = new TreeMap<String, Integer>();
        rejections.values().forEach(each -> each.reasons().forEach(reason -> histogram.merge(reason, 1, Integer::sum)));
        String reasons = histogram.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .sorted()
                .collect(Collectors.joining(", "));
        return "0/" + total() + " nodes are available:" + (reasons.isEmpty() ? "" : " " + reasons + ".");
    }

    /** What preemption adds when it finds no victims, which is so while all pods have the same priority. */
    private String preemptionMessage() {
        long resolvable =
                rejections.values().stream().filter(Rejection::resolvable).count();
        var parts = new TreeMap<String, Long>();
        parts.put("No preemption victims found for incoming pod", resolvable);
        parts.put("Preemption is not helpful for scheduling", total() - resolvable);
        String reasons = parts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .sorted()
                .collect(Collectors.joining(", "));
        return reasons.isEmpty() ? "" : " preemption: 0/" + total() + " nodes are available: " + reasons + ".";
    }

    private int total() {
        return feasible.size() + rejections.size();
    }
}
