package io.fairlead.ha.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.Cluster;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.testkit.contract.ContractCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A namespace for each test, and a Deployment that a team applied to it. */
abstract class RolloutFixture {

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

    void given(HasMetadata workload) {
        Workloads.applied(client, workload);
    }

    void givenWeb() {
        given(Workloads.deployment(namespace, "web"));
    }

    Deployment web() {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("web")
                .get();
    }

    String image() {
        return web().getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
    }

    /** As if the namespace had another name, and without what the cluster made up. */
    String neutral(String text) {
        return text.replace(namespace, "shop")
                .replaceAll("web-[0-9a-z]+-[0-9a-z]{5}", "web-xxxxx")
                .replaceAll("ReplicaSet shop/web-[0-9a-z]+", "ReplicaSet shop/web-xxxxx")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z", "(time)");
    }

    String refusal(Operation<?> operation) {
        Outcome<?> outcome = cluster.attempt(operation);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return neutral(((Outcome.Refused<?>) outcome).cause().getMessage());
    }
}
