package io.fairlead.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The cluster that a Sandbox gives, and the ways it can be made. */
class SandboxClusterTest {
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: default}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                  - name: web
                    image: registry.example/web:1
                    resources: {requests: {cpu: 100m}}
                    readinessProbe: {initialDelaySeconds: 10, httpGet: {port: 8080}}
            """;

    private static Deployment web() {
        return Serialization.unmarshal(WEB, Deployment.class);
    }

    private static int ready(Sandbox sandbox) {
        return Optional.ofNullable(sandbox.client()
                        .apps()
                        .deployments()
                        .inNamespace("default")
                        .withName("web")
                        .get()
                        .getStatus()
                        .getReadyReplicas())
                .orElse(0);
    }

    @Test
    void runs_an_operation_and_takes_it_back() {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions::withoutControllers)) {
            var map = new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("a")
                    .withNamespace("default")
                    .endMetadata()
                    .withData(Map.of("k", "v"))
                    .build();
            var done = sandbox.cluster().attempt(Operation.doing(work -> work.apply(map, Owner.of("test"))));
            assertThat(done.toString()).startsWith("Done");
            assertThat(sandbox.client().resource(map).get()).isNotNull();
            assertThat(sandbox.cluster(o -> o.namespace("other")).namespace()).isEqualTo("other");
        }
    }

    @Test
    void pods_are_ready_at_once_on_a_clock_that_stands() {
        try (Sandbox sandbox = Sandbox.start(s -> s.clock(START))) {
            sandbox.cluster().run(Apply.of(Manifests.parse(WEB)));
            sandbox.settle();
            assertThat(ready(sandbox)).isEqualTo(2);
            assertThat(sandbox.now()).isEqualTo(START);
            sandbox.client().resource(web()).delete();
            sandbox.settle();
            assertThat(sandbox.client().pods().inNamespace("default").list().getItems())
                    .isEmpty();
        }
    }

    @Test
    void lifelike_pods_take_their_time() {
        try (Sandbox sandbox = Sandbox.start(s -> s.clock(START).timing(SandboxTiming.LIFELIKE))) {
            sandbox.client().resource(web()).create();
            sandbox.advance(Duration.ofSeconds(11));
            assertThat(ready(sandbox)).isZero();
            sandbox.advance(Duration.ofSeconds(2));
            assertThat(ready(sandbox)).isEqualTo(2);
        }
    }

    @Test
    void what_is_left_out_does_not_run() {
        try (Sandbox sandbox = Sandbox.start(s -> s.clock(START).without(SandboxPart.SCHEDULER))) {
            sandbox.client().resource(web()).create();
            sandbox.settle();
            assertThat(sandbox.client().pods().inNamespace("default").list().getItems())
                    .hasSize(2)
                    .allMatch(pod -> "Pending".equals(pod.getStatus().getPhase()));
        }
    }

    @Test
    void an_autoscaler_reads_the_metrics_that_were_given() {
        String scaler = """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: web, namespace: default}
                spec:
                  maxReplicas: 10
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
                  metrics:
                  - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}
                """;
        try (Sandbox sandbox =
                Sandbox.start(s -> s.clock(START).metrics((pod, resource) -> Optional.of(new Quantity("100m"))))) {
            sandbox.client().resource(web()).create();
            sandbox.client().resource(scaler).create();
            sandbox.advance(Duration.ofMinutes(2));
            assertThat(ready(sandbox)).isGreaterThan(2);
        }
    }
}
