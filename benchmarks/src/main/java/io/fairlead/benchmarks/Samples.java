package io.fairlead.benchmarks;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.KubernetesListBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The objects that are applied: the same for all contenders. */
final class Samples {

    static final String IMAGE = "registry.example/web:2.1";

    private static final String APP = "app.kubernetes.io/name";

    private Samples() {}

    /** Small ConfigMaps. */
    static List<HasMetadata> configMaps(String namespace, int count) {
        return IntStream.range(0, count)
                .<HasMetadata>mapToObj(i -> new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("settings-" + i)
                        .withNamespace(namespace)
                        .addToLabels(APP, "settings")
                        .endMetadata()
                        .addToData("log.level", "info")
                        .addToData("url", "http://service-" + i + "." + namespace + ".svc:8080/")
                        .addToData("timeout", "30s")
                        .build())
                .toList();
    }

    /** Deployments of one pod, each with its Service. */
    static List<HasMetadata> workloads(String namespace, int count) {
        List<HasMetadata> objects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "web-" + i;
            objects.add(deployment(namespace, name, IMAGE));
            objects.add(new ServiceBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .withNamespace(namespace)
                    .endMetadata()
                    .withNewSpec()
                    .addToSelector(APP, name)
                    .addNewPort()
                    .withName("http")
                    .withPort(80)
                    .withProtocol("TCP")
                    .withTargetPort(new IntOrString("http"))
                    .endPort()
                    .endSpec()
                    .build());
        }
        return objects;
    }

    /** A Deployment of one pod. */
    static Deployment deployment(String namespace, String name, String image) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .addToLabels(APP, name)
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .withNewSelector()
                .addToMatchLabels(APP, name)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels(APP, name)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("web")
                .withImage(image)
                .addNewEnv()
                .withName("LOG_LEVEL")
                .withValue("info")
                .endEnv()
                .addNewPort()
                .withName("http")
                .withContainerPort(8080)
                .withProtocol("TCP")
                .endPort()
                .withNewResources()
                .withRequests(Map.of("cpu", new Quantity("10m"), "memory", new Quantity("16Mi")))
                .endResources()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    /** All in one text, for kubectl. */
    static String text(List<HasMetadata> objects) {
        return Serialization.asJson(
                new KubernetesListBuilder().withItems(objects).build());
    }
}
