package io.fairlead.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxLoadBalancerTest {
    private static Service service(String name) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withType("LoadBalancer")
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build();
    }

    private static List<String> addresses(Sandbox sandbox) {
        sandbox.settle();
        return sandbox.client().services().inNamespace("default").list().getItems().stream()
                .flatMap(each -> each.getStatus().getLoadBalancer().getIngress().stream())
                .map(ingress -> ingress.getIp())
                .toList();
    }

    @Test
    void services_get_addresses_where_there_is_a_cloud() {
        try (var sandbox = Sandbox.start(s -> s.clock(Instant.EPOCH).loadBalancers())) {
            sandbox.client().resource(service("a")).create();
            sandbox.client().resource(service("b")).create();
            assertThat(addresses(sandbox)).containsExactly("192.0.2.1", "192.0.2.2");

            sandbox.client().services().inNamespace("default").withName("a").edit(a -> {
                a.getSpec().setType("ClusterIP");
                return a;
            });
            assertThat(addresses(sandbox)).containsExactly("192.0.2.2");
        }
    }

    @Test
    void they_wait_for_one_where_there_is_none() {
        try (var sandbox = Sandbox.start(s -> s.clock(Instant.EPOCH))) {
            sandbox.client().resource(service("a")).create();
            assertThat(addresses(sandbox)).isEmpty();
        }
    }
}
