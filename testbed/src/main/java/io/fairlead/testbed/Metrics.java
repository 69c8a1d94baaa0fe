package io.fairlead.testbed;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;

/** Makes the API server pass {@code metrics.k8s.io} on to the metrics-server that runs beside it. */
final class Metrics {

    /** Tells kwok which of its metric files answers for a node; it reads this only when the node is new. */
    static final String NODE_ANNOTATION = "metrics.k8s.io/resource-metrics-path";

    private Metrics() {}

    static String nodePath(String node) {
        return "/metrics/nodes/%s/metrics/resource".formatted(node);
    }

    static void register(KubernetesClient client, int port) {
        Service service = new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("kube-system")
                .withName("metrics-server")
                .endMetadata()
                .withNewSpec()
                .withType("ExternalName")
                .withExternalName("localhost")
                .addNewPort()
                .withPort(port)
                .endPort()
                .endSpec()
                .build();
        client.resource(service).create();

        GenericKubernetesResource api = new GenericKubernetesResource();
        api.setApiVersion("apiregistration.k8s.io/v1");
        api.setKind("APIService");
        api.setMetadata(
                new ObjectMetaBuilder().withName("v1beta1.metrics.k8s.io").build());
        api.setAdditionalProperty(
                "spec",
                Map.of(
                        "group",
                        "metrics.k8s.io",
                        "version",
                        "v1beta1",
                        "groupPriorityMinimum",
                        100,
                        "versionPriority",
                        100,
                        "insecureSkipTLSVerify",
                        true,
                        "service",
                        Map.of("namespace", "kube-system", "name", "metrics-server", "port", port)));
        client.genericKubernetesResources("apiregistration.k8s.io/v1", "APIService")
                .resource(api)
                .create();
    }
}
