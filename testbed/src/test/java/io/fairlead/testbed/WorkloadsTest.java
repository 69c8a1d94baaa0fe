package io.fairlead.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@Testbed
class WorkloadsTest {

    private static final String IMAGE = "registry.example/web:2.1";

    @Test
    void a_deployment_rolls_out_over_the_zones(KubernetesClient client, TestNamespace namespace) {
        Deployment web = Samples.deployment(namespace, "web", 3, IMAGE);

        client.resource(web).create();

        assertThat(Samples.awaitAvailable(client, web, 3).getStatus().getReadyReplicas())
                .isEqualTo(3);
        assertThat(client.nodes().list().getItems())
                .extracting(Node::getMetadata)
                .extracting(meta -> meta.getLabels().get("topology.kubernetes.io/zone"))
                .contains("zone-a", "zone-b", "zone-c");
    }

    @Test
    void a_pod_has_an_address_and_the_conditions_that_a_kubelet_gives(
            KubernetesClient client, TestNamespace namespace) {
        client.resource(Samples.deployment(namespace, "web", 1, IMAGE)).create();

        Pod pod = Samples.awaitPod(
                client,
                namespace,
                "web",
                found -> "Running".equals(found.getStatus().getPhase()));

        assertThat(pod.getStatus().getPodIP()).startsWith("10.244.");
        assertThat(pod.getStatus().getConditions())
                .filteredOn(condition -> condition.getStatus().equals("True"))
                .extracting(condition -> condition.getType())
                .containsExactlyInAnyOrder(
                        "PodScheduled", "PodReadyToStartContainers", "Initialized", "ContainersReady", "Ready");
    }

    @Test
    void an_eviction_waits_for_the_budget(KubernetesClient client, TestNamespace namespace) {
        Deployment web = Samples.deployment(namespace, "web", 1, IMAGE);
        client.resource(web).create();
        PodDisruptionBudget budget = new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withNamespace(namespace.name())
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .withNewMinAvailable(1)
                .withNewSelector()
                .addToMatchLabels("app", "web")
                .endSelector()
                .endSpec()
                .build();
        client.resource(budget).create();
        Samples.awaitAvailable(client, web, 1);
        client.resource(budget)
                .waitUntilCondition(
                        found -> found.getStatus() != null && found.getStatus().getCurrentHealthy() == 1,
                        10,
                        TimeUnit.SECONDS);
        Pod pod = client.pods()
                .inNamespace(namespace.name())
                .withLabel("app", "web")
                .list()
                .getItems()
                .get(0);

        // fabric8 turns the server's 429 into false.
        assertThat(client.pods().resource(pod).evict()).isFalse();
        assertThat(client.pods().resource(pod).get().getMetadata().getDeletionTimestamp())
                .isNull();
    }

    @Test
    void a_job_completes(KubernetesClient client, TestNamespace namespace) {
        Job job = new JobBuilder()
                .withNewMetadata()
                .withNamespace(namespace.name())
                .withName("migrate")
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewMetadata()
                .addToAnnotations(Map.of(FaultyImage.RUN_TIME, "200ms"))
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName("main")
                .withImage(IMAGE)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();

        client.resource(job).create();

        Job done = client.resource(job)
                .waitUntilCondition(
                        found -> found.getStatus() != null
                                && Integer.valueOf(1).equals(found.getStatus().getSucceeded()),
                        20,
                        TimeUnit.SECONDS);
        assertThat(done.getStatus().getSucceeded()).isEqualTo(1);
    }
}
