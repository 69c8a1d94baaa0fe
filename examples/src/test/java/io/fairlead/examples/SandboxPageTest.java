package io.fairlead.examples;

import static io.fairlead.testkit.SandboxAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.Cluster;
import io.fairlead.failure.NotReady;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Apply;
import io.fairlead.resource.Owner;
import io.fairlead.testkit.Sandbox;
import io.fairlead.testkit.SandboxExtension;
import io.fairlead.testkit.SandboxTiming;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the guide's page on the Sandbox shows, run as tests. */
class SandboxPageTest {

    static Apply web(String image) {
        var manifests = Manifests.parse("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: default}
            spec:
              replicas: 3
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers: [{name: web, image: "%s"}]
            """.formatted(image));
        return Apply.of(manifests, a -> a.as(Owner.of("team/web")));
    }

    static Apply webUntilReady(String image) {
        return web(image).untilReady(Duration.ofMinutes(2));
    }

    @Test
    void a_release_is_ready_on_three_nodes() {
        try (var sandbox = Sandbox.start(s -> s.nodes(6).zones(3).cpus(8).memory("32Gi"))) {
            sandbox.cluster().run(webUntilReady("web:1"));

            List<Pod> pods =
                    sandbox.client().pods().inNamespace("default").list().getItems();
            assertThat(pods)
                    .hasSize(3)
                    .allMatch(pod -> pod.getStatus().getPhase().equals("Running"));
        }
    }

    @Nested
    @ExtendWith(SandboxExtension.class)
    class WebTest {

        @Test
        void comes_up(Cluster cluster, KubernetesClient client) {
            cluster.run(webUntilReady("web:1"));

            assertThat(client.pods().inNamespace("default").list().getItems()).hasSize(3);
        }
    }

    @Nested
    class SharedTest {

        @RegisterExtension
        static final SandboxExtension SANDBOX = SandboxExtension.shared();

        @Test
        void has_a_namespace_of_its_own(Cluster cluster, KubernetesClient client) {
            assertThat(cluster.namespace()).startsWith("test-").isEqualTo(client.getNamespace());
        }
    }

    @Test
    void six_hours_of_a_broken_release() {
        var newYear = Instant.parse("2027-01-01T00:00:00Z");
        try (var sandbox = Sandbox.start(s -> s.clock(newYear).seed(42).timing(SandboxTiming.LIFELIKE))) {
            sandbox.cluster().run(web("web:1-crashes"));
            sandbox.advance(Duration.ofHours(6));

            assertThat(sandbox.now()).isEqualTo(newYear.plus(Duration.ofHours(6)));
            assertThat(sandbox.history().of("Deployment", "default/web").toString())
                    .contains("ProgressDeadlineExceeded");
        }
    }

    @Test
    void an_image_that_cannot_be_pulled() {
        try (var sandbox = Sandbox.start()) {
            var cluster = sandbox.cluster();
            assertThatThrownBy(() -> cluster.run(webUntilReady("web:2-cannot-pull")))
                    .isInstanceOf(NotReady.class)
                    .hasMessageContaining("image web:2-cannot-pull is not found");
        }
    }

    @Test
    void a_zone_that_is_lost() {
        var newYear = Instant.parse("2027-01-01T00:00:00Z");
        try (var sandbox = Sandbox.start(s -> s.clock(newYear).nodes(6))) {
            sandbox.cluster().run(web("web:1"));
            sandbox.settle();
            sandbox.nodes().loseZone("zone-a");
            sandbox.advance(Duration.ofMinutes(10));

            var web =
                    sandbox.client().apps().deployments().inNamespace("default").withName("web");
            assertThat(web.get().getStatus().getReadyReplicas()).isEqualTo(3);
        }
    }

    @Test
    void a_server_that_is_busy_for_a_moment() {
        try (var sandbox = Sandbox.start()) {
            sandbox.fault().verb("patch").kind("Deployment").tooManyRequests(Duration.ofSeconds(1));
            sandbox.cluster().run(web("web:1"));

            assertThat(sandbox).receivedTimes(2, "patch", "Deployment");
        }
    }

    @Test
    void a_plan_changes_nothing() {
        try (var sandbox = Sandbox.start()) {
            var start = sandbox.requests().mark();
            sandbox.cluster().plan(web("web:1"));
            assertThat(start).received("patch", "Deployment", "default/web").changedNothing();
        }
    }

    @Test
    void a_state_is_saved_and_gone_on_from(@TempDir Path folder) throws Exception {
        Path state = folder.resolve("shop.yaml");
        try (var sandbox = Sandbox.start()) {
            sandbox.cluster().run(webUntilReady("web:1"));
            Files.writeString(state, sandbox.save());
        }
        try (var sandbox = Sandbox.from(Files.readString(state))) {
            sandbox.cluster().run(webUntilReady("web:2"));
        }
        assertThat(state).content().contains("kind: Deployment");
    }

    @Test
    void kubectl_is_given_a_file(@TempDir Path folder) throws Exception {
        try (var sandbox = Sandbox.start()) {
            Path file = Files.writeString(folder.resolve("config"), sandbox.kubeconfig());
            assertThat(file).content().contains("https://127.0.0.1:");
        }
    }
}
