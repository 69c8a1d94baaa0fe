package io.fairlead.internal.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.kube.FabricKubeApi;
import io.fairlead.internal.kube.Request;
import io.fairlead.internal.resilience.CallObserver;
import io.fairlead.internal.resilience.Resilience;
import io.fairlead.resource.Diagnoses;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Readiness;
import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.FaultyImage;
import io.fairlead.testbed.TestNamespace;
import io.fairlead.testbed.Testbed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Situations that really happen on a real control plane, as far as simulated kubelets can make them. */
@Testbed
class SituationsTest {

    private static final Kind DEPLOYMENT = Kind.of("apps/v1", "Deployment");
    private static final Kind STATEFUL_SET = Kind.of("apps/v1", "StatefulSet");
    private static final Kind JOB = Kind.of("batch/v1", "Job");
    private static final Kind POD = Kind.of("v1", "Pod");
    private static final String IMAGE = "registry.example/web:2.1";

    private FabricKubeApi api;
    private Stage stage;

    @BeforeEach
    void connect(ControlPlane plane, TestNamespace namespace) {
        api = FabricKubeApi.connect(plane.config(), Resilience.ofDefaults(), CallObserver.NONE);
        stage = new Stage(api, namespace.name(), DEPLOYMENT, POD);
    }

    @AfterEach
    void close() {
        stage.close();
        api.close();
    }

    @Test
    void a_deployment_gets_ready() {
        stage.apply(DEPLOYMENT, "web", deployment(3, container(IMAGE, "")));

        Readiness said = stage.awaitState(DEPLOYMENT, "web", Readiness.State.READY);

        assertThat(said.sentence()).isEqualTo("all 3 replicas are updated and available");
        assertThat(said.progress()).contains(new Readiness.Progress(3, 3));
    }

    @Test
    void an_image_that_no_registry_has_is_named_once(TestNamespace namespace) {
        stage.apply(DEPLOYMENT, "web", deployment(2, container(FaultyImage.CANNOT_PULL.of(IMAGE), "")));

        Diagnoses found = stage.awaitCauses(DEPLOYMENT, "web", "image/not-found");

        assertThat(found.terminal()).isTrue();
        assertThat(found.toString().lines())
                .startsWith(
                        "1 cause keeps 1 of 1 object from being ready",
                        "✗ image registry.example/web:2.1-cannot-pull is not found",
                        "  │ check the image's name and tag, and that it was pushed")
                .anyMatch(line -> line.startsWith("  ├ Deployment " + namespace + "/web: 0 of 2 replicas are "))
                .anyMatch(line -> line.startsWith("  └ shown by Pod " + namespace + "/web-"));
    }

    @ParameterizedTest
    @CsvSource({
        "CRASHES, container/crash-loop, container main keeps ending with exit code 1",
        "OUT_OF_MEMORY, container/out-of-memory, container main is killed for memory at its limit of 64Mi",
        "NEVER_READY, container/probe-failing, the readiness probe of container main fails: HTTP probe failed"
    })
    void containers_that_do_not_stay_or_do_not_get_ready(FaultyImage fault, String code, String sentence) {
        stage.apply(
                DEPLOYMENT,
                "web",
                deployment(1, container(fault.of(IMAGE), ",\"resources\":{\"limits\":{\"memory\":\"64Mi\"}}")));

        Diagnoses found = stage.awaitCauses(DEPLOYMENT, "web", code);

        assertThat(found.roots().get(0).cause().sentence()).startsWith(sentence);
    }

    @Test
    void a_pod_that_no_node_can_take() {
        stage.apply(
                DEPLOYMENT, "web", deployment(1, container(IMAGE, ",\"resources\":{\"requests\":{\"cpu\":\"9000\"}}")));

        Diagnoses found = stage.awaitCauses(DEPLOYMENT, "web", "scheduling/unschedulable");

        assertThat(found.roots().get(0).cause().sentence())
                .matches(
                        "none of \\d+ nodes fits: \\d+ Insufficient cpu; it asks for 9000 cpu, and the largest node has \\d+");
        assertThat(found.terminal()).isFalse();
    }

    @Test
    void pods_that_a_quota_refuses() {
        stage.apply(Kind.of("v1", "ResourceQuota"), "small", "\"spec\":{\"hard\":{\"pods\":\"1\"}}");
        stage.awaitState(Kind.of("v1", "ResourceQuota"), "small", Readiness.State.READY);
        stage.apply(DEPLOYMENT, "web", deployment(3, container(IMAGE, "")));

        Diagnoses found = stage.awaitCauses(DEPLOYMENT, "web", "admission/quota-exceeded");

        assertThat(found.roots().get(0).cause().sentence())
                .isEqualTo("quota small is used up: pods=1 asked for, pods=1 in use of pods=1");
    }

    @Test
    void pods_of_a_stateful_set_that_a_limit_range_refuses() {
        stage.apply(
                Kind.of("v1", "LimitRange"),
                "small",
                "\"spec\":{\"limits\":[{\"type\":\"Container\",\"max\":{\"memory\":\"32Mi\"}}]}");
        stage.apply(
                STATEFUL_SET,
                "db",
                deployment(1, container(IMAGE, ",\"resources\":{\"limits\":{\"memory\":\"64Mi\"}}"))
                        .replace("\"spec\":{\"replicas\"", "\"spec\":{\"serviceName\":\"db\",\"replicas\""));

        Diagnoses found = stage.awaitCauses(STATEFUL_SET, "db", "admission/limit-range");

        assertThat(found.roots().get(0).cause().sentence())
                .contains("maximum memory usage per Container is 32Mi, but limit is 64Mi");
    }

    @Test
    void pods_that_pod_security_refuses(TestNamespace namespace) {
        stage.apply(
                Kind.of("v1", "Namespace"),
                namespace.name(),
                "\"metadata\":{\"name\":\"" + namespace
                        + "\",\"labels\":{\"pod-security.kubernetes.io/enforce\":\"baseline\"}}");
        stage.apply(DEPLOYMENT, "web", deployment(1, container(IMAGE, ",\"securityContext\":{\"privileged\":true}")));

        Diagnoses found = stage.awaitCauses(DEPLOYMENT, "web", "admission/pod-security");

        assertThat(found.roots().get(0).cause().sentence())
                .startsWith("Pod Security baseline:latest forbids it: privileged");
    }

    @Test
    void pods_whose_service_account_or_priority_class_is_missing() {
        stage.apply(DEPLOYMENT, "web", deployment(1, "\"serviceAccountName\":\"robot\"," + container(IMAGE, "")));
        stage.apply(DEPLOYMENT, "api", deployment(1, "\"priorityClassName\":\"high\"," + container(IMAGE, "")));

        assertThat(stage.awaitCauses(DEPLOYMENT, "web", "admission/missing-service-account"))
                .asString()
                .contains("ServiceAccount robot is missing");
        assertThat(stage.awaitCauses(DEPLOYMENT, "api", "admission/missing-priority-class"))
                .asString()
                .contains("PriorityClass high is missing");
    }

    @Test
    void claims_that_are_missing_or_have_no_class() {
        String volume = "\"volumes\":[{\"name\":\"v\",\"persistentVolumeClaim\":{\"claimName\":\"%s\"}}],";
        String claim =
                "\"spec\":{\"accessModes\":[\"ReadWriteOnce\"],%s\"resources\":{\"requests\":{\"storage\":\"1Gi\"}}}";
        stage.apply(DEPLOYMENT, "a", deployment(1, volume.formatted("absent") + container(IMAGE, "")));
        stage.apply(Kind.of("v1", "PersistentVolumeClaim"), "plain", claim.formatted("\"storageClassName\":\"\","));
        stage.apply(DEPLOYMENT, "b", deployment(1, volume.formatted("plain") + container(IMAGE, "")));
        stage.apply(Kind.of("v1", "PersistentVolumeClaim"), "fast", claim.formatted("\"storageClassName\":\"nvme\","));
        stage.apply(DEPLOYMENT, "c", deployment(1, volume.formatted("fast") + container(IMAGE, "")));

        stage.awaitCauses(DEPLOYMENT, "a", "storage/missing-claim");
        stage.awaitCauses(DEPLOYMENT, "b", "storage/no-class");
        stage.awaitCauses(DEPLOYMENT, "c", "storage/missing-class");
    }

    @Test
    void workloads_that_somebody_has_stopped() {
        stage.apply(
                DEPLOYMENT,
                "web",
                deployment(1, container(IMAGE, "")).replace("{\"replicas\"", "{\"paused\":true,\"replicas\""));
        stage.apply(
                JOB,
                "once",
                "\"spec\":{\"suspend\":true,\"template\":{\"spec\":{\"restartPolicy\":\"Never\"," + container(IMAGE, "")
                        + "}}}");

        stage.awaitState(DEPLOYMENT, "web", Readiness.State.SUSPENDED);
        stage.awaitCauses(DEPLOYMENT, "web", "workload/paused");
        stage.awaitState(JOB, "once", Readiness.State.SUSPENDED);
        stage.awaitCauses(JOB, "once", "workload/suspended");
    }

    @Test
    void jobs_run_to_their_end(TestNamespace namespace) {
        stage.apply(
                JOB,
                "good",
                "\"spec\":{\"completions\":2,\"template\":{\"spec\":{\"restartPolicy\":\"Never\","
                        + container(IMAGE, "") + "}}}");
        stage.apply(
                JOB,
                "late",
                "\"spec\":{\"activeDeadlineSeconds\":1,\"template\":{\"spec\":{\"restartPolicy\":\"Never\","
                        + container(
                                FaultyImage.NEVER_READY.of(IMAGE), ",\"resources\":{\"requests\":{\"cpu\":\"9000\"}}")
                        + "}}}");

        assertThat(stage.awaitState(JOB, "good", Readiness.State.READY).progress())
                .contains(new Readiness.Progress(2, 2));
        assertThat(stage.awaitState(JOB, "late", Readiness.State.FAILED).sentence())
                .startsWith("it has failed: DeadlineExceeded");
    }

    @Test
    void pods_that_are_held_back_or_held_fast(TestNamespace namespace) {
        stage.apply(
                POD,
                "gated",
                "\"spec\":{\"schedulingGates\":[{\"name\":\"example.com/wait\"}]," + container(IMAGE, "") + "}");
        stage.apply(
                POD,
                "held",
                "\"metadata\":{\"name\":\"held\",\"finalizers\":[\"example.com/hold\"]},\"spec\":{"
                        + container(IMAGE, "") + "}");
        api.send(Request.delete(api.typeOf(POD).path(namespace.name(), "held", ""), "{\"gracePeriodSeconds\":0}"));

        stage.awaitState(POD, "gated", Readiness.State.SUSPENDED);
        stage.awaitCauses(POD, "gated", "scheduling/gated");
        stage.awaitState(POD, "held", Readiness.State.TERMINATING);
        stage.awaitCauses(POD, "held", "deletion/finalizer");
        stage.apply(POD, "held", "\"metadata\":{\"name\":\"held\"},\"spec\":{" + container(IMAGE, "") + "}");
    }

    private static String deployment(int replicas, String podSpec) {
        return "\"spec\":{\"replicas\":" + replicas + ",\"selector\":{\"matchLabels\":{\"app\":\"x\"}},\"template\":"
                + "{\"metadata\":{\"labels\":{\"app\":\"x\"}},\"spec\":{" + podSpec + "}}}";
    }

    private static String container(String image, String more) {
        return "\"containers\":[{\"name\":\"main\",\"image\":\"" + image + "\"" + more + "}]";
    }
}
