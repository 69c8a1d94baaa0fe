package io.fairlead.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.Cluster;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Apply;
import io.fairlead.resource.Owner;
import io.fairlead.testkit.Sandbox;
import org.junit.jupiter.api.Test;

/** What the page on autoscaling prints is what is printed. */
class AutoscalingTest {

    private static final String PAGE = Pages.read(Pages.ROOT.resolve("docs/guide/autoscaling.md"));

    @Test
    void the_plan_is_as_the_page_prints_it() {
        try (Sandbox sandbox = Sandbox.start();
                Cluster cluster = Cluster.using(sandbox.client())) {
            cluster.run(Apply.of(Manifests.parse("""
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata: {name: web, namespace: default}
                            spec:
                              replicas: 3
                              selector: {matchLabels: {app: web}}
                              template:
                                metadata: {labels: {app: web}}
                                spec:
                                  containers:
                                  - {name: web, image: "registry.example/web:1.0", resources: {requests: {cpu: 500m}}}
                            """), a -> a.as(Owner.of("team/web"))));

            var plan = cluster.plan(Autoscaling.autoscaler());

            assertThat(PAGE).contains(plan.preview().text());
            plan.run();
            assertThat(cluster.run(Autoscaling.handBack())).hasSize(1);
        }
    }

    @Test
    void the_replays_are_as_the_page_prints_them() {
        assertThat(PAGE)
                .contains(Autoscaling.morning(60).toString())
                .contains(Autoscaling.morning(80).toString());
    }
}
