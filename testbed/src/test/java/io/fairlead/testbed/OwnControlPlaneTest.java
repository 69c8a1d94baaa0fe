package io.fairlead.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@Testbed(own = true, nodes = 2, zones = 1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OwnControlPlaneTest {

    @Test
    @Order(1)
    void it_has_what_the_class_asked_for_and_runs_beside_the_shared_one(ControlPlane own, KubernetesClient client) {
        assertThat(client.nodes().list().getItems())
                .extracting(node -> node.getMetadata().getLabels().get("topology.kubernetes.io/zone"))
                .containsExactly("zone-a", "zone-a");
        assertThat(own).isNotSameAs(ControlPlane.shared());
        assertThat(ControlPlane.shared().client().nodes().list().getItems()).hasSize(3);
    }

    @Test
    @Order(2)
    void nodes_are_added_as_described(ControlPlane own) {
        List<String> added = own.nodes(1)
                .cpu("4")
                .memory("8Gi")
                .pods(20)
                .label("pool", "small")
                .add();

        Node small = own.client().nodes().withName(added.get(0)).get();
        assertThat(added).containsExactly("node-3");
        assertThat(small.getStatus().getAllocatable().get("cpu").toString()).isEqualTo("4");
        assertThat(small.getStatus().getAllocatable().get("memory").toString()).isEqualTo("8Gi");
        assertThat(small.getMetadata().getLabels()).containsEntry("pool", "small");
    }

    @Test
    @Order(3)
    void a_paused_api_server_answers_when_it_goes_on(ControlPlane own) throws Exception {
        own.client().namespaces().withName("default").get();

        own.apiServer().pause();
        CompletableFuture<Object> answer = CompletableFuture.supplyAsync(
                () -> own.client().namespaces().withName("default").get(), Threads.ONE_EACH);
        assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        own.apiServer().resume();
        assertThat(answer.get(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    @Order(4)
    void a_killed_api_server_comes_back_with_its_data(ControlPlane own) {
        own.apiServer().kill();
        assertThat(own.apiServer().isRunning()).isFalse();
        assertThat(own.apiServer()).hasToString("kube-apiserver (not running)");
        assertThatThrownBy(() -> own.client().namespaces().list()).isInstanceOf(KubernetesClientException.class);

        own.apiServer().restart();
        own.awaitReady();

        assertThat(own.client().nodes().list().getItems()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Nested
    class In_a_nested_class {

        @Test
        void it_is_the_same_one(ControlPlane own) {
            assertThat(own.apiServer()).isNotSameAs(ControlPlane.shared().apiServer());
            assertThat(own.process("etcd").isRunning()).isTrue();
            assertThatThrownBy(() -> own.process("metrics-server"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("This control plane has no metrics-server; it has etcd, kube-apiserver,"
                            + " kube-controller-manager, kube-scheduler, kwok");
        }
    }
}
