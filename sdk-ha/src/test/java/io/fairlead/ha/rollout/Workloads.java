package io.fairlead.ha.rollout;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fairlead.resource.Observed;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Workloads as a team would have applied them before the rollout. */
final class Workloads {

    static final String FIRST = "registry.example/web:1.0";
    static final String SECOND = "registry.example/web:2.0";
    static final String BROKEN = "registry.example/web:2.1-cannot-pull";

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private Workloads() {}

    static HasMetadata deployment(String namespace, String name) {
        return deployment(namespace, name, FIRST);
    }

    static HasMetadata deployment(String namespace, String name, String image) {
        return YAML.unmarshal("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %2$s, namespace: %1$s}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: %2$s}}
                  template:
                    metadata: {labels: {app: %2$s}}
                    spec:
                      containers:
                      - {name: web, image: "%3$s", workingDir: /srv, env: [{name: COLOUR, value: red}]}
                """.formatted(namespace, name, image));
    }

    /** A Deployment with a label that its Service does not select by. */
    static HasMetadata tracked(String namespace, String name) {
        return YAML.unmarshal("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %2$s, namespace: %1$s, labels: {app.kubernetes.io/managed-by: Helm}}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: %2$s, track: stable}}
                  template:
                    metadata: {labels: {app: %2$s, track: stable, tier: front}}
                    spec:
                      containers:
                      - {name: web, image: "%3$s", ports: [{containerPort: 8080}]}
                """.formatted(namespace, name, FIRST));
    }

    static HasMetadata service(String namespace, String name) {
        return YAML.unmarshal("""
                apiVersion: v1
                kind: Service
                metadata: {name: %2$s, namespace: %1$s}
                spec:
                  selector: {app: %2$s}
                  ports: [{name: http, port: 80, targetPort: 8080}]
                """.formatted(namespace, name));
    }

    static HasMetadata statefulSet(String namespace, String name) {
        return YAML.unmarshal("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: %2$s, namespace: %1$s}
                spec:
                  replicas: 2
                  serviceName: %2$s
                  selector: {matchLabels: {app: %2$s}}
                  template:
                    metadata: {labels: {app: %2$s}}
                    spec:
                      containers: [{name: web, image: "%3$s"}]
                """.formatted(namespace, name, FIRST));
    }

    static HasMetadata daemonSet(String namespace, String name) {
        return YAML.unmarshal("""
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: %2$s, namespace: %1$s}
                spec:
                  selector: {matchLabels: {app: %2$s}}
                  template:
                    metadata: {labels: {app: %2$s}}
                    spec:
                      containers:
                      - {name: web, image: "%3$s"}
                      - {name: proxy, image: "registry.example/proxy:1.0"}
                """.formatted(namespace, name, FIRST));
    }

    /** Applied by the team, and all its pods there. */
    static void applied(KubernetesClient client, HasMetadata object) {
        client.resource(object)
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                                .withFieldManager("team/web")
                                .withForce(true)
                                .build(),
                        object);
        awaitReady(client, object);
    }

    static void awaitReady(KubernetesClient client, HasMetadata object) {
        client.resource(object).waitUntilCondition(Workloads::isServing, 60, TimeUnit.SECONDS);
    }

    @SuppressWarnings("unchecked") // a JSON object has text keys
    static Observed observed(HasMetadata object) {
        return Observed.of((Map<String, Object>) YAML.convertValue(object, Map.class));
    }

    private static boolean isServing(HasMetadata object) {
        Observed seen = observed(object);
        if (seen.observedGeneration() < seen.generation()) {
            return false;
        }
        if (object.getKind().equals("DaemonSet")) {
            long wanted = seen.number(0, "status", "desiredNumberScheduled");
            return wanted > 0
                    && seen.number(0, "status", "numberAvailable") == wanted
                    && seen.number(0, "status", "updatedNumberScheduled") == wanted;
        }
        return seen.number(0, "status", "availableReplicas") == 2
                && seen.number(0, "status", "updatedReplicas") == 2
                && seen.number(0, "status", "replicas") == 2;
    }
}
