package io.fairlead.testkit.internal.controllers;

import static io.fairlead.testkit.internal.controllers.TestCluster.NS;
import static io.fairlead.testkit.internal.controllers.TestCluster.deployment;
import static io.fairlead.testkit.internal.controllers.TestCluster.image;
import static io.fairlead.testkit.internal.controllers.TestCluster.template;
import static io.fairlead.testkit.internal.controllers.TestCluster.workload;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OtherControllersTest {
    private final AtomicLong used = new AtomicLong(-1);
    private final TestCluster cluster = new TestCluster(ControllerOptions.DEFAULT.withMetrics(
            (pod, resource) -> used.get() < 0 ? OptionalLong.empty() : OptionalLong.of(used.get())));

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void a_stateful_set_comes_up_in_order_and_updates_from_the_end_down_to_its_partition() {
        var db = stateful("db", 3);
        cluster.create(Kind.STATEFUL_SET, db);
        cluster.time.settle();
        assertThat(cluster.pods("db")).extracting(Meta::name).containsExactly("db-0");
        cluster.pass("1s");
        assertThat(cluster.pods("db")).extracting(Meta::name).containsExactly("db-0", "db-1", "db-2");
        assertThat(cluster.list(Kind.PERSISTENT_VOLUME_CLAIM))
                .extracting(Meta::name)
                .containsExactly("data-db-0", "data-db-1", "data-db-2");
        assertThat(cluster.events("db"))
                .contains(
                        "SuccessfulCreate: Create Claim data-db-0 Pod db-0 in StatefulSet db success",
                        "SuccessfulCreate: Create Pod db-0 in StatefulSet db successful");
        var before = cluster.status(Kind.STATEFUL_SET, "db");
        assertThat(before)
                .containsEntry("readyReplicas", 3)
                .containsEntry("updatedReplicas", 3)
                .containsEntry("currentRevision", before.get("updateRevision"));

        cluster.change(Kind.STATEFUL_SET, "db", object -> {
            Trees.child(Trees.child(Trees.child(object, "spec"), "updateStrategy"), "rollingUpdate")
                    .put("partition", 1);
            image(object, "db:2");
        });
        cluster.pass("5s");
        assertThat(cluster.pods("db"))
                .extracting(pod -> Trees.maps(pod, "spec", "containers").get(0).get("image"))
                .containsExactly("db:1", "db:2", "db:2");
        assertThat(cluster.status(Kind.STATEFUL_SET, "db"))
                .containsEntry("updatedReplicas", 2)
                .containsEntry("currentReplicas", 1)
                .containsEntry("currentRevision", before.get("currentRevision"));
        assertThat(cluster.list(Kind.CONTROLLER_REVISION)).hasSize(2);

        cluster.change(
                Kind.STATEFUL_SET, "db", object -> Trees.child(object, "spec").put("replicas", 1));
        cluster.pass("5s");
        assertThat(cluster.pods("db")).extracting(Meta::name).containsExactly("db-0");
    }

    @Test
    void a_parallel_stateful_set_comes_up_at_once() {
        var db = stateful("db", 3);
        Trees.child(db, "spec").put("podManagementPolicy", "Parallel");
        cluster.create(Kind.STATEFUL_SET, db);
        cluster.time.settle();

        assertThat(cluster.pods("db")).hasSize(3);
    }

    @Test
    void a_daemon_set_has_a_pod_on_every_node_and_replaces_one_at_a_time() {
        var agent = workload("DaemonSet", "agent", 0, "agent:1");
        Trees.child(agent, "spec").remove("replicas");
        cluster.create(Kind.DAEMON_SET, agent);
        cluster.pass("1s");
        assertThat(cluster.pods("agent"))
                .extracting(Pods::node)
                .containsExactlyInAnyOrder("node-1", "node-2", "node-3");
        assertThat(cluster.status(Kind.DAEMON_SET, "agent"))
                .containsEntry("desiredNumberScheduled", 3)
                .containsEntry("numberReady", 3)
                .containsEntry("updatedNumberScheduled", 3)
                .containsEntry("numberAvailable", 3);

        cluster.change(Kind.DAEMON_SET, "agent", object -> image(object, "agent:2-never-ready"));
        cluster.pass("5s");
        assertThat(cluster.status(Kind.DAEMON_SET, "agent"))
                .containsEntry("updatedNumberScheduled", 1)
                .containsEntry("numberUnavailable", 1);

        cluster.change(Kind.DAEMON_SET, "agent", object -> image(object, "agent:3"));
        cluster.pass("5s");
        assertThat(cluster.status(Kind.DAEMON_SET, "agent"))
                .containsEntry("updatedNumberScheduled", 3)
                .containsEntry("numberAvailable", 3);
    }

    @Test
    void a_job_completes_and_another_gives_up() {
        cluster.create(Kind.JOB, job("import", "import:1", 3, 2));
        cluster.pass("5s");
        assertThat(cluster.status(Kind.JOB, "import"))
                .containsEntry("succeeded", 3)
                .doesNotContainKey("active");
        assertThat(cluster.condition(Kind.JOB, "import", "Complete"))
                .isEqualTo("True CompletionsReached: Reached expected number of succeeded pods");
        assertThat(cluster.events("import")).contains("Completed: Job completed");

        cluster.create(Kind.JOB, job("broken", "broken:1-crashes", 1, 1));
        cluster.pass("1h");
        assertThat(cluster.condition(Kind.JOB, "broken", "Failed"))
                .isEqualTo("True BackoffLimitExceeded: Job has reached the specified backoff limit");
        assertThat(cluster.status(Kind.JOB, "broken")).containsEntry("failed", 2);
    }

    @Test
    void a_suspended_job_runs_when_it_is_resumed() {
        var job = job("import", "import:1", 1, 1);
        Trees.child(job, "spec").put("suspend", true);
        cluster.create(Kind.JOB, job);
        cluster.pass("1s");
        assertThat(cluster.list(Kind.POD)).isEmpty();
        assertThat(cluster.condition(Kind.JOB, "import", "Suspended")).isEqualTo("True JobSuspended: Job suspended");

        cluster.change(Kind.JOB, "import", object -> Trees.child(object, "spec").put("suspend", false));
        cluster.pass("5s");
        assertThat(cluster.status(Kind.JOB, "import")).containsEntry("succeeded", 1);
    }

    @Test
    void a_budget_counts_what_may_go() {
        cluster.create(Kind.DEPLOYMENT, deployment("web", 3, "web:1"));
        cluster.create(
                Kind.POD_DISRUPTION_BUDGET,
                Trees.object(
                        "apiVersion",
                        "policy/v1",
                        "kind",
                        "PodDisruptionBudget",
                        "metadata",
                        Trees.object("name", "web", "namespace", NS),
                        "spec",
                        Trees.object(
                                "maxUnavailable",
                                "50%",
                                "selector",
                                Trees.object("matchLabels", Trees.object("app", "web")))));
        cluster.pass("1s");

        assertThat(cluster.status(Kind.POD_DISRUPTION_BUDGET, "web"))
                .containsEntry("expectedPods", 3)
                .containsEntry("desiredHealthy", 1)
                .containsEntry("currentHealthy", 3)
                .containsEntry("disruptionsAllowed", 2)
                .containsEntry("observedGeneration", 1L);
        assertThat(cluster.condition(Kind.POD_DISRUPTION_BUDGET, "web", "DisruptionAllowed"))
                .isEqualTo("True SufficientPods: ");

        cluster.change(
                Kind.DEPLOYMENT, "web", object -> Trees.child(object, "spec").put("replicas", 5));
        cluster.pass("1s");
        assertThat(cluster.status(Kind.POD_DISRUPTION_BUDGET, "web"))
                .containsEntry("expectedPods", 5)
                .containsEntry("disruptionsAllowed", 3);
    }

    @Test
    void an_autoscaler_follows_usage_up_at_once_and_down_after_five_minutes() {
        cluster.create(Kind.DEPLOYMENT, deployment("web", 2, "web:1"));
        cluster.create(Kind.HORIZONTAL_POD_AUTOSCALER, autoscaler());
        cluster.pass("16s");
        assertThat(cluster.condition(Kind.HORIZONTAL_POD_AUTOSCALER, "web", "ScalingActive"))
                .isEqualTo("False FailedGetResourceMetric: the HPA was unable to compute the replica count: failed to"
                        + " get cpu utilization: did not receive metrics for targeted pods (pods might be unready)");

        used.set(80);
        cluster.pass("16s");
        assertThat(replicas()).isEqualTo(4);
        assertThat(cluster.condition(Kind.HORIZONTAL_POD_AUTOSCALER, "web", "AbleToScale"))
                .isEqualTo("True SucceededRescale: the HPA controller was able to update the target scale to 4");
        assertThat(cluster.events("web"))
                .contains("SuccessfulRescale: New size: 4; reason: cpu resource utilization (percentage of request)"
                        + " above target");

        used.set(10);
        cluster.pass("1m");
        assertThat(replicas()).isGreaterThanOrEqualTo(4);
        assertThat(cluster.condition(Kind.HORIZONTAL_POD_AUTOSCALER, "web", "AbleToScale"))
                .startsWith("True ScaleDownStabilized");
        cluster.pass("6m");
        assertThat(replicas()).isEqualTo(2);
    }

    @Test
    void a_service_lists_the_ready_pods() {
        cluster.create(
                Kind.SERVICE,
                Trees.object(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Service",
                        "metadata",
                        Trees.object("name", "web", "namespace", NS),
                        "spec",
                        Trees.object(
                                "selector",
                                Trees.object("app", "web"),
                                "ports",
                                new ArrayList<Object>(List.of(Trees.object(
                                        "name", "http", "port", 80, "targetPort", 8080, "protocol", "TCP"))))));
        cluster.time.settle();
        assertThat(cluster.list(Kind.ENDPOINT_SLICE)).hasSize(1);

        cluster.create(Kind.DEPLOYMENT, deployment("web", 2, "web:1"));
        cluster.pass("1s");
        var slices = cluster.list(Kind.ENDPOINT_SLICE);
        assertThat(slices).hasSize(1);
        assertThat(Meta.labels(slices.get(0)))
                .containsEntry("kubernetes.io/service-name", "web")
                .containsEntry("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
        assertThat(Trees.maps(slices.get(0), "endpoints"))
                .hasSize(2)
                .allMatch(endpoint -> Trees.isTrue(endpoint, "conditions", "ready"));
        assertThat(Trees.maps(slices.get(0), "ports").get(0))
                .containsEntry("port", 8080)
                .containsEntry("name", "http");
    }

    private int replicas() {
        return Trees.number(0, cluster.get(Kind.DEPLOYMENT, "web"), "spec", "replicas");
    }

    private static Map<String, Object> autoscaler() {
        var target = Trees.object("type", "Utilization", "averageUtilization", 40);
        var metric = Trees.object("type", "Resource", "resource", Trees.object("name", "cpu", "target", target));
        return Trees.object(
                "apiVersion",
                "autoscaling/v2",
                "kind",
                "HorizontalPodAutoscaler",
                "metadata",
                Trees.object("name", "web", "namespace", NS),
                "spec",
                Trees.object(
                        "minReplicas",
                        2,
                        "maxReplicas",
                        10,
                        "metrics",
                        new ArrayList<Object>(List.of(metric)),
                        "scaleTargetRef",
                        Trees.object("apiVersion", "apps/v1", "kind", "Deployment", "name", "web")));
    }

    private static Map<String, Object> stateful(String name, int replicas) {
        var set = workload("StatefulSet", name, replicas, name + ":1");
        var claim = Trees.object(
                "metadata", Trees.object("name", "data"),
                "spec",
                        Trees.object(
                                "accessModes",
                                new ArrayList<Object>(List.of("ReadWriteOnce")),
                                "resources",
                                Trees.object("requests", Trees.object("storage", "1Gi"))));
        Trees.child(set, "spec").put("serviceName", name);
        Trees.child(set, "spec").put("volumeClaimTemplates", new ArrayList<Object>(List.of(claim)));
        return set;
    }

    private static Map<String, Object> job(String name, String image, int completions, int backoffLimit) {
        var template = template(name, image);
        Trees.child(template, "spec").put("restartPolicy", "Never");
        return Trees.object(
                "apiVersion",
                "batch/v1",
                "kind",
                "Job",
                "metadata",
                Trees.object("name", name, "namespace", NS),
                "spec",
                Trees.object(
                        "completions", completions,
                        "parallelism", 2,
                        "backoffLimit", backoffLimit,
                        "template", template));
    }
}
