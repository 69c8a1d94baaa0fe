package io.fairlead.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A pod as the scheduler's filters see it, read once from its JSON tree.
 *
 * @param namespace its namespace
 * @param name its name
 * @param labels its labels
 * @param spec its {@code spec} tree
 * @param requests what it reserves on its node
 * @param hostPorts its host ports as {@code protocol/hostIP/port}
 * @param affinity the required pod affinity terms
 * @param antiAffinity the required pod anti-affinity terms
 * @param terminating whether it is being deleted
 */
public record PodView(
        String namespace,
        String name,
        Map<String, Object> labels,
        Map<String, Object> spec,
        ResourceAmounts requests,
        Set<String> hostPorts,
        List<Map<String, Object>> affinity,
        List<Map<String, Object>> antiAffinity,
        boolean terminating) {

    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

    /**
     * Reads a pod, or a pod template that is given a namespace.
     *
     * @throws IllegalArgumentException if a request is no quantity
     */
    public static PodView of(Map<String, Object> pod) {
        Map<String, Object> spec = Tree.map(pod, "spec");
        return new PodView(
                Tree.text(pod, "metadata", "namespace"),
                Tree.text(pod, "metadata", "name"),
                Tree.map(pod, "metadata", "labels"),
                spec,
                EffectiveRequests.ofSpec(spec),
                hostPorts(spec),
                Tree.maps(spec, "affinity", "podAffinity", REQUIRED),
                Tree.maps(spec, "affinity", "podAntiAffinity", REQUIRED),
                Tree.at(pod, "metadata", "deletionTimestamp") != null);
    }

    /** The node the pod is bound to, empty when it is bound to none. */
    public String nodeName() {
        return Tree.text(spec, "nodeName");
    }

    /** The priority given at admission, zero without one. */
    public int priority() {
        return Tree.number(0, spec, "priority");
    }

    List<Map<String, Object>> tolerations() {
        return Tree.maps(spec, "tolerations");
    }

    List<Map<String, Object>> spread(String whenUnsatisfiable) {
        return Tree.maps(spec, "topologySpreadConstraints").stream()
                .filter(constraint ->
                        whenUnsatisfiable.equals(Tree.textOr("DoNotSchedule", constraint, "whenUnsatisfiable")))
                .toList();
    }

    private static Set<String> hostPorts(Map<String, Object> spec) {
        var ports = new TreeSet<String>();
        var containers = new ArrayList<>(Tree.maps(spec, "containers"));
        Tree.maps(spec, "initContainers").stream()
                .filter(container -> "Always".equals(Tree.text(container, "restartPolicy")))
                .forEach(containers::add);
        for (var container : containers) {
            for (var port : Tree.maps(container, "ports")) {
                int host = Tree.number(0, port, "hostPort");
                if (host > 0) {
                    ports.add(Tree.textOr("TCP", port, "protocol") + "/" + Tree.textOr("0.0.0.0", port, "hostIP") + "/"
                            + host);
                }
            }
        }
        return ports;
    }
}
