package io.fairlead.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fairlead.Cluster;
import io.fairlead.metric.Metric;
import io.fairlead.metric.MetricFailed;
import io.fairlead.metric.MetricSource;
import io.fairlead.metric.Usage;
import io.fairlead.metric.UsageSource;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What pods use, asked of the resource metrics API. */
class UsageTest {

    private static final Selection SHOP = Selection.namespace("default");

    private static Pod pod(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("web")
                .withImage("registry.example/web:1.0")
                .endContainer()
                .addNewContainer()
                .withName("proxy")
                .withImage("registry.example/proxy:1.0")
                .endContainer()
                .endSpec()
                .build();
    }

    @Test
    void usage_is_told_by_container_and_summed_by_pod() {
        SandboxMetrics used = (pod, resource) -> Optional.of(new Quantity(
                resource.equals("cpu") ? "250m" : pod.getMetadata().getName().equals("b") ? "3Gi" : "1Gi"));

        try (Sandbox sandbox = Sandbox.start(options -> options.metrics(used));
                Cluster cluster = Cluster.using(sandbox.client())) {
            for (String name : List.of("a", "b")) {
                sandbox.client().resource(pod(name)).create();
                sandbox.client().resource(pod(name)).waitUntilReady(30, TimeUnit.SECONDS);
            }

            assertThat(cluster.query(Usage.ofPods(SHOP)).series())
                    .extracting(series -> series.labels().get("pod") + " "
                            + series.labels().get("container") + " "
                            + series.labels().get("resource") + " "
                            + series.last().orElseThrow().value())
                    .contains("a web cpu 0.125", "b proxy memory " + (3.0 * (1L << 29)));
            MetricSource source = UsageSource.through(cluster::query, SHOP);
            assertThat(source.now("cpu b").series()).hasSize(1);
            Metric memory = Metric.of(source, "memory of a pod", "memory $pods");
            Gate.Verdict ofOne = cluster.run(
                    Operation.of(work -> work.judge(memory.below(2e9).of(List.of("a")))));
            Gate.Verdict ofBoth = cluster.run(
                    Operation.of(work -> work.judge(memory.below(2e9).of(List.of("a", "b")))));
            assertThat(ofOne.isPassed()).isTrue();
            assertThat(ofBoth.why())
                    .isEqualTo("memory of a pod was 3221000000 at worst, 0 of 1 sample below 2000000000");
            assertThatThrownBy(() -> source.range("cpu", Instant.EPOCH, Instant.EPOCH, Duration.ofSeconds(1)))
                    .isInstanceOf(MetricFailed.class);
        }
    }

    @Test
    void a_cluster_without_the_api_is_told() {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions::withoutControllers);
                Cluster cluster = Cluster.using(sandbox.client())) {
            assertThatThrownBy(() -> cluster.query(Usage.ofPods(SHOP)))
                    .isInstanceOf(MetricFailed.class)
                    .hasMessage("""
                            Tried to ask for the usage of pods in default.
                            The cluster does not serve PodMetrics of metrics.k8s.io: metrics-server is not installed, or down.
                            Check that it runs and can be reached from here.""");
        }
    }
}
