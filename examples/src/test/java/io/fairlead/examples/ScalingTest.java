package io.fairlead.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fairlead.testbed.TestNamespace;
import io.fairlead.testbed.Testbed;
import org.junit.jupiter.api.Test;

@Testbed
class ScalingTest {

    @Test
    void grows(KubernetesClient client, TestNamespace namespace) {
        client.resource(deployment(namespace.name())).create();
        client.apps()
                .deployments()
                .inNamespace(namespace.name())
                .withName("web")
                .scale(3);

        assertThat(client.resource(deployment(namespace.name())).get().getSpec().getReplicas())
                .isEqualTo(3);
    }

    private static Deployment deployment(String namespace) {
        Deployment web = Serialization.unmarshal(
                Serialization.asYaml(ReleaseAnImage.web("registry.example/web:1.0")
                        .objects()
                        .get(0)
                        .tree()),
                Deployment.class);
        web.getMetadata().setNamespace(namespace);
        return web;
    }
}
