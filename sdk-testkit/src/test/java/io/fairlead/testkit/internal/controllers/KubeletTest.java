package io.fairlead.testkit.internal.controllers;

import static io.fairlead.testkit.internal.controllers.TestCluster.NS;
import static io.fairlead.testkit.internal.controllers.TestCluster.template;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KubeletTest {
    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void a_pod_gets_ready_with_the_conditions_of_a_kubelet() {
        pod("web:1");
        cluster.time.settle();
        assertThat(waiting()).isEqualTo("ContainerCreating null");
        assertThat(cluster.condition(Kind.POD, "web", "Ready"))
                .isEqualTo("False ContainersNotReady: containers with unready status: [web]");

        cluster.pass("1s");
        var pod = cluster.get(Kind.POD, "web");
        assertThat(cluster.status(Kind.POD, "web"))
                .containsEntry("phase", "Running")
                .containsEntry("qosClass", "Burstable")
                .containsEntry("hostIP", "10.128.0.1")
                .containsEntry("podIP", "10.244.0.1")
                .containsEntry("startTime", "2026-01-01T00:00:00Z");
        for (String type :
                List.of("PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled")) {
            assertThat(TestCluster.condition(pod, type)).startsWith("True");
        }
        assertThat(cluster.events("web"))
                .containsExactly(
                        "Scheduled: Successfully assigned shop/web to node-1",
                        "Pulled: Container image \"web:1\" already present on machine and can be accessed by the pod",
                        "Created: Container created",
                        "Started: Container started");
    }

    @Test
    void an_image_that_cannot_be_pulled_is_held_back_in_turns() {
        pod("web:1-cannot-pull");
        String failure = "rpc error: code = NotFound desc = failed to pull and unpack image \"web:1-cannot-pull\":"
                + " failed to resolve reference \"web:1-cannot-pull\": web:1-cannot-pull: not found";
        cluster.pass("10ms");
        assertThat(waiting()).isEqualTo("ErrImagePull " + failure);

        cluster.pass("1s");
        assertThat(waiting())
                .isEqualTo("ImagePullBackOff Back-off pulling image \"web:1-cannot-pull\": ErrImagePull: " + failure);
        assertThat(cluster.status(Kind.POD, "web")).containsEntry("phase", "Pending");
        assertThat(cluster.events("web"))
                .contains(
                        "Failed: Failed to pull image \"web:1-cannot-pull\": " + failure,
                        "Failed: Error: ErrImagePull",
                        "BackOff: Back-off pulling image \"web:1-cannot-pull\"",
                        "Failed: Error: ImagePullBackOff");
    }

    @Test
    void a_container_that_crashes_is_restarted_ever_later() {
        pod("web:1-crashes");
        cluster.pass("1s");
        String podText = "web_shop(" + Meta.uid(cluster.get(Kind.POD, "web")) + ")";
        assertThat(waiting()).isEqualTo("CrashLoopBackOff back-off 10s restarting failed container=web pod=" + podText);
        assertThat(container()).containsEntry("restartCount", 1);
        assertThat(Trees.map(container(), "lastState", "terminated"))
                .containsEntry("exitCode", 1)
                .containsEntry("reason", "Error");

        cluster.pass("12s");
        assertThat(waiting()).startsWith("CrashLoopBackOff back-off 20s");
        cluster.pass("30m");
        assertThat(waiting()).startsWith("CrashLoopBackOff back-off 5m0s");
        assertThat(cluster.status(Kind.POD, "web")).containsEntry("phase", "Running");
    }

    @Test
    void a_container_out_of_memory_says_so() {
        pod("web:1-out-of-memory");
        cluster.pass("1s");

        assertThat(Trees.map(container(), "lastState", "terminated"))
                .containsEntry("exitCode", 137)
                .containsEntry("reason", "OOMKilled");
    }

    @Test
    void a_slow_image_takes_its_time_and_another_never_gets_ready() {
        pod("web:1-slow");
        cluster.pass("4s");
        assertThat(Pods.ready(cluster.get(Kind.POD, "web"))).isFalse();
        cluster.pass("2s");
        assertThat(Pods.ready(cluster.get(Kind.POD, "web"))).isTrue();

        cluster.delete(Kind.POD, "web");
        cluster.pass("1s");
        pod("web:1-never-ready");
        cluster.pass("1h");
        assertThat(Pods.ready(cluster.get(Kind.POD, "web"))).isFalse();
        assertThat(cluster.status(Kind.POD, "web")).containsEntry("phase", "Running");
        assertThat(cluster.events("web"))
                .contains("Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503");
    }

    @Test
    void a_missing_config_map_keeps_a_container_from_starting_until_it_is_there() {
        var pod = podTree("web:1");
        Trees.maps(pod, "spec", "containers")
                .get(0)
                .put("envFrom", list(Trees.object("configMapRef", Trees.object("name", "settings"))));
        cluster.create(Kind.POD, pod);
        cluster.pass("1s");
        assertThat(waiting()).isEqualTo("CreateContainerConfigError configmap \"settings\" not found");
        assertThat(cluster.events("web")).contains("Failed: Error: configmap \"settings\" not found");

        configMap("settings");
        cluster.time.settle();
        assertThat(Pods.ready(cluster.get(Kind.POD, "web"))).isTrue();
    }

    @Test
    void a_missing_volume_source_keeps_the_pod_from_starting_until_it_is_there() {
        var pod = podTree("web:1");
        Trees.child(pod, "spec")
                .put("volumes", list(Trees.object("name", "conf", "configMap", Trees.object("name", "settings"))));
        cluster.create(Kind.POD, pod);
        cluster.pass("1s");
        assertThat(waiting()).isEqualTo("ContainerCreating null");
        assertThat(cluster.events("web"))
                .contains(
                        "FailedMount: MountVolume.SetUp failed for volume \"conf\" : configmap \"settings\" not found");

        configMap("settings");
        cluster.time.settle();
        assertThat(Pods.ready(cluster.get(Kind.POD, "web"))).isTrue();
    }

    @Test
    void init_containers_run_one_after_the_other_before_the_rest() {
        var pod = podTree("web:1");
        var inits = list(
                Trees.object("name", "first", "image", "init:1"),
                Trees.object("name", "second", "image", "init:1-crashes"));
        Trees.child(pod, "spec").put("initContainers", inits);
        cluster.create(Kind.POD, pod);
        cluster.pass("1s");

        assertThat(cluster.status(Kind.POD, "web")).containsEntry("phase", "Pending");
        assertThat(cluster.condition(Kind.POD, "web", "Initialized"))
                .isEqualTo("False ContainersNotInitialized: containers with incomplete status: [second]");
        assertThat(waiting()).isEqualTo("PodInitializing null");
    }

    @Test
    void a_deleted_pod_stops_and_goes() {
        pod("web:1");
        cluster.pass("1s");
        cluster.delete(Kind.POD, "web");
        cluster.time.settle();
        assertThat(Meta.deleting(cluster.get(Kind.POD, "web"))).isTrue();

        cluster.pass("1s");
        assertThat(cluster.list(Kind.POD)).isEmpty();
        assertThat(cluster.events("web")).contains("Killing: Stopping container web");
    }

    private void pod(String image) {
        cluster.create(Kind.POD, podTree(image));
    }

    private static Map<String, Object> podTree(String image) {
        return Trees.object(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                Trees.object("name", "web", "namespace", NS, "labels", Trees.object("app", "web")),
                "spec",
                template("web", image).get("spec"));
    }

    private void configMap(String name) {
        cluster.create(
                Kind.CONFIG_MAP,
                Trees.object(
                        "apiVersion", "v1",
                        "kind", "ConfigMap",
                        "metadata", Trees.object("name", name, "namespace", NS)));
    }

    private Map<String, Object> container() {
        return Trees.maps(cluster.status(Kind.POD, "web"), "containerStatuses").get(0);
    }

    private String waiting() {
        var waiting = Trees.map(container(), "state", "waiting");
        return waiting.get("reason") + " " + waiting.get("message");
    }

    private static List<Object> list(Object... items) {
        return new ArrayList<>(List.of(items));
    }
}
