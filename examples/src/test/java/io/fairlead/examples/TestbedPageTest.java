package io.fairlead.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.Fault;
import io.fairlead.testbed.FaultProxy;
import io.fairlead.testbed.RequestLog;
import io.fairlead.testbed.Requests;
import io.fairlead.testbed.TestNamespace;
import io.fairlead.testbed.Testbed;
import org.junit.jupiter.api.Test;

/** What the guide's page on the testbed shows. */
@Testbed
class TestbedPageTest {

    private static ConfigMap config(String namespace, String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .build();
    }

    @Test
    void counts(ControlPlane controlPlane, KubernetesClient client, TestNamespace namespace) {
        RequestLog.Mark start = controlPlane.requests().mark();
        client.configMaps().inNamespace(namespace.name()).list();
        for (String name : new String[] {"one", "two", "three"}) {
            client.resource(config(namespace.name(), name)).serverSideApply();
        }
        Requests requests = controlPlane.requests().since(start).by("admin").in(namespace.name());
        assertThat(requests.summary()).containsExactly(entry("list configmaps", 1L), entry("patch configmaps", 3L));
    }

    @Test
    void goes_wrong_when_told_to(ControlPlane controlPlane, KubernetesClient client, TestNamespace namespace) {
        ConfigMap web = config(namespace.name(), "web");
        assertThatThrownBy(() -> loseTheAnswer(controlPlane, web)).isInstanceOf(KubernetesClientException.class);
        assertThat(client.resource(web).get()).isNotNull();
    }

    private static void loseTheAnswer(ControlPlane controlPlane, ConfigMap web) {
        try (FaultProxy proxy = FaultProxy.before(controlPlane)) {
            proxy.once(call -> call.writes("/configmaps/web"), Fault.cutAfter());
            proxy.client().resource(web).serverSideApply(); // stored, and the answer lost
        }
    }
}
