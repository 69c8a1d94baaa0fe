package io.fairlead.placement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Topology spread constraints that must hold ({@code whenUnsatisfiable: DoNotSchedule}).
 *
 * <p>Source: {@code podtopologyspread/filtering.go} (1.37). A node passes when {@code matching pods in its domain + 1 if
 * the pod matches itself − the smallest count of all domains ≤ maxSkew}; with fewer domains than {@code minDomains} the
 * smallest count is zero. Domains are those of nodes that have every topology key of the pod's constraints and that the
 * inclusion policies count: by default nodes that the node affinity admits, whatever their taints.
 */
final class SpreadFilter {
    private static final String NOT_MET = "node(s) didn't match pod topology spread constraints";

    private record Constraint(
            String topologyKey,
            int maxSkew,
            int minDomains,
            Map<String, Object> selector,
            Map<String, Integer> counts) {
        int smallest() {
            if (counts.size() < minDomains) {
                return 0;
            }
            return counts.values().stream().mapToInt(Integer::intValue).min().orElse(Integer.MAX_VALUE);
        }
    }

    private final PodView pod;
    private final List<Constraint> constraints = new ArrayList<>();

    SpreadFilter(PodView pod, ClusterView cluster) {
        this.pod = pod;
        var hard = pod.spread("DoNotSchedule");
        for (var each : hard) {
            constraints.add(new Constraint(
                    Tree.text(each, "topologyKey"),
                    Tree.number(1, each, "maxSkew"),
                    Tree.number(1, each, "minDomains"),
                    selector(pod, each),
                    new HashMap<>()));
        }
        if (constraints.isEmpty()) {
            return;
        }
        for (var node : cluster.nodes()) {
            if (constraints.stream().allMatch(each -> node.labels().containsKey(each.topologyKey()))) {
                for (int i = 0; i < hard.size(); i++) {
                    if (counted(node, hard.get(i))) {
                        Constraint each = constraints.get(i);
                        each.counts()
                                .merge(
                                        (String) node.labels().get(each.topologyKey()),
                                        matching(node, pod.namespace(), each.selector()),
                                        Integer::sum);
                    }
                }
            }
        }
    }

    Optional<Rejection> check(NodeView node) {
        for (var each : constraints) {
            Object domain = node.labels().get(each.topologyKey());
            if (domain == null) {
                return Optional.of(Rejection.lasting(NOT_MET + " (missing required label)"));
            }
            int self = LabelSelectors.matches(each.selector(), pod.labels()) ? 1 : 0;
            int there = each.counts().getOrDefault(domain.toString(), 0);
            if (there + self - each.smallest() > each.maxSkew()) {
                return Optional.of(Rejection.resolvable(NOT_MET));
            }
        }
        return Optional.empty();
    }

    /** The constraint's selector; each key of {@code matchLabelKeys} adds the pod's own value of it. */
    static Map<String, Object> selector(PodView pod, Map<String, Object> constraint) {
        var labels = new LinkedHashMap<>(Tree.map(constraint, "labelSelector", "matchLabels"));
        for (String key : Tree.strings(constraint, "matchLabelKeys")) {
            Object value = pod.labels().get(key);
            if (value != null) {
                labels.put(key, value);
            }
        }
        var selector = new LinkedHashMap<String, Object>();
        selector.put("matchLabels", labels);
        selector.put("matchExpressions", Tree.maps(constraint, "labelSelector", "matchExpressions"));
        return selector;
    }

    static int matching(NodeView node, String namespace, Map<String, Object> selector) {
        int count = 0;
        for (var other : node.pods()) {
            if (!other.terminating()
                    && other.namespace().equals(namespace)
                    && LabelSelectors.matches(selector, other.labels())) {
                count++;
            }
        }
        return count;
    }

    private boolean counted(NodeView node, Map<String, Object> constraint) {
        boolean admitted = "Ignore".equals(Tree.text(constraint, "nodeAffinityPolicy"))
                || NodeAffinity.admits(pod.spec(), node.name(), node.labels());
        boolean tolerated = !"Honor".equals(Tree.text(constraint, "nodeTaintsPolicy"))
                || Taints.untolerated(node.taints(), pod.tolerations(), Taints.REPELLING)
                        .isEmpty();
        return admitted && tolerated;
    }
}
