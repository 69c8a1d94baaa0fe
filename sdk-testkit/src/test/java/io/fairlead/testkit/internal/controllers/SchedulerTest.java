package io.fairlead.testkit.internal.controllers;

import static io.fairlead.testkit.internal.controllers.TestCluster.NS;
import static io.fairlead.testkit.internal.controllers.TestCluster.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void a_pod_that_fits_nowhere_says_why_and_is_tried_again_when_room_is_made() {
        var big = deployment("big", 4, "big:1");
        requests(big, "6");
        cluster.create(Kind.DEPLOYMENT, big);
        cluster.pass("1s");

        var pending = pending("big");
        assertThat(pending).hasSize(1);
        String message = "0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available:"
                + " 3 No preemption victims found for incoming pod.";
        assertThat(TestCluster.condition(pending.get(0), "PodScheduled")).isEqualTo("False Unschedulable: " + message);
        assertThat(cluster.events(Meta.name(pending.get(0)))).containsExactly("FailedScheduling: " + message);

        var running =
                cluster.pods("big").stream().filter(Pods::ready).findFirst().orElseThrow();
        cluster.change(
                Kind.DEPLOYMENT, "big", object -> Trees.child(object, "spec").put("replicas", 4));
        cluster.delete(Kind.POD, Meta.name(running));
        cluster.pass("5s");
        assertThat(Pods.node(cluster.get(Kind.POD, Meta.name(pending.get(0))))).isNotEmpty();
    }

    @Test
    void a_pod_too_big_for_any_node_is_not_helped_by_preemption() {
        var big = deployment("big", 1, "big:1");
        requests(big, "16");
        cluster.create(Kind.DEPLOYMENT, big);
        cluster.pass("1s");

        assertThat(TestCluster.condition(pending("big").get(0), "PodScheduled"))
                .isEqualTo("False Unschedulable: 0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are"
                        + " available: 3 Preemption is not helpful for scheduling.");
    }

    @Test
    void a_cordoned_node_takes_no_pods() {
        cluster.objects.update(cluster.type(Kind.NODE), "", "node-2", "test", node -> {
            Trees.child(node, "spec").put("unschedulable", true);
            return node;
        });
        cluster.create(Kind.DEPLOYMENT, deployment("web", 6, "web:1"));
        cluster.pass("1s");

        assertThat(cluster.pods("web"))
                .extracting(Pods::node)
                .doesNotContain("node-2")
                .contains("node-1", "node-3");
    }

    @Test
    void a_claim_gets_its_volume_where_the_pod_goes() {
        claim("data", null);
        var web = deployment("web", 1, "web:1");
        var spec = Trees.child(Trees.child(Trees.child(web, "spec"), "template"), "spec");
        spec.put(
                "volumes",
                new ArrayList<Object>(List.of(
                        Trees.object("name", "data", "persistentVolumeClaim", Trees.object("claimName", "data")))));
        cluster.time.settle();
        assertThat(cluster.events("data"))
                .containsExactly("WaitForFirstConsumer: waiting for first consumer to be created before binding");

        cluster.create(Kind.DEPLOYMENT, web);
        cluster.pass("1s");
        assertThat(cluster.status(Kind.PERSISTENT_VOLUME_CLAIM, "data")).containsEntry("phase", "Bound");
        assertThat(cluster.pods("web")).allMatch(Pods::ready);
        String node = Pods.node(cluster.pods("web").get(0));
        var volume = cluster.list(Kind.PERSISTENT_VOLUME).get(0);
        assertThat(Meta.name(volume)).startsWith("pvc-");
        assertThat(Meta.annotation(cluster.get(Kind.PERSISTENT_VOLUME_CLAIM, "data"), StorageClasses.SELECTED_NODE))
                .isEqualTo(node);

        cluster.delete(Kind.PERSISTENT_VOLUME_CLAIM, "data");
        cluster.pass("1s");
        assertThat(Meta.deleting(cluster.get(Kind.PERSISTENT_VOLUME_CLAIM, "data")))
                .as("kept while the pod uses it")
                .isTrue();
        cluster.delete(Kind.DEPLOYMENT, "web");
        cluster.pass("1s");
        assertThat(cluster.list(Kind.PERSISTENT_VOLUME_CLAIM)).isEmpty();
        assertThat(cluster.list(Kind.PERSISTENT_VOLUME)).isEmpty();
    }

    @Test
    void a_pod_waits_for_a_claim_that_is_not_there() {
        var web = deployment("web", 1, "web:1");
        var spec = Trees.child(Trees.child(Trees.child(web, "spec"), "template"), "spec");
        spec.put(
                "volumes",
                new ArrayList<Object>(List.of(
                        Trees.object("name", "data", "persistentVolumeClaim", Trees.object("claimName", "data")))));
        cluster.create(Kind.DEPLOYMENT, web);
        cluster.pass("1s");
        assertThat(TestCluster.condition(pending("web").get(0), "PodScheduled"))
                .isEqualTo("False Unschedulable: 0/3 nodes are available: persistentvolumeclaim \"data\" not found."
                        + " preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.");

        claim("data", null);
        cluster.pass("1s");
        assertThat(cluster.pods("web")).allMatch(Pods::ready);
    }

    private void claim(String name, @Nullable String storageClass) {
        cluster.create(
                Kind.PERSISTENT_VOLUME_CLAIM,
                Trees.object(
                        "apiVersion",
                        "v1",
                        "kind",
                        "PersistentVolumeClaim",
                        "metadata",
                        Trees.object("name", name, "namespace", NS),
                        "spec",
                        Trees.object(
                                "storageClassName",
                                storageClass,
                                "accessModes",
                                new ArrayList<Object>(List.of("ReadWriteOnce")),
                                "resources",
                                Trees.object("requests", Trees.object("storage", "1Gi")))));
    }

    private List<Map<String, Object>> pending(String app) {
        return cluster.pods(app).stream()
                .filter(pod -> Pods.node(pod).isEmpty())
                .toList();
    }

    private static void requests(Map<String, Object> workload, String cpu) {
        var container =
                Trees.maps(workload, "spec", "template", "spec", "containers").get(0);
        Trees.child(Trees.child(container, "resources"), "requests").put("cpu", cpu);
    }
}
