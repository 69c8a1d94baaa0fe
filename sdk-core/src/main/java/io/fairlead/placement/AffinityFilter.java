package io.fairlead.placement;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Required pod affinity and anti-affinity, both of the pod to be placed and of the pods that are there.
 *
 * <p>Source: {@code interpodaffinity/filtering.go} (1.37). A pod matches the affinity only if it matches <em>all</em>
 * terms; the first pod of a group, which matches its own terms while nobody else does, may go to any node that has the
 * topology keys.
 */
final class AffinityFilter {
    private record Domain(String key, String value) {}

    private final PodView pod;
    private final ClusterView cluster;
    private final Set<Domain> forbiddenByOthers = new HashSet<>();
    private final Set<Domain> forbidden = new HashSet<>();
    private final Set<Domain> wanted = new HashSet<>();

    AffinityFilter(PodView pod, ClusterView cluster) {
        this.pod = pod;
        this.cluster = cluster;
        boolean own = !pod.affinity().isEmpty() || !pod.antiAffinity().isEmpty();
        if (!own && !cluster.anyAntiAffinity()) {
            return;
        }
        for (var node : cluster.nodes()) {
            if (own || node.hasAntiAffinity()) {
                node.pods().forEach(other -> look(node, other));
            }
        }
    }

    private void look(NodeView node, PodView other) {
        for (var term : other.antiAffinity()) {
            if (matches(term, other, pod)) {
                note(forbiddenByOthers, node, term);
            }
        }
        for (var term : pod.antiAffinity()) {
            if (matches(term, pod, other)) {
                note(forbidden, node, term);
            }
        }
        if (!pod.affinity().isEmpty() && pod.affinity().stream().allMatch(term -> matches(term, pod, other))) {
            pod.affinity().forEach(term -> note(wanted, node, term));
        }
    }

    Optional<Rejection> check(NodeView node) {
        if (!affinityMet(node)) {
            return Optional.of(Rejection.lasting("node(s) didn't match pod affinity rules"));
        }
        if (hits(forbidden, node)) {
            return Optional.of(Rejection.resolvable("node(s) didn't match pod anti-affinity rules"));
        }
        if (hits(forbiddenByOthers, node)) {
            return Optional.of(Rejection.resolvable("node(s) didn't satisfy existing pods anti-affinity rules"));
        }
        return Optional.empty();
    }

    private boolean affinityMet(NodeView node) {
        boolean met = true;
        for (var term : pod.affinity()) {
            String key = Tree.text(term, "topologyKey");
            Object value = node.labels().get(key);
            if (value == null) {
                return false;
            }
            met &= wanted.contains(new Domain(key, value.toString()));
        }
        return met || (wanted.isEmpty() && pod.affinity().stream().allMatch(term -> matches(term, pod, pod)));
    }

    private static boolean hits(Set<Domain> domains, NodeView node) {
        return domains.stream()
                .anyMatch(domain -> domain.value().equals(node.labels().get(domain.key())));
    }

    private static void note(Set<Domain> domains, NodeView node, Map<String, Object> term) {
        String key = Tree.text(term, "topologyKey");
        Object value = node.labels().get(key);
        if (value != null) {
            domains.add(new Domain(key, value.toString()));
        }
    }

    /** Whether a term of {@code owner} selects {@code other}; without namespaces it looks into the owner's own. */
    private boolean matches(Map<String, Object> term, PodView owner, PodView other) {
        List<String> namespaces = Tree.strings(term, "namespaces");
        Object byLabels = Tree.at(term, "namespaceSelector");
        boolean inNamespace = namespaces.contains(other.namespace())
                || (byLabels != null && LabelSelectors.matches(Tree.map(byLabels), cluster.labelsOf(other.namespace())))
                || (namespaces.isEmpty()
                        && byLabels == null
                        && owner.namespace().equals(other.namespace()));
        return inNamespace && LabelSelectors.matches(selector(term, owner), other.labels());
    }

    private static Map<String, Object> selector(Map<String, Object> term, PodView owner) {
        if (Tree.strings(term, "matchLabelKeys").isEmpty()) {
            return Tree.map(term, "labelSelector");
        }
        return new LinkedHashMap<>(SpreadFilter.selector(owner, term));
    }
}
