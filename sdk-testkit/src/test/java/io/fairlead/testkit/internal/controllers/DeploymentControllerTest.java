package io.fairlead.testkit.internal.controllers;

import static io.fairlead.testkit.internal.controllers.TestCluster.deployment;
import static io.fairlead.testkit.internal.controllers.TestCluster.image;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeploymentControllerTest {
    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void a_new_deployment_becomes_complete() {
        cluster.create(Kind.DEPLOYMENT, deployment("web", 3, "web:1"));
        cluster.pass("1s");

        var status = cluster.status(Kind.DEPLOYMENT, "web");
        assertThat(status)
                .containsEntry("observedGeneration", 1L)
                .containsEntry("replicas", 3)
                .containsEntry("updatedReplicas", 3)
                .containsEntry("readyReplicas", 3)
                .containsEntry("availableReplicas", 3)
                .containsEntry("terminatingReplicas", 0)
                .doesNotContainKey("unavailableReplicas");
        String set = Meta.name(cluster.list(Kind.REPLICA_SET).get(0));
        assertThat(cluster.condition(Kind.DEPLOYMENT, "web", "Available"))
                .isEqualTo("True MinimumReplicasAvailable: Deployment has minimum availability.");
        assertThat(cluster.condition(Kind.DEPLOYMENT, "web", "Progressing"))
                .isEqualTo("True NewReplicaSetAvailable: ReplicaSet \"" + set + "\" has successfully progressed.");
        assertThat(cluster.events("web")).contains("ScalingReplicaSet: Scaled up replica set " + set + " from 0 to 3");
        assertThat(Meta.annotations(cluster.get(Kind.DEPLOYMENT, "web")))
                .containsEntry("deployment.kubernetes.io/revision", "1");
        assertThat(Meta.annotations(cluster.get(Kind.REPLICA_SET, set)))
                .containsEntry("deployment.kubernetes.io/desired-replicas", "3")
                .containsEntry("deployment.kubernetes.io/max-replicas", "4");
        assertThat(cluster.pods("web")).extracting(Pods::node).containsExactlyInAnyOrder("node-1", "node-2", "node-3");
    }

    @Test
    void a_release_replaces_all_pods_and_going_back_uses_the_old_set_again() {
        cluster.create(Kind.DEPLOYMENT, deployment("web", 3, "web:1"));
        cluster.pass("1s");
        String first = Meta.name(cluster.list(Kind.REPLICA_SET).get(0));

        cluster.change(Kind.DEPLOYMENT, "web", object -> image(object, "web:2"));
        cluster.pass("10s");
        assertThat(cluster.list(Kind.REPLICA_SET)).hasSize(2);
        assertThat(DeploymentSets.size(cluster.get(Kind.REPLICA_SET, first))).isZero();
        assertThat(cluster.status(Kind.DEPLOYMENT, "web")).containsEntry("updatedReplicas", 3);
        assertThat(cluster.pods("web"))
                .hasSize(3)
                .allMatch(pod -> Trees.maps(pod, "spec", "containers")
                        .get(0)
                        .get("image")
                        .equals("web:2"));

        cluster.change(Kind.DEPLOYMENT, "web", object -> image(object, "web:1"));
        cluster.pass("10s");
        assertThat(cluster.list(Kind.REPLICA_SET)).hasSize(2);
        assertThat(DeploymentSets.size(cluster.get(Kind.REPLICA_SET, first))).isEqualTo(3);
        assertThat(Meta.annotations(cluster.get(Kind.REPLICA_SET, first)))
                .containsEntry("deployment.kubernetes.io/revision", "3")
                .containsEntry("deployment.kubernetes.io/revision-history", "1");
        assertThat(Meta.annotation(cluster.get(Kind.DEPLOYMENT, "web"), DeploymentAnnotations.REVISION))
                .isEqualTo("3");
    }

    @Test
    void a_release_that_cannot_be_pulled_keeps_the_old_pods_and_times_out() {
        cluster.create(Kind.DEPLOYMENT, deployment("web", 4, "web:1"));
        cluster.pass("1s");

        cluster.change(Kind.DEPLOYMENT, "web", object -> image(object, "web:2-cannot-pull"));
        cluster.pass("5s");
        assertThat(cluster.status(Kind.DEPLOYMENT, "web"))
                .containsEntry("availableReplicas", 3)
                .containsEntry("updatedReplicas", 2)
                .containsEntry("unavailableReplicas", 2);
        assertThat(cluster.condition(Kind.DEPLOYMENT, "web", "Progressing")).startsWith("True ReplicaSetUpdated: ");

        cluster.pass("11m");
        assertThat(cluster.condition(Kind.DEPLOYMENT, "web", "Progressing"))
                .matches("False ProgressDeadlineExceeded: ReplicaSet \"web-.*\" has timed out progressing.");
        assertThat(cluster.condition(Kind.DEPLOYMENT, "web", "Available")).startsWith("True");
    }

    @Test
    void a_paused_deployment_only_scales() {
        cluster.create(Kind.DEPLOYMENT, deployment("web", 2, "web:1"));
        cluster.pass("1s");
        cluster.change(Kind.DEPLOYMENT, "web", object -> {
            Trees.child(object, "spec").put("paused", true);
            Trees.child(object, "spec").put("replicas", 4);
            image(object, "web:2");
        });
        cluster.pass("1s");

        assertThat(cluster.list(Kind.REPLICA_SET)).hasSize(1);
        assertThat(cluster.pods("web")).hasSize(4);
        assertThat(cluster.condition(Kind.DEPLOYMENT, "web", "Progressing"))
                .isEqualTo("Unknown DeploymentPaused: Deployment is paused");

        cluster.change(
                Kind.DEPLOYMENT, "web", object -> Trees.child(object, "spec").remove("paused"));
        cluster.pass("10s");
        assertThat(cluster.list(Kind.REPLICA_SET)).hasSize(2);
        assertThat(cluster.status(Kind.DEPLOYMENT, "web")).containsEntry("updatedReplicas", 4);
    }

    @Test
    void recreating_stops_all_old_pods_before_it_starts_new_ones() {
        var web = deployment("web", 3, "web:1");
        Trees.child(web, "spec").put("strategy", Trees.object("type", "Recreate"));
        cluster.create(Kind.DEPLOYMENT, web);
        cluster.pass("1s");

        cluster.change(Kind.DEPLOYMENT, "web", object -> image(object, "web:2"));
        cluster.time.settle();
        assertThat(cluster.pods("web")).hasSize(3).allMatch(Meta::deleting);
        cluster.pass("1s");
        assertThat(cluster.pods("web")).hasSize(3).allMatch(Pods::ready);
    }

    @Test
    void scaling_in_the_middle_of_a_rollout_is_proportional() {
        cluster.create(Kind.DEPLOYMENT, deployment("web", 8, "web:1"));
        cluster.pass("1s");
        cluster.change(Kind.DEPLOYMENT, "web", object -> image(object, "web:2-never-ready"));
        cluster.pass("1s");
        assertThat(sizes()).containsExactlyInAnyOrder(6, 4);

        cluster.change(
                Kind.DEPLOYMENT, "web", object -> Trees.child(object, "spec").put("replicas", 16));
        cluster.pass("1s");
        assertThat(sizes()).containsExactlyInAnyOrder(12, 8);
    }

    @Test
    void old_sets_beyond_the_history_limit_go() {
        var web = deployment("web", 1, "web:1");
        Trees.child(web, "spec").put("revisionHistoryLimit", 1);
        cluster.create(Kind.DEPLOYMENT, web);
        for (int i = 2; i < 6; i++) {
            cluster.pass("5s");
            String next = "web:" + i;
            cluster.change(Kind.DEPLOYMENT, "web", object -> image(object, next));
        }
        cluster.pass("5s");

        assertThat(cluster.list(Kind.REPLICA_SET)).hasSize(2);
    }

    @Test
    void deleting_takes_everything_along() {
        cluster.create(Kind.DEPLOYMENT, deployment("web", 3, "web:1"));
        cluster.pass("1s");
        cluster.delete(Kind.DEPLOYMENT, "web");
        cluster.pass("1m");

        assertThat(cluster.list(Kind.REPLICA_SET)).isEmpty();
        assertThat(cluster.list(Kind.POD)).isEmpty();
    }

    private List<Integer> sizes() {
        return cluster.list(Kind.REPLICA_SET).stream().map(DeploymentSets::size).toList();
    }
}
