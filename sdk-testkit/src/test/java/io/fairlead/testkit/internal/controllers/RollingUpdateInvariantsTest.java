package io.fairlead.testkit.internal.controllers;

import static io.fairlead.testkit.internal.controllers.TestCluster.NS;
import static io.fairlead.testkit.internal.controllers.TestCluster.deployment;
import static io.fairlead.testkit.internal.controllers.TestCluster.image;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.scaling.RollingBounds;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order, a rolling update keeps its promises. */
class RollingUpdateInvariantsTest {
    private static final List<String> IMAGES =
            List.of("web:2", "web:3", "web:4-slow", "web:5-cannot-pull", "web:6-crashes", "web:7-never-ready");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void never_more_pods_than_the_surge_allows_nor_fewer_available_than_promised(long seed) {
        var random = new SplittableRandom(seed);
        int replicas = random.nextInt(2, 12);
        String surge = random.nextInt(0, 60) + "%";
        String unavailable = random.nextInt(0, 60) + "%";
        try (var cluster = new TestCluster()) {
            var web = deployment("web", replicas, "web:1");
            Trees.child(Trees.child(web, "spec"), "strategy")
                    .put("rollingUpdate", Trees.object("maxSurge", surge, "maxUnavailable", unavailable));
            cluster.create(Kind.DEPLOYMENT, web);
            cluster.pass("1m");
            RollingBounds bounds = new DeploymentView(cluster.get(Kind.DEPLOYMENT, "web")).bounds();

            for (int step = 0; step < 40; step++) {
                if (random.nextInt(4) == 0) {
                    String next = IMAGES.get(random.nextInt(IMAGES.size()));
                    cluster.change(Kind.DEPLOYMENT, "web", object -> image(object, next));
                }
                cluster.pass(Duration.ofMillis(random.nextInt(1, 4000)));
                check(cluster, bounds);
            }
            cluster.change(Kind.DEPLOYMENT, "web", object -> image(object, "web:9"));
            cluster.pass("1m");
            check(cluster, bounds);
            assertThat(cluster.status(Kind.DEPLOYMENT, "web"))
                    .containsEntry("updatedReplicas", replicas)
                    .containsEntry("availableReplicas", replicas);
        }
    }

    private static void check(TestCluster cluster, RollingBounds bounds) {
        var active = cluster.list(Kind.POD).stream()
                .filter(pod -> NS.equals(Meta.namespace(pod)) && Pods.active(pod))
                .toList();
        assertThat(active).hasSizeLessThanOrEqualTo(bounds.most());
        assertThat(active.stream().filter(Pods::ready).count()).isGreaterThanOrEqualTo(bounds.leastAvailable());
    }
}
