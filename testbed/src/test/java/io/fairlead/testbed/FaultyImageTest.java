package io.fairlead.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import org.junit.jupiter.api.Test;

@Testbed
class FaultyImageTest {

    private static final String IMAGE = "registry.example/web:2.1";

    @Test
    void an_image_that_cannot_be_pulled_is_reported_as_the_kubelet_reports_it(
            KubernetesClient client, TestNamespace namespace) {
        start(client, namespace, FaultyImage.CANNOT_PULL);

        Pod pod = Samples.awaitPod(
                client, namespace, "web", found -> Samples.waitingFor(found).equals("ImagePullBackOff"));

        assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
        assertThat(pod.getStatus()
                        .getContainerStatuses()
                        .get(0)
                        .getState()
                        .getWaiting()
                        .getMessage())
                .isEqualTo(
                        "Back-off pulling image \"registry.example/web:2.1-cannot-pull\": ErrImagePull: rpc error: code ="
                                + " NotFound desc = failed to pull and unpack image"
                                + " \"registry.example/web:2.1-cannot-pull\": failed to resolve reference"
                                + " \"registry.example/web:2.1-cannot-pull\": registry.example/web:2.1-cannot-pull: not"
                                + " found");
        assertThat(eventsOf(client, pod))
                .contains("Failed: Failed to pull image \"registry.example/web:2.1-cannot-pull\": rpc error: code ="
                        + " NotFound desc = failed to pull and unpack image \"registry.example/web:2.1-cannot-pull\":"
                        + " failed to resolve reference \"registry.example/web:2.1-cannot-pull\":"
                        + " registry.example/web:2.1-cannot-pull: not found");
    }

    @Test
    void a_crashing_container_is_started_again_after_a_pause(KubernetesClient client, TestNamespace namespace) {
        start(client, namespace, FaultyImage.CRASHES);

        ContainerStatus status = awaitWaiting(client, namespace, "CrashLoopBackOff");

        assertThat(status.getRestartCount()).isEqualTo(1);
        assertThat(status.getState().getWaiting().getMessage())
                .startsWith("back-off 10s restarting failed container=main pod=web-");
        assertThat(status.getLastState().getTerminated().getExitCode()).isEqualTo(1);
        assertThat(status.getLastState().getTerminated().getReason()).isEqualTo("Error");
    }

    @Test
    void a_container_killed_for_its_memory_says_so(KubernetesClient client, TestNamespace namespace) {
        start(client, namespace, FaultyImage.OUT_OF_MEMORY);

        ContainerStatus status = awaitWaiting(client, namespace, "CrashLoopBackOff");

        assertThat(status.getLastState().getTerminated().getExitCode()).isEqualTo(137);
        assertThat(status.getLastState().getTerminated().getReason()).isEqualTo("OOMKilled");
    }

    @Test
    void a_container_that_never_gets_ready_runs_all_the_same(KubernetesClient client, TestNamespace namespace) {
        start(client, namespace, FaultyImage.NEVER_READY);

        Pod pod = Samples.awaitPod(
                client,
                namespace,
                "web",
                found -> "Running".equals(found.getStatus().getPhase()));

        assertThat(pod.getStatus().getContainerStatuses().get(0).getReady()).isFalse();
        assertThat(pod.getStatus().getConditions())
                .filteredOn(condition -> condition.getType().equals("Ready"))
                .extracting(condition -> condition.getStatus() + " " + condition.getMessage())
                .containsExactly("False containers with unready status: [main]");
        assertThat(eventsOf(client, pod))
                .contains("Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503");
    }

    @Test
    void a_slow_container_is_seen_being_created_first(KubernetesClient client, TestNamespace namespace) {
        Deployment web = Samples.deployment(namespace, "web", 1, FaultyImage.SLOW.of(IMAGE));
        web.getSpec().getTemplate().getMetadata().getAnnotations().put(FaultyImage.START_DELAY, "1s");
        client.resource(web).create();

        Samples.awaitPod(
                client, namespace, "web", found -> Samples.waitingFor(found).equals("ContainerCreating"));

        assertThat(Samples.awaitAvailable(client, web, 1).getStatus().getReadyReplicas())
                .isEqualTo(1);
    }

    @Test
    void the_convention_is_the_end_of_the_tag() {
        assertThat(FaultyImage.CRASHES.of("web:2.1")).isEqualTo("web:2.1-crashes");
        assertThat(FaultyImage.in("web:2.1-out-of-memory")).contains(FaultyImage.OUT_OF_MEMORY);
        assertThat(FaultyImage.in("web:2.1")).isEmpty();
    }

    private static void start(KubernetesClient client, TestNamespace namespace, FaultyImage fault) {
        client.resource(Samples.deployment(namespace, "web", 1, fault.of(IMAGE)))
                .create();
    }

    private static ContainerStatus awaitWaiting(KubernetesClient client, TestNamespace namespace, String reason) {
        return Samples.awaitPod(
                        client,
                        namespace,
                        "web",
                        found -> Samples.waitingFor(found).equals(reason))
                .getStatus()
                .getContainerStatuses()
                .get(0);
    }

    private static List<String> eventsOf(KubernetesClient client, Pod pod) {
        return client
                .v1()
                .events()
                .inNamespace(pod.getMetadata().getNamespace())
                .withField("involvedObject.uid", pod.getMetadata().getUid())
                .list()
                .getItems()
                .stream()
                .map(event -> event.getReason() + ": " + event.getMessage())
                .toList();
    }
}
