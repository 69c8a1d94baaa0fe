package io.fairlead.cost;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.Cluster;
import io.fairlead.cost.price.PriceBook;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Owner;
import io.fairlead.testkit.contract.ContractCluster;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A namespace for each test, and round prices: a core costs 0.10 an hour, a GiB of memory 0.01, so 73 and 7.30 a month. */
abstract class CostFixture {

    static final PriceBook PRICES = PriceBook.of(
            "round", b -> b.cpu("0.10").memory("0.01").gpu("1").storage("0.001").loadBalancer("0.02"));

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

    /** Applies manifests as a team would. */
    Operation<Applied> team(String manifests) {
        return Apply.of(Manifests.parse(manifests).inNamespace(namespace), a -> a.as(Owner.of("team/shop")));
    }

    PlanCost cost(Operation<?> operation) {
        return cost(operation, spec -> {});
    }

    PlanCost cost(Operation<?> operation, Consumer<CostSpec> how) {
        return cluster.query(Cost.of(cluster.plan(operation), spec -> {
            spec.prices(PRICES);
            how.accept(spec);
        }));
    }

    /** As if the namespace had another name. */
    String neutral(Object text) {
        return text.toString().replace(namespace, "shop");
    }

    static String web(int replicas, String image, String cpu) {
        return deployment("web", replicas, image, "{requests: {cpu: %s, memory: 2Gi}}".formatted(cpu), "");
    }

    static String deployment(String name, int replicas, String image, String resources, String more) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s}
                spec:
                  replicas: %2$d
                  selector: {matchLabels: {app: %1$s}}
                %5$s
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      containers:
                      - {name: main, image: "%3$s", resources: %4$s}
                """.formatted(name, replicas, image, resources, more);
    }
}
