package io.fairlead.ha.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fairlead.Cluster;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.testkit.contract.ContractCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A namespace for each test, and Deployments as teams would have put them there. */
abstract class AutoscalingFixture {

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    KubernetesClient client;
    String namespace;
    Cluster cluster;

    abstract ContractCluster contractCluster();

    @BeforeEach
    void open() {
        client = contractCluster().admin();
        namespace = contractCluster().newNamespace();
        cluster = Cluster.using(client, options -> options.namespace(namespace));
    }

    @AfterEach
    void close() {
        cluster.close();
        client.namespaces().withName(namespace).delete();
    }

    String name() {
        return namespace + "/web";
    }

    static HasMetadata deployment(String namespace, int replicas, String resources) {
        return YAML.unmarshal("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: %s}
                spec:
                  replicas: %d
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers:
                      - {name: web, image: "registry.example/web:1.0", resources: {%s}}
                """.formatted(namespace, replicas, resources));
    }

    static void applied(KubernetesClient client, HasMetadata object) {
        client.resource(object)
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                                .withFieldManager("team/web")
                                .withForce(true)
                                .build(),
                        object);
    }

    void given(String yaml) {
        HasMetadata object = YAML.unmarshal(yaml);
        object.getMetadata().setNamespace(namespace);
        client.resource(object).create();
    }

    void givenWeb(String resources) {
        applied(client, deployment(namespace, 3, resources));
    }

    void givenWeb() {
        givenWeb("requests: {cpu: 100m, memory: 64Mi}");
    }

    Deployment web() {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("web")
                .get();
    }

    String neutral(String text) {
        return text.replace(namespace, "shop");
    }

    String refusal(Operation<?> operation) {
        Outcome<?> outcome = cluster.attempt(operation);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return neutral(((Outcome.Refused<?>) outcome).cause().getMessage());
    }
}
