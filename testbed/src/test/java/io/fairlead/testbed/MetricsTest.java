package io.fairlead.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@Testbed(own = true, nodes = 1, zones = 1, metrics = true)
class MetricsTest {

    @Test
    void the_metrics_api_is_served(KubernetesClient client) {
        GenericKubernetesResource api = client.genericKubernetesResources("apiregistration.k8s.io/v1", "APIService")
                .withName("v1beta1.metrics.k8s.io")
                .waitUntilCondition(
                        found -> "True".equals(found.get("status", "conditions", 0, "status")), 30, TimeUnit.SECONDS);

        assertThat(api.<String>get("status", "conditions", 0, "type")).isEqualTo("Available");
        assertThat(client.raw("/apis/metrics.k8s.io/v1beta1/nodes")).contains("NodeMetricsList");
    }
}
