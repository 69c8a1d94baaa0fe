package io.fairlead.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Testbed(controllers = false)
class ControlPlaneTest {

    @Test
    void another_user_may_do_only_what_is_granted(ControlPlane controlPlane, TestNamespace namespace) {
        KubernetesClient alice = controlPlane.client("alice", "developers");

        assertThatThrownBy(() -> alice.pods().inNamespace(namespace.name()).list())
                .isInstanceOfSatisfying(KubernetesClientException.class, refusal -> {
                    assertThat(refusal.getCode()).isEqualTo(403);
                    assertThat(refusal.getStatus().getMessage())
                            .isEqualTo(
                                    "pods is forbidden: User \"alice\" cannot list resource \"pods\" in API group"
                                            + " \"\" in the namespace \"%s\"",
                                    namespace);
                });

        letListPods(controlPlane, namespace, "--group=developers");
        assertThat(alice.pods().inNamespace(namespace.name()).list().getItems()).isEmpty();
    }

    @Test
    void a_service_account_may_do_only_what_is_granted(ControlPlane controlPlane, TestNamespace namespace) {
        controlPlane.kubectl("create", "serviceaccount", "deployer", "--namespace=" + namespace);
        KubernetesClient account = controlPlane.clientOf(namespace.name(), "deployer");

        assertThatThrownBy(() -> account.pods().inNamespace(namespace.name()).list())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refusal -> assertThat(refusal.getCode()).isEqualTo(403));

        letListPods(controlPlane, namespace, "--serviceaccount=%s:deployer".formatted(namespace));
        assertThat(account.pods().inNamespace(namespace.name()).list().getItems())
                .isEmpty();
    }

    @Test
    void requests_are_counted_at_the_server(
            ControlPlane controlPlane, KubernetesClient client, TestNamespace namespace) {
        RequestLog log = controlPlane.requests();
        RequestLog.Mark start = log.mark();

        for (String name : List.of("one", "two", "three")) {
            client.resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withNamespace(namespace.name())
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
        client.configMaps().inNamespace(namespace.name()).list();

        Requests requests = log.since(start).by("admin").in(namespace.name());
        assertThat(requests.summary())
                .containsOnly(Map.entry("create configmaps", 3L), Map.entry("list configmaps", 1L));
        assertThat(requests.writes().answered(201).count()).isEqualTo(3);
        assertThat(requests.verb("list").all().get(0).code()).isEqualTo(200);
        assertThat(log.since(log.mark()).count()).isZero();
    }

    @Test
    void a_refused_request_is_counted_with_its_answer(ControlPlane controlPlane, TestNamespace namespace) {
        RequestLog.Mark start = controlPlane.requests().mark();
        KubernetesClient mallory = controlPlane.client("mallory");

        assertThatThrownBy(() -> mallory.secrets().inNamespace(namespace.name()).list())
                .isInstanceOf(KubernetesClientException.class);

        assertThat(controlPlane.requests().since(start).by("mallory").toString())
                .isEqualTo("mallory list /api/v1/namespaces/%s/secrets -> 403", namespace);
    }

    @Test
    void kubectl_of_the_same_build_is_at_hand(ControlPlane controlPlane, TestNamespace namespace) {
        RequestLog.Mark start = controlPlane.requests().mark();

        CommandResult applied =
                controlPlane.kubectlWithInput("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: settings
                """, "apply", "--server-side", "-n", namespace.name(), "-f", "-");

        assertThat(applied.output()).isEqualTo("configmap/settings serverside-applied\n");
        assertThat(controlPlane.requests().since(start).by("kubectl").writes().count())
                .isEqualTo(1);
        CommandResult unknown = controlPlane.kubectl("get", "nonsense");
        assertThat(unknown.succeeded()).isFalse();
        assertThat(unknown.errors()).startsWith("error: the server doesn't have a resource type \"nonsense\"");
        assertThat(controlPlane.kubectl("version").output())
                .contains("Server Version: v1.37.2", "Client Version: v1.37.2");
    }

    private static void letListPods(ControlPlane controlPlane, TestNamespace namespace, String subject) {
        String in = "--namespace=" + namespace;
        for (CommandResult result : List.of(
                controlPlane.kubectl("create", "role", "reader", "--verb=list", "--resource=pods", in),
                controlPlane.kubectl("create", "rolebinding", "readers", "--role=reader", subject, in))) {
            assertThat(result.errors()).isEmpty();
        }
    }
}
