package io.fairlead.testkit.programs;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A route with weights in a list without keys, as the Gateway API has it. */
final class Route {

    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final Kind KIND = Kind.of("routes.example.com/v1", "HTTPRoute");

    private Route() {}

    static Ref ref(String namespace) {
        return Ref.of(KIND, namespace + "/web");
    }

    /** Defines the kind, where it is not yet, and makes a route that sends everything to the stable version. */
    static void create(KubernetesClient client, String namespace) {
        CustomResourceDefinition definition = YAML.unmarshal("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata:
                  name: httproutes.routes.example.com
                spec:
                  group: routes.example.com
                  scope: Namespaced
                  names: {plural: httproutes, singular: httproute, kind: HTTPRoute, listKind: HTTPRouteList}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema:
                      openAPIV3Schema:
                        type: object
                        x-kubernetes-preserve-unknown-fields: true
                """, CustomResourceDefinition.class);
        if (client.resource(definition).get() == null) {
            client.resource(definition).create();
        }
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("httproutes.routes.example.com")
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
        client.resource(YAML.unmarshal("""
                apiVersion: routes.example.com/v1
                kind: HTTPRoute
                metadata: {name: web, namespace: %s}
                spec:
                  rules:
                  - backendRefs:
                    - {name: web-stable, weight: 100}
                    - {name: web-canary, weight: 0}
                """.formatted(namespace), GenericKubernetesResource.class))
                .create();
    }

    /** How much of the traffic the canary gets. */
    static int canary(GenericKubernetesResource route) {
        Map<?, ?> spec = (Map<?, ?>) route.getAdditionalProperties().get("spec");
        Map<?, ?> rule = (Map<?, ?>) ((List<?>) spec.get("rules")).get(0);
        Map<?, ?> backend = (Map<?, ?>) ((List<?>) rule.get("backendRefs")).get(1);
        return ((Number) backend.get("weight")).intValue();
    }
}
