package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fairlead.failure.NotReady;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Diagnose;
import io.fairlead.operation.Outcome;
import io.fairlead.resource.Diagnoses;
import io.fairlead.resource.ImageCause;
import io.fairlead.resource.Ref;
import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.TestNamespace;
import io.fairlead.testbed.Testbed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Asks the real control plane why things are not ready. */
@Testbed
class DiagnoseTest {

    private static final String APPLICATION = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 3
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                  - {name: web, image: 'registry.example/web:1-cannot-pull'}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec:
              selector: {app: web}
              ports: [{port: 80}]
            """;

    @Test
    void a_namespace_is_told_by_its_root_causes(ControlPlane plane, TestNamespace namespace) {
        try (Cluster cluster = Cluster.using(plane.client(), options -> options.namespace(namespace.name()))) {
            Apply apply = Apply.of(Manifests.parse(APPLICATION), a -> a.untilReady(Duration.ofMinutes(1)));

            Outcome<?> outcome = cluster.attempt(apply);
            Diagnoses diagnoses = cluster.query(Diagnose.namespace(namespace.name()));

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Stuck.class,
                            stuck -> assertThat(stuck.cause())
                                    .isInstanceOf(NotReady.class)
                                    .hasMessageContaining(
                                            "image registry.example/web:1-cannot-pull is not found (waiting cannot mend it)."));
            assertThat(diagnoses.terminal()).isTrue();
            assertThat(diagnoses.roots().get(0).cause()).isInstanceOf(ImageCause.NotFound.class);
            assertThat(diagnoses.toString()).contains("registry.example/web:1-cannot-pull is not found");

            cluster.run(((Outcome.Stuck<?>) outcome).undo());
            assertThat(cluster.query(Diagnose.of(Ref.of(Deployment.class, namespace + "/web")))
                            .allReady())
                    .isTrue();
        }
    }
}
