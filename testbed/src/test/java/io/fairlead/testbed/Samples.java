package io.fairlead.testbed;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Small objects and waits that several tests use. */
final class Samples {

    private Samples() {}

    static Deployment deployment(TestNamespace namespace, String name, int replicas, String image) {
        Map<String, String> labels = Map.of("app", name);
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(namespace.name())
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .withMatchLabels(labels)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage(image)
                .withNewResources()
                .addToRequests(Map.of("cpu", new Quantity("100m")))
                .endResources()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    static Deployment awaitAvailable(KubernetesClient client, Deployment deployment, int replicas) {
        return client.resource(deployment)
                .waitUntilCondition(
                        found -> found != null
                                && found.getStatus() != null
                                && found.getStatus().getAvailableReplicas() != null
                                && found.getStatus().getAvailableReplicas() == replicas,
                        20,
                        TimeUnit.SECONDS);
    }

    static Pod awaitPod(KubernetesClient client, TestNamespace namespace, String app, Predicate<Pod> condition) {
        List<Pod> found = new CopyOnWriteArrayList<>();
        client.pods()
                .inNamespace(namespace.name())
                .withLabel("app", app)
                .informOnCondition(pods -> {
                    pods.stream().filter(condition).forEach(found::add);
                    return !found.isEmpty();
                })
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        return found.get(0);
    }

    static String waitingFor(@Nullable Pod pod) {
        return pod == null || pod.getStatus() == null
                ? ""
                : pod.getStatus().getContainerStatuses().stream()
                        .filter(status -> status.getState().getWaiting() != null)
                        .map(status -> status.getState().getWaiting().getReason())
                        .findFirst()
                        .orElse("");
    }
}
