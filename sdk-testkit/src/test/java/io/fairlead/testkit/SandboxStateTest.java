package io.fairlead.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The state of a Sandbox goes out as YAML and comes back. */
class SandboxStateTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: default}
            spec:
              replicas: 3
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: "web:1"}]}
            """;

    private static final String GADGETS = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: gadgets.example.com}
            spec:
              group: example.com
              scope: Namespaced
              names: {plural: gadgets, singular: gadget, kind: Gadget, listKind: GadgetList}
              versions:
              - name: v1
                served: true
                storage: true
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """;

    private static List<String> pods(Sandbox sandbox) {
        return sandbox.client().pods().inNamespace("default").list().getItems().stream()
                .map((Pod pod) -> pod.getMetadata().getName() + " "
                        + pod.getMetadata().getUid() + " " + pod.getSpec().getNodeName() + " "
                        + pod.getStatus().getPodIP())
                .toList();
    }

    @Test
    void what_was_saved_goes_on_where_it_was() {
        String saved;
        List<String> before;
        try (var sandbox = Sandbox.start(s -> s.clock(START).nodes(5))) {
            sandbox.client().resource(WEB).create();
            sandbox.client()
                    .resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName("key")
                            .withNamespace("default")
                            .endMetadata()
                            .addToStringData("password", "s3cret")
                            .build())
                    .create();
            sandbox.client().resource(GADGETS).create();
            sandbox.settle();
            sandbox.client()
                    .resource(
                            "apiVersion: example.com/v1\nkind: Gadget\nmetadata: {name: one, namespace: default}\nsize: 3\n")
                    .create();
            before = pods(sandbox);
            saved = sandbox.save();
        }
        assertThat(saved).doesNotContain("s3cret", "czNjcmV0");

        try (var sandbox = Sandbox.from(saved, s -> s.clock(START.plus(Duration.ofHours(1))))) {
            sandbox.settle();
            assertThat(pods(sandbox)).isEqualTo(before);
            assertThat(sandbox.client().nodes().list().getItems()).hasSize(5);
            assertThat(sandbox.client()
                            .secrets()
                            .inNamespace("default")
                            .withName("key")
                            .get()
                            .getData())
                    .isEqualTo(Map.of("password", ""));
            assertThat(sandbox.client()
                            .genericKubernetesResources("example.com/v1", "Gadget")
                            .inNamespace("default")
                            .withName("one")
                            .get()
                            .getAdditionalProperties())
                    .containsEntry("size", 3);
            sandbox.client()
                    .apps()
                    .deployments()
                    .inNamespace("default")
                    .withName("web")
                    .scale(4);
            sandbox.settle();
            assertThat(pods(sandbox)).hasSize(4).containsAll(before);
            assertThat(sandbox.save()).isEqualTo(sandbox.save());
        }
    }

    @Test
    void what_was_written_by_hand_is_created() {
        String namespace = "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n---\n";
        try (var sandbox = Sandbox.from(namespace + WEB.replace("default", "shop"), s -> s.clock(START))) {
            sandbox.settle();
            assertThat(sandbox.client().pods().inNamespace("shop").list().getItems())
                    .hasSize(3);
        }
    }

    @Test
    void what_is_not_served_or_lies_idle_is_named() {
        assertThatThrownBy(() -> Sandbox.from("{apiVersion: example.com/v1, kind: Gadget, metadata: {name: one}}"))
                .hasMessage("The dump has objects that the Sandbox does not serve: Gadget of example.com/v1. Add their"
                        + " definitions, or leave them out.");
        String policy = """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: none, namespace: default}
                spec: {podSelector: {}}
                """;
        assertThatThrownBy(() -> Sandbox.from(policy))
                .hasMessage(
                        "The sandbox does not play the effect of NetworkPolicy objects; storeOnly(\"NetworkPolicy\")"
                                + " lets them be stored.");
        try (var sandbox = Sandbox.from(policy, s -> s.storeOnly("NetworkPolicy"))) {
            assertThat(sandbox.client().network().v1().networkPolicies().list().getItems())
                    .hasSize(1);
        }
    }
}
