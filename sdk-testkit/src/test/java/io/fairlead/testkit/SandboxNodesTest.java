package io.fairlead.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes and zones are lost and come back, in the real controllers' time. */
class SandboxNodesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: default}
            spec:
              replicas: 6
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  topologySpreadConstraints:
                  - topologyKey: kubernetes.io/hostname
                    maxSkew: 1
                    whenUnsatisfiable: ScheduleAnyway
                    labelSelector: {matchLabels: {app: web}}
                  containers: [{name: web, image: "web:1"}]
            """;

    private static Sandbox six() {
        var sandbox = Sandbox.start(s -> s.clock(START).nodes(6).zones(3));
        sandbox.client().resource(WEB).create();
        sandbox.settle();
        return sandbox;
    }

    private static String ready(Sandbox sandbox, String node) {
        return sandbox.client().nodes().withName(node).get().getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .map(condition -> condition.getStatus() + " " + condition.getReason())
                .findFirst()
                .orElse("");
    }

    private static List<String> taints(Sandbox sandbox, String node) {
        Node read = sandbox.client().nodes().withName(node).get();
        return read.getSpec().getTaints().stream()
                .map(taint -> taint.getKey() + ":" + taint.getEffect())
                .toList();
    }

    private static List<Pod> on(Sandbox sandbox, String node) {
        return sandbox.client().pods().inNamespace("default").list().getItems().stream()
                .filter(pod -> node.equals(pod.getSpec().getNodeName()))
                .toList();
    }

    private static Integer readyReplicas(Sandbox sandbox) {
        return sandbox.client()
                .apps()
                .deployments()
                .inNamespace("default")
                .withName("web")
                .get()
                .getStatus()
                .getReadyReplicas();
    }

    @Test
    void a_lost_node_is_noticed_after_50_seconds_and_its_pods_go_after_5_minutes() {
        try (var sandbox = six()) {
            assertThat(on(sandbox, "node-1")).hasSize(1);
            sandbox.nodes().lose("node-1");
            sandbox.advance(Duration.ofSeconds(49));
            assertThat(ready(sandbox, "node-1")).isEqualTo("True KubeletReady");
            assertThat(readyReplicas(sandbox)).isEqualTo(6);

            sandbox.advance(Duration.ofSeconds(1));
            assertThat(ready(sandbox, "node-1")).isEqualTo("Unknown NodeStatusUnknown");
            assertThat(taints(sandbox, "node-1"))
                    .containsExactly(
                            "node.kubernetes.io/unreachable:NoSchedule", "node.kubernetes.io/unreachable:NoExecute");
            assertThat(readyReplicas(sandbox)).isEqualTo(5);

            sandbox.advance(Duration.ofSeconds(299));
            assertThat(on(sandbox, "node-1")).noneMatch(pod -> pod.getMetadata().getDeletionTimestamp() != null);
            sandbox.advance(Duration.ofSeconds(1));
            assertThat(on(sandbox, "node-1")).hasSize(1).allSatisfy(pod -> {
                assertThat(pod.getMetadata().getDeletionTimestamp()).isNotNull();
                assertThat(pod.getStatus().getConditions())
                        .anyMatch(condition -> "DeletionByTaintManager".equals(condition.getReason()));
            });
            assertThat(readyReplicas(sandbox)).isEqualTo(6);

            sandbox.nodes().recover("node-1");
            sandbox.settle();
            assertThat(ready(sandbox, "node-1")).isEqualTo("True KubeletReady");
            assertThat(taints(sandbox, "node-1")).isEmpty();
            assertThat(on(sandbox, "node-1")).isEmpty();
        }
    }

    @Test
    void a_node_that_comes_back_in_time_keeps_its_pods() {
        try (var sandbox = six()) {
            sandbox.nodes().lose("node-2");
            sandbox.advance(Duration.ofMinutes(3));
            assertThat(readyReplicas(sandbox)).isEqualTo(5);
            sandbox.nodes().recover("node-2");
            sandbox.advance(Duration.ofMinutes(10));

            assertThat(readyReplicas(sandbox)).isEqualTo(6);
            assertThat(on(sandbox, "node-2")).hasSize(1);
        }
    }

    @Test
    void the_nodes_of_a_lost_zone_are_evicted_one_after_the_other() {
        try (var sandbox = six()) {
            assertThat(sandbox.nodes().inZone("zone-a")).containsExactly("node-1", "node-4");
            sandbox.nodes().loseZone("zone-a");
            sandbox.advance(Duration.ofSeconds(55));
            assertThat(taints(sandbox, "node-1")).hasSize(2);
            assertThat(taints(sandbox, "node-4")).containsExactly("node.kubernetes.io/unreachable:NoSchedule");
            sandbox.advance(Duration.ofSeconds(5));
            assertThat(taints(sandbox, "node-4")).hasSize(2);
            sandbox.advance(Duration.ofMinutes(6));
            assertThat(readyReplicas(sandbox)).isEqualTo(6);
        }
    }

    @Test
    void where_everything_is_down_nothing_is_evicted() {
        try (var sandbox = six()) {
            sandbox.nodes().lose(sandbox.nodes().names().toArray(new String[0]));
            sandbox.advance(Duration.ofHours(1));
            assertThat(sandbox.nodes().names())
                    .allSatisfy(node -> assertThat(taints(sandbox, node))
                            .containsExactly("node.kubernetes.io/unreachable:NoSchedule"));
            assertThat(sandbox.client().pods().inNamespace("default").list().getItems())
                    .hasSize(6)
                    .allMatch(pod -> pod.getMetadata().getDeletionTimestamp() == null);
        }
    }

    @Test
    void a_taint_that_a_pod_does_not_tolerate_evicts_it_at_once_and_a_node_that_is_no_more_after_40_seconds() {
        try (var sandbox = six()) {
            sandbox.nodes().taint("node-3", "maintenance=now:NoExecute");
            sandbox.settle();
            assertThat(on(sandbox, "node-3")).isEmpty();
            assertThat(readyReplicas(sandbox)).isEqualTo(6);

            sandbox.client().nodes().withName("node-5").delete();
            sandbox.advance(Duration.ofSeconds(39));
            assertThat(on(sandbox, "node-5")).isNotEmpty();
            sandbox.advance(Duration.ofSeconds(1));
            assertThat(on(sandbox, "node-5")).isEmpty();
            assertThat(readyReplicas(sandbox)).isEqualTo(6);
        }
    }

    @Test
    void a_node_that_is_not_there_is_named() {
        try (var sandbox = Sandbox.start()) {
            assertThatThrownBy(() -> sandbox.nodes().lose("node-9"))
                    .hasMessage("There is no node node-9; there are node-1, node-2, node-3");
            assertThatThrownBy(() -> sandbox.nodes().taint("node-1", "gpu"))
                    .hasMessage("A taint is written key=value:Effect or key:Effect, not gpu");
        }
    }
}
