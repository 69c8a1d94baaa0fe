package io.fairlead.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@Testbed
class PlatformTest {

    @Test
    void a_claim_gets_a_volume_that_grows_and_goes_with_it(KubernetesClient client, TestNamespace namespace) {
        PersistentVolumeClaim claim = client.resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace.name())
                        .withName("data")
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .withNewResources()
                        .addToRequests("storage", new Quantity("1Gi"))
                        .endResources()
                        .endSpec()
                        .build())
                .create();

        PersistentVolumeClaim bound = awaitCapacity(client, claim, "1Gi");
        assertThat(bound.getStatus().getPhase()).isEqualTo("Bound");
        assertThat(bound.getSpec().getStorageClassName()).isEqualTo("standard");

        client.resource(claim)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\":{\"resources\":{\"requests\":{\"storage\":\"2Gi\"}}}}");
        String volume = awaitCapacity(client, claim, "2Gi").getSpec().getVolumeName();

        client.resource(claim).delete();
        assertThat(client.persistentVolumes()
                        .withName(volume)
                        .waitUntilCondition(Objects::isNull, 20, TimeUnit.SECONDS))
                .isNull();
    }

    @Test
    void a_load_balancer_and_an_ingress_get_addresses(KubernetesClient client, TestNamespace namespace) {
        Service service = client.resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace.name())
                        .withName("web")
                        .endMetadata()
                        .withNewSpec()
                        .withType("LoadBalancer")
                        .addNewPort()
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        Ingress ingress = client.resource(new IngressBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace.name())
                        .withName("web")
                        .endMetadata()
                        .withNewSpec()
                        .withNewDefaultBackend()
                        .withNewService()
                        .withName("web")
                        .withNewPort()
                        .withNumber(80)
                        .endPort()
                        .endService()
                        .endDefaultBackend()
                        .endSpec()
                        .build())
                .create();

        Service balanced = client.resource(service)
                .waitUntilCondition(
                        found -> !found.getStatus()
                                .getLoadBalancer()
                                .getIngress()
                                .isEmpty(),
                        10,
                        TimeUnit.SECONDS);
        Ingress reachable = client.resource(ingress)
                .waitUntilCondition(
                        found -> !found.getStatus()
                                .getLoadBalancer()
                                .getIngress()
                                .isEmpty(),
                        10,
                        TimeUnit.SECONDS);

        assertThat(balanced.getStatus().getLoadBalancer().getIngress().get(0).getIp())
                .startsWith("198.18.");
        assertThat(reachable.getStatus().getLoadBalancer().getIngress().get(0).getIp())
                .startsWith("198.19.");
    }

    private static PersistentVolumeClaim awaitCapacity(
            KubernetesClient client, PersistentVolumeClaim claim, String capacity) {
        return client.resource(claim)
                .waitUntilCondition(
                        found -> found != null
                                && found.getStatus() != null
                                && found.getStatus().getCapacity() != null
                                && new Quantity(capacity)
                                        .equals(found.getStatus().getCapacity().get("storage")),
                        20,
                        TimeUnit.SECONDS);
    }
}
