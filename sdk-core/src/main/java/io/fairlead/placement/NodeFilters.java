package io.fairlead.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The filters that look at one node alone, in the scheduler's order; the first that objects decides.
 *
 * <p>Source: {@code pkg/scheduler/framework/plugins} of Kubernetes 1.37, in the order of {@code default_plugins.go}:
 * NodeUnschedulable, NodeName, TaintToleration, NodeAffinity, NodePorts, NodeResourcesFit.
 */
final class NodeFilters {
    private static final Map<String, Object> UNSCHEDULABLE_TAINT =
            Map.of("key", "node.kubernetes.io/unschedulable", "effect", "NoSchedule");

    private NodeFilters() {}

    static Optional<Rejection> check(PodView pod, NodeView node) {
        if (!pod.nodeName().isEmpty() && !pod.nodeName().equals(node.name())) {
            return Optional.of(Rejection.lasting("node(s) didn't match the requested node name"));
        }
        if (node.unschedulable()
                && pod.tolerations().stream().noneMatch(each -> Taints.tolerates(each, UNSCHEDULABLE_TAINT))) {
            return Optional.of(Rejection.lasting("node(s) were unschedulable"));
        }
        if (Taints.untolerated(node.taints(), pod.tolerations(), Taints.REPELLING)
                .isPresent()) {
            return Optional.of(Rejection.lasting("node(s) had untolerated taint(s)"));
        }
        if (!NodeAffinity.admits(pod.spec(), node.name(), node.labels())) {
            return Optional.of(Rejection.lasting("node(s) didn't match Pod's node affinity/selector"));
        }
        if (portsClash(pod, node)) {
            return Optional.of(Rejection.resolvable("node(s) didn't have free ports for the requested pod ports"));
        }
        return fits(pod, node);
    }

    static Optional<Rejection> fits(PodView pod, NodeView node) {
        var reasons = new ArrayList<String>();
        boolean resolvable = true;
        if (node.pods().size() + 1 > node.allocatable().get(ResourceAmounts.PODS)) {
            reasons.add("Too many pods");
        }
        for (var wanted : pod.requests().asMap().entrySet()) {
            String name = wanted.getKey();
            long free = node.allocatable().get(name) - node.requested().get(name);
            if (wanted.getValue() > 0 && wanted.getValue() > free) {
                reasons.add("Insufficient " + name);
                resolvable &= wanted.getValue() <= node.allocatable().get(name);
            }
        }
        return reasons.isEmpty() ? Optional.empty() : Optional.of(new Rejection(reasons, resolvable));
    }

    /** Two host ports clash when protocol and port are equal and the addresses are, or one of them is all addresses. */
    private static boolean portsClash(PodView pod, NodeView node) {
        if (pod.hostPorts().isEmpty()) {
            return false;
        }
        return node.pods().stream()
                .flatMap(other -> other.hostPorts().stream())
                .anyMatch(taken -> pod.hostPorts().stream().anyMatch(wanted -> clash(taken, wanted)));
    }

    private static boolean clash(String one, String other) {
        List<String> left = List.of(one.split("/"));
        List<String> right = List.of(other.split("/"));
        return left.get(0).equals(right.get(0))
                && left.get(2).equals(right.get(2))
                && (left.get(1).equals(right.get(1))
                        || "0.0.0.0".equals(left.get(1))
                        || "0.0.0.0".equals(right.get(1)));
    }
}
