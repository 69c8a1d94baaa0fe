package io.fairlead.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SandboxTest {

    @Test
    void stores_lists_changes_and_deletes() {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions::withoutControllers)) {
            KubernetesClient client = sandbox.client();
            ConfigMap made = client.resource(configMap("a", Map.of("k", "v"))).create();
            assertThat(made.getMetadata().getUid()).isNotEmpty();
            assertThat(made.getMetadata().getManagedFields()).hasSize(1);

            client.resource(configMap("a", Map.of("k", "w"))).forceConflicts().serverSideApply();
            assertThat(client.configMaps()
                            .inNamespace("default")
                            .withName("a")
                            .get()
                            .getData())
                    .containsEntry("k", "w");
            assertThat(client.configMaps().inNamespace("default").list().getItems())
                    .extracting(c -> c.getMetadata().getName())
                    .containsExactly("a", "kube-root-ca.crt");

            client.configMaps().inNamespace("default").withName("a").delete();
            assertThat(client.configMaps().inNamespace("default").withName("a").get())
                    .isNull();
        }
    }

    private static ConfigMap configMap(String name, Map<String, String> data) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .withData(data)
                .build();
    }

    @Test
    void rolls_out_a_deployment() {
        try (Sandbox sandbox = Sandbox.start()) {
            KubernetesClient client = sandbox.client();
            Deployment web = new DeploymentBuilder()
                    .withNewMetadata()
                    .withName("web")
                    .withNamespace("default")
                    .endMetadata()
                    .withNewSpec()
                    .withReplicas(3)
                    .withNewSelector()
                    .withMatchLabels(Map.of("app", "web"))
                    .endSelector()
                    .withNewTemplate()
                    .withNewMetadata()
                    .withLabels(Map.of("app", "web"))
                    .endMetadata()
                    .withNewSpec()
                    .addNewContainer()
                    .withName("web")
                    .withImage("registry.example/web:1")
                    .endContainer()
                    .endSpec()
                    .endTemplate()
                    .endSpec()
                    .build();
            client.resource(web).serverSideApply();
            client.apps()
                    .deployments()
                    .inNamespace("default")
                    .withName("web")
                    .waitUntilCondition(
                            d -> d != null
                                    && d.getStatus() != null
                                    && Integer.valueOf(3).equals(d.getStatus().getReadyReplicas()),
                            20,
                            TimeUnit.SECONDS);
            assertThat(client.pods().inNamespace("default").list().getItems()).hasSize(3);

            client.apps().deployments().inNamespace("default").withName("web").delete();
            client.apps()
                    .replicaSets()
                    .inNamespace("default")
                    .informOnCondition(List::isEmpty)
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        }
    }
}
