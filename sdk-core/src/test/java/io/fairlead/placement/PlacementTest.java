package io.fairlead.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private final ClusterView cluster = new ClusterView();
    private int placed;

    @Test
    void a_full_node_says_of_what_and_how_many_pods_it_has() {
        node("a", "zone-a", Map.of());
        node("b", "zone-b", Map.of());
        place("a", pod(Map.of("app", "x"), requests("4"), Map.of()));

        var placement = Placement.of(pod(Map.of(), requests("1"), Map.of()), cluster);
        assertThat(names(placement)).containsExactly("b");
        place("b", pod(Map.of("app", "x"), requests("3500m"), Map.of()));
        assertThat(Placement.of(pod(Map.of(), requests("1"), Map.of()), cluster).message())
                .isEqualTo("0/2 nodes are available: 2 Insufficient cpu. preemption: 0/2 nodes are available:"
                        + " 2 No preemption victims found for incoming pod.");
    }

    @Test
    void reasons_are_counted_and_sorted_as_text() {
        node("a", "zone-a", Map.of("taints", List.of(Map.of("key", "gpu", "effect", "NoSchedule"))));
        node("b", "zone-a", Map.of("unschedulable", true));
        node("c", "zone-a", Map.of());

        var pod = pod(Map.of(), Map.of("nodeSelector", Map.of("disk", "ssd")), Map.of());
        assertThat(Placement.of(pod, cluster).message())
                .isEqualTo("0/3 nodes are available: 1 node(s) didn't match Pod's node affinity/selector,"
                        + " 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable. preemption: 0/3 nodes"
                        + " are available: 3 Preemption is not helpful for scheduling.");
    }

    @Test
    void a_toleration_opens_a_tainted_node() {
        node("a", "zone-a", Map.of("taints", List.of(Map.of("key", "gpu", "value", "yes", "effect", "NoSchedule"))));
        var equal = Map.<String, Object>of("key", "gpu", "value", "yes", "effect", "NoSchedule");
        var other = Map.<String, Object>of("key", "gpu", "value", "no");
        var exists = Map.<String, Object>of("operator", "Exists");

        assertThat(names(Placement.of(pod(Map.of(), Map.of("tolerations", List.of(equal)), Map.of()), cluster)))
                .containsExactly("a");
        assertThat(names(Placement.of(pod(Map.of(), Map.of("tolerations", List.of(other)), Map.of()), cluster)))
                .isEmpty();
        assertThat(names(Placement.of(pod(Map.of(), Map.of("tolerations", List.of(exists)), Map.of()), cluster)))
                .containsExactly("a");
    }

    @Test
    void terms_of_a_node_affinity_are_alternatives_and_their_requirements_hold_together() {
        node("a", "zone-a", Map.of());
        node("b", "zone-b", Map.of());
        var inA = requirement("topology.kubernetes.io/zone", "In", "zone-a");
        var notA = requirement("kubernetes.io/hostname", "NotIn", "a");
        var byName = Map.<String, Object>of("matchFields", List.of(requirement("metadata.name", "In", "b")));

        assertThat(names(Placement.of(withNodeTerms(Map.of("matchExpressions", List.of(inA, notA))), cluster)))
                .isEmpty();
        assertThat(names(Placement.of(withNodeTerms(Map.of("matchExpressions", List.of(inA)), byName), cluster)))
                .containsExactly("a", "b");
        assertThat(names(Placement.of(withNodeTerms(Map.of()), cluster))).isEmpty();
    }

    @Test
    void spreading_over_zones_keeps_the_skew() {
        node("a", "zone-a", Map.of());
        node("b", "zone-b", Map.of());
        node("c", "zone-c", Map.of());
        Map<String, Object> spread = spread("topology.kubernetes.io/zone", 1);
        place("a", pod(Map.of("app", "web"), spread, Map.of()));

        assertThat(names(Placement.of(pod(Map.of("app", "web"), spread, Map.of()), cluster)))
                .containsExactly("b", "c");
        place("b", pod(Map.of("app", "web"), spread, Map.of()));
        place("c", pod(Map.of("app", "web"), spread, Map.of()));
        assertThat(names(Placement.of(pod(Map.of("app", "web"), spread, Map.of()), cluster)))
                .containsExactly("a", "b", "c");
    }

    @Test
    void a_node_without_the_topology_key_is_no_domain() {
        node("a", "zone-a", Map.of());
        var rejected = Placement.of(pod(Map.of("app", "web"), spread("rack", 1), Map.of()), cluster);

        assertThat(rejected.message())
                .startsWith("0/1 nodes are available: 1 node(s) didn't match pod topology spread constraints (missing"
                        + " required label).");
    }

    @Test
    void anti_affinity_binds_both_sides() {
        node("a", "zone-a", Map.of());
        node("b", "zone-b", Map.of());
        var lonely = pod(Map.of("app", "db"), Map.of(), anti("kubernetes.io/hostname", "db"));
        place("a", lonely);

        assertThat(names(Placement.of(lonely, cluster))).containsExactly("b");
        assertThat(names(Placement.of(pod(Map.of("app", "db"), Map.of(), Map.of()), cluster)))
                .containsExactly("b");
        place("b", lonely);
        assertThat(Placement.of(lonely, cluster).message())
                .startsWith("0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules.");
        assertThat(Placement.of(pod(Map.of("app", "db"), Map.of(), Map.of()), cluster)
                        .message())
                .startsWith("0/2 nodes are available: 2 node(s) didn't satisfy existing pods anti-affinity rules.");
        cluster.remove("shop", "pod-1");
        assertThat(names(Placement.of(lonely, cluster))).hasSize(1);
    }

    @Test
    void affinity_lets_the_first_of_a_group_in_and_keeps_the_rest_together() {
        node("a", "zone-a", Map.of());
        node("b", "zone-b", Map.of());
        var together = pod(Map.of("app", "web"), Map.of(), affinity("topology.kubernetes.io/zone", "web"));
        assertThat(names(Placement.of(together, cluster))).containsExactly("a", "b");

        place("b", together);
        assertThat(names(Placement.of(together, cluster))).containsExactly("b");
        var follower = pod(Map.of("app", "other"), Map.of(), affinity("topology.kubernetes.io/zone", "nobody"));
        assertThat(names(Placement.of(follower, cluster))).isEmpty();
    }

    @Test
    void host_ports_clash_on_the_same_address_only() {
        node("a", "zone-a", Map.of());
        place("a", withHostPort("10.0.0.1"));

        assertThat(names(Placement.of(withHostPort("10.0.0.2"), cluster))).containsExactly("a");
        assertThat(Placement.of(withHostPort("0.0.0.0"), cluster).message())
                .startsWith("0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.");
    }

    @Test
    void a_changed_node_keeps_its_pods() {
        node("a", "zone-a", Map.of());
        place("a", pod(Map.of(), requests("3"), Map.of()));
        node("a", "zone-b", Map.of());

        assertThat(cluster.node("a").orElseThrow().requested().get("cpu")).isEqualTo(3000);
        cluster.removeNode("a");
        assertThat(cluster.nodes()).isEmpty();
    }

    @Test
    void the_emptier_node_is_better_and_equal_ones_go_by_name() {
        node("a", "zone-a", Map.of());
        node("b", "zone-b", Map.of());
        var pod = pod(Map.of("app", "web"), requests("1"), Map.of());
        assertThat(best(pod)).isEqualTo("a");
        place("a", pod);
        assertThat(best(pod)).isEqualTo("b");
    }

    private String best(PodView pod) {
        return new NodeScores(pod, cluster)
                .best(Placement.of(pod, cluster).feasible())
                .orElseThrow()
                .name();
    }

    private void node(String name, String zone, Map<String, Object> spec) {
        cluster.putNode(Map.of(
                "metadata",
                        Map.of(
                                "name",
                                name,
                                "labels",
                                Map.of("kubernetes.io/hostname", name, "topology.kubernetes.io/zone", zone)),
                "spec", spec,
                "status", Map.of("allocatable", Map.of("cpu", "4", "memory", "16Gi", "pods", "110"))));
    }

    private void place(String node, PodView pod) {
        cluster.place(
                new PodView(
                        pod.namespace(),
                        "pod-" + ++placed,
                        pod.labels(),
                        pod.spec(),
                        pod.requests(),
                        pod.hostPorts(),
                        pod.affinity(),
                        pod.antiAffinity(),
                        false),
                node);
    }

    private static PodView pod(Map<String, Object> labels, Map<String, Object> spec, Map<String, Object> affinity) {
        var whole = new HashMap<>(spec);
        if (!affinity.isEmpty()) {
            whole.put("affinity", affinity);
        }
        return PodView.of(
                Map.of("metadata", Map.of("name", "new", "namespace", "shop", "labels", labels), "spec", whole));
    }

    private static PodView withNodeTerms(Map<?, ?>... terms) {
        return pod(
                Map.of(),
                Map.of(),
                Map.of(
                        "nodeAffinity",
                        Map.of(
                                "requiredDuringSchedulingIgnoredDuringExecution",
                                Map.of("nodeSelectorTerms", List.of(terms)))));
    }

    private static PodView withHostPort(String ip) {
        var port = Map.of("containerPort", 80, "hostPort", 80, "hostIP", ip);
        return pod(Map.of(), Map.of("containers", List.of(Map.of("ports", List.of(port)))), Map.of());
    }

    private static Map<String, Object> requests(String cpu) {
        return Map.of("containers", List.of(EffectiveRequestsTest.container(cpu, "1Mi")));
    }

    private static Map<String, Object> requirement(String key, String operator, String value) {
        return Map.of("key", key, "operator", operator, "values", List.of(value));
    }

    private static Map<String, Object> spread(String key, int skew) {
        return Map.of(
                "topologySpreadConstraints",
                List.of(Map.of(
                        "topologyKey",
                        key,
                        "maxSkew",
                        skew,
                        "whenUnsatisfiable",
                        "DoNotSchedule",
                        "labelSelector",
                        Map.of("matchLabels", Map.of("app", "web")))));
    }

    private static Map<String, Object> anti(String key, String app) {
        return Map.of("podAntiAffinity", required(key, app));
    }

    private static Map<String, Object> affinity(String key, String app) {
        return Map.of("podAffinity", required(key, app));
    }

    private static Map<String, Object> required(String key, String app) {
        return Map.of(
                "requiredDuringSchedulingIgnoredDuringExecution",
                List.of(Map.of("topologyKey", key, "labelSelector", Map.of("matchLabels", Map.of("app", app)))));
    }

    private static List<String> names(Placement placement) {
        return placement.feasible().stream().map(NodeView::name).toList();
    }
}
