package io.fairlead.ha.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Outcome;
import io.fairlead.testkit.Sandbox;
import io.fairlead.testkit.SandboxOptions;
import io.fairlead.testkit.contract.ContractCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Canaries that share the traffic by the weights of an HTTPRoute. */
class RouteCanaryTest extends RolloutFixture {

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions::enforceRbac);
        CustomResourceDefinition definition = YAML.unmarshal("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata:
                  name: httproutes.gateway.networking.k8s.io
                  annotations: {api-approved.kubernetes.io: "https://github.com/kubernetes-sigs/gateway-api/pull/1"}
                spec:
                  group: gateway.networking.k8s.io
                  scope: Namespaced
                  names: {plural: httproutes, singular: httproute, kind: HTTPRoute, listKind: HTTPRouteList}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """, CustomResourceDefinition.class);
        sandbox.client().resource(definition).create();
        sandbox.client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("httproutes.gateway.networking.k8s.io")
                .waitUntilCondition(
                        made -> made != null
                                && made.getStatus() != null
                                && made.getStatus().getConditions() != null
                                && made.getStatus().getConditions().stream()
                                        .anyMatch(
                                                condition -> condition.getType().equals("Established")
                                                        && condition.getStatus().equals("True")),
                        30,
                        TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Override
    ContractCluster contractCluster() {
        return ContractCluster.of(sandbox);
    }

    private Resource<GenericKubernetesResource> route() {
        return client.genericKubernetesResources("gateway.networking.k8s.io/v1", "HTTPRoute")
                .inNamespace(namespace)
                .withName("front");
    }

    private void givenRouted(String backends) {
        client.resource(Workloads.service(namespace, "web")).create();
        givenWeb();
        client.resource(YAML.unmarshal("""
                        apiVersion: gateway.networking.k8s.io/v1
                        kind: HTTPRoute
                        metadata: {name: front, namespace: %s}
                        spec:
                          rules:
                          - backendRefs: [{name: other, port: 80}]
                          - matches: [{path: {type: PathPrefix, value: /}}]
                            backendRefs: %s
                        """.formatted(namespace, backends), GenericKubernetesResource.class))
                .create();
    }

    private Rollout canary(Gate gate) {
        return Rollout.of(
                name(),
                r -> r.image(Workloads.SECOND)
                        .gate(gate)
                        .canary(c -> c.weights(20, 50).route("front")));
    }

    /** The backends of the second rule with their weights. */
    private static String weights(GenericKubernetesResource route) {
        List<?> rules = (List<?>) ((Map<?, ?>) route.getAdditionalProperties().get("spec")).get("rules");
        List<?> backends = (List<?>) ((Map<?, ?>) rules.get(1)).get("backendRefs");
        return backends.stream()
                .map(one -> ((Map<?, ?>) one).get("name") + " " + ((Map<?, ?>) one).get("weight"))
                .collect(Collectors.joining(", "));
    }

    /** How the weights went, as a watch sees it; a mark that comes last says that all before it has been seen. */
    private List<String> watched(Runnable running) {
        List<String> seen = new CopyOnWriteArrayList<>();
        CountDownLatch marked = new CountDownLatch(1);
        try (Watch watch = route().watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, GenericKubernetesResource route) {
                String now = weights(route);
                if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(now)) {
                    seen.add(now);
                }
                if (route.getMetadata().getLabels() != null) {
                    marked.countDown();
                }
            }

            @Override
            public void onClose(WatcherException cause) {}
        })) {
            running.run();
            route().edit(route -> {
                route.getMetadata().setLabels(Map.of("seen", "all"));
                return route;
            });
            assertThat(marked.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(watch).isNotNull();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return seen;
    }

    @Test
    void the_weight_goes_up_with_the_canary_and_the_route_is_as_before() {
        givenRouted("[{name: web, port: 80}]");
        Object before = route().get().getAdditionalProperties();
        List<String> seen = new ArrayList<>();

        cluster.run(canary(Gate.of("well", () -> seen.add(weights(route().get())))));

        assertThat(seen).containsExactly("web 80, web-canary 20", "web 50, web-canary 50");
        assertThat(route().get().getAdditionalProperties()).isEqualTo(before);
        assertThat(image()).isEqualTo(Workloads.SECOND);
        assertThat(client.services().inNamespace(namespace).list().getItems()).hasSize(1);
    }

    @Test
    void a_canary_that_fails_loses_its_traffic_at_once_and_never_gets_some_again() {
        givenRouted("[{name: web, port: 80}]");
        Object before = route().get().getAdditionalProperties();
        List<Boolean> answers = new ArrayList<>(List.of(true, false));

        List<String> seen = watched(() -> assertThat(cluster.attempt(canary(Gate.of("well", () -> answers.remove(0)))))
                .isInstanceOf(Outcome.Undone.class));

        assertThat(seen)
                .containsExactly(
                        "web null",
                        "web 1, web-canary 0",
                        "web 80, web-canary 20",
                        "web 50, web-canary 50",
                        "web 1, web-canary 0",
                        "web null");
        assertThat(route().get().getAdditionalProperties()).isEqualTo(before);
        assertThat(image()).isEqualTo(Workloads.FIRST);
    }

    @Test
    void the_undo_of_a_canary_that_went_well_gives_the_canary_no_traffic() {
        givenRouted("[{name: web, port: 80}, {name: old, port: 80, weight: 0}]");
        assertThat(refusal(canary(Gate.of("well", () -> true)))).isEqualTo("""
                Tried to roll out shop/web.
                Rule 1 of HTTPRoute shop/front sends to other backends, too, and 1 cannot be shared in percents without changing theirs.
                Give each backend of that rule 100 times its weight.""");
        route().delete();
        client.services().inNamespace(namespace).withName("web").delete();
        client.apps().deployments().inNamespace(namespace).withName("web").delete();
        givenRouted("[{name: web, port: 80, weight: 300}, {name: old, port: 80, weight: 100}]");
        Outcome<RolledOut> outcome = cluster.attempt(canary(Gate.of("well", () -> true)));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);

        List<String> seen = watched(() -> assertThat(
                        cluster.run(((Outcome.Done<RolledOut>) outcome).undo()).complete())
                .isTrue());

        assertThat(seen).allMatch(weights -> !weights.contains("web-canary") || weights.contains("web-canary 0"));
        assertThat(weights(route().get())).isEqualTo("web 300, old 100");
        assertThat(image()).isEqualTo(Workloads.FIRST);
    }

    @Test
    void a_route_that_is_not_there_or_sends_elsewhere_is_refused() {
        client.resource(Workloads.service(namespace, "web")).create();
        givenWeb();
        assertThat(refusal(canary(Gate.of("well", () -> true)))).isEqualTo("""
                Tried to roll out shop/web.
                HTTPRoute shop/front does not exist.
                Check the route's name.""");
        client.resource(YAML.unmarshal("""
                        apiVersion: gateway.networking.k8s.io/v1
                        kind: HTTPRoute
                        metadata: {name: front, namespace: %s}
                        spec: {rules: [{backendRefs: [{name: other, port: 80}]}]}
                        """.formatted(namespace), GenericKubernetesResource.class))
                .create();
        assertThat(refusal(canary(Gate.of("well", () -> true)))).isEqualTo("""
                Tried to roll out shop/web.
                HTTPRoute shop/front sends to none of the Services of its pods (web).
                Name the route that sends to them.""");
    }
}
