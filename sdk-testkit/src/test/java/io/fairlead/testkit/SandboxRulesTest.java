package io.fairlead.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing is stored that has no effect: it is enforced, or refused, or warned of. */
class SandboxRulesTest {
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: %s, namespace: default}
            spec:
              containers:
              - name: c
                image: registry.example/c:1
                resources: %s
            """;

    private Sandbox sandbox;
    private KubernetesClient client;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(s -> s.clock(Instant.parse("2026-11-24T12:00:00Z")));
        client = sandbox.client();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private void create(String yaml) {
        client.resource("---\n" + yaml).create();
    }

    private void refused(int code, String yaml, String message) {
        assertThatThrownBy(() -> create(yaml)).isInstanceOfSatisfying(KubernetesClientException.class, e -> {
            assertThat(e.getStatus().getMessage()).isEqualTo(message);
            assertThat(e.getCode()).isEqualTo(code);
        });
    }

    private void quota(String hard) {
        create("""
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: q, namespace: default}
                spec: {hard: %s}
                """.formatted(hard));
    }

    private Map<String, Quantity> used() {
        sandbox.settle();
        ResourceQuota quota =
                client.resourceQuotas().inNamespace("default").withName("q").get();
        return quota.getStatus().getUsed();
    }

    @Test
    void a_quota_counts_objects() {
        quota("{count/configmaps: \"2\", services: \"0\"}");
        String map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, namespace: default}}";
        create(map.formatted("one"));
        refused(
                403,
                map.formatted("two"),
                "configmaps \"two\" is forbidden: exceeded quota: q, requested: count/configmaps=1, used:"
                        + " count/configmaps=2, limited: count/configmaps=2");
        assertThat(used()).containsEntry("count/configmaps", new Quantity("2"));
        client.configMaps().inNamespace("default").withName("one").delete();
        assertThat(used()).containsEntry("count/configmaps", new Quantity("1"));
        create(map.formatted("two"));
        refused(
                403,
                "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: default}, spec: {ports: [{port: 80}]}}",
                "services \"s\" is forbidden: exceeded quota: q, requested: services=1, used: services=0, limited:"
                        + " services=0");
    }

    @Test
    void a_quota_counts_what_pods_ask_for() {
        quota("{requests.cpu: \"1\", limits.memory: 2Gi}");
        refused(
                403,
                POD.formatted("a", "{requests: {cpu: 100m}}"),
                "pods \"a\" is forbidden: failed quota: q: must specify limits.memory for: c");
        create(POD.formatted("a", "{requests: {cpu: 600m}, limits: {memory: 1Gi}}"));
        refused(
                403,
                POD.formatted("b", "{requests: {cpu: 600m}, limits: {memory: 1536Mi}}"),
                "pods \"b\" is forbidden: exceeded quota: q, requested: limits.memory=1536Mi,requests.cpu=600m, used:"
                        + " limits.memory=1Gi,requests.cpu=600m, limited: limits.memory=2Gi,requests.cpu=1");
        assertThat(used())
                .containsEntry("requests.cpu", new Quantity("600m"))
                .containsEntry("limits.memory", new Quantity("1Gi"));
        client.pods().inNamespace("default").withName("a").withGracePeriod(0).delete();
        sandbox.settle();
        create(POD.formatted("b", "{requests: {cpu: 600m}, limits: {memory: 1536Mi}}"));
    }

    @Test
    void two_writers_cannot_both_take_the_last_place() throws Exception {
        quota("{count/secrets: \"10\"}");
        var threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            String prefix = "s" + t;
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 10; i++) {
                    try {
                        create("{apiVersion: v1, kind: Secret, metadata: {name: %s-%d, namespace: default}}"
                                .formatted(prefix, i));
                    } catch (KubernetesClientException e) {
                        assertThat(e.getCode()).isEqualTo(403);
                    }
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(client.secrets().inNamespace("default").list().getItems()).hasSize(10);
    }

    @Test
    void a_limit_range_gives_defaults_and_sets_bounds() {
        create("""
                apiVersion: v1
                kind: LimitRange
                metadata: {name: l, namespace: default}
                spec:
                  limits:
                  - type: Container
                    default: {cpu: 500m}
                    defaultRequest: {cpu: 100m}
                    max: {cpu: "1"}
                    min: {cpu: 50m}
                """);
        create(POD.formatted("a", "{}"));
        Pod pod = client.pods().inNamespace("default").withName("a").get();
        var resources = pod.getSpec().getContainers().get(0).getResources();
        assertThat(resources.getRequests()).containsEntry("cpu", new Quantity("100m"));
        assertThat(resources.getLimits()).containsEntry("cpu", new Quantity("500m"));
        assertThat(pod.getMetadata().getAnnotations())
                .containsEntry(
                        "kubernetes.io/limit-ranger",
                        "LimitRanger plugin set: cpu request for container c; cpu limit for container c");
        refused(
                403,
                POD.formatted("b", "{requests: {cpu: 20m}, limits: {cpu: 2}}"),
                "pods \"b\" is forbidden: [minimum cpu usage per Container is 50m, but request is 20m, maximum cpu usage"
                        + " per Container is 1, but limit is 2]");
    }

    @Test
    void what_lies_idle_is_refused_unless_that_is_wanted() {
        String policy =
                "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: n, namespace: default},"
                        + " spec: {podSelector: {}}}";
        refused(
                501,
                policy,
                "The sandbox does not play the effect of NetworkPolicy objects; storeOnly(\"NetworkPolicy\") lets them be"
                        + " stored.");
        refused(
                501,
                "{apiVersion: v1, kind: Namespace, metadata: {name: n, labels: {pod-security.kubernetes.io/enforce:"
                        + " restricted}}}",
                "The sandbox does not enforce pod security \"restricted\"; storeOnly(\"PodSecurity\") lets the label be"
                        + " stored.");
        try (Sandbox lax = Sandbox.start(s -> s.storeOnly("NetworkPolicy", "PodSecurity"))) {
            assertThat(lax.client()
                            .resource("---\n" + policy)
                            .create()
                            .getMetadata()
                            .getUid())
                    .isNotEmpty();
        }
    }

    private static final String DEFINITION = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.example.com}
            spec:
              group: example.com
              scope: Namespaced
              names: {plural: widgets, singular: widget, kind: Widget, listKind: WidgetList}
              versions:
              - name: v1
                served: true
                storage: true
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        properties: {least: {type: integer}, most: {type: integer}}
                        x-kubernetes-validations:
                        - rule: self.least <= self.most
            """;

    private static GenericKubernetesResource widget(KubernetesClient by) {
        var context = new ResourceDefinitionContext.Builder()
                .withGroup("example.com")
                .withVersion("v1")
                .withKind("Widget")
                .withPlural("widgets")
                .withNamespaced(true)
                .build();
        GenericKubernetesResource widget = new GenericKubernetesResourceBuilder()
                .withApiVersion("example.com/v1")
                .withKind("Widget")
                .withNewMetadata()
                .withName("w")
                .endMetadata()
                .withAdditionalProperties(Map.of("spec", Map.of("least", 1)))
                .build();
        return by.genericKubernetesResources(context)
                .inNamespace("default")
                .resource(widget)
                .create();
    }

    @Test
    void rules_that_are_not_evaluated_are_listed() {
        create(DEFINITION);
        sandbox.settle();
        assertThat(sandbox.unchecked()).isEmpty();
        assertThat(widget(client).getMetadata().getUid()).isNotEmpty();
        assertThat(sandbox.unchecked()).containsExactly("widgets.example.com spec: self.least <= self.most");
    }

    @Test
    void rules_that_are_not_evaluated_are_refused_when_strict() {
        try (Sandbox strict = Sandbox.start(SandboxOptions::strict)) {
            strict.client().resource(DEFINITION).create();
            strict.settle();
            assertThatThrownBy(() -> widget(strict.client()))
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            e -> assertThat(e.getStatus().getMessage())
                                    .isEqualTo("The sandbox does not evaluate the rules of widgets.example.com: spec:"
                                            + " self.least <= self.most."));
        }
    }
}
