package io.fairlead.testkit.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fairlead.Cluster;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Diagnose;
import io.fairlead.testkit.contract.ContractCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A namespace in which a test makes something happen, and how it asks what went wrong. */
abstract class SituationsStage {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final List<Watch> watches = new ArrayList<>();
    private final Semaphore news = new Semaphore(0);
    KubernetesClient client;
    String namespace;
    Cluster cluster;

    abstract ContractCluster contractCluster();

    /** Whether what a kubelet looks at itself, ConfigMaps above all, is looked at. */
    abstract boolean hasKubelets();

    @BeforeEach
    void open() {
        client = contractCluster().admin();
        namespace = contractCluster().newNamespace();
        cluster = Cluster.using(client, options -> options.namespace(namespace));
        watches.add(client.pods().inNamespace(namespace).watch(waking()));
        watches.add(client.v1().events().inNamespace(namespace).watch(waking()));
    }

    private <T> Watcher<T> waking() {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, T object) {
                news.release();
            }

            @Override
            public void onClose(WatcherException cause) {}
        };
    }

    @AfterEach
    void close() {
        watches.forEach(Watch::close);
        cluster.close();
        client.namespaces().withName(namespace).delete();
    }

    final void apply(String manifests) {
        cluster.run(Apply.of(Manifests.parse(manifests)));
    }

    /** As if the namespace were the guide's, and without the suffixes that the cluster makes up. */
    final String neutral(Object found) {
        return found.toString()
                .replace(namespace, "shop")
                .replaceAll("(?<=Pod shop/[a-z]{1,9})-[a-z0-9]{5,10}(-[a-z0-9]{5})?", "-*")
                .replaceAll("(?<=pods \"[a-z]{1,9})-[a-z0-9]{5,10}-([a-z0-9]{5})?\"", "-*\"")
                // Other tests of the same cluster cordon nodes.
                .replaceAll(
                        "none of \\d+ nodes fits: [^;\n]*Insufficient cpu[^;\n]*",
                        "none of N nodes fits: N Insufficient cpu")
                .replaceAll("the largest node has \\d+", "the largest node has N");
    }

    /** Asks again and again until the answer is this one: the cluster needs its time, and no single object tells when it has come. */
    final void awaitText(Diagnose query, String wanted) {
        long end = System.nanoTime() + PATIENCE;
        String last = neutral(cluster.query(query));
        while (!last.equals(wanted) && System.nanoTime() < end) {
            try {
                news.tryAcquire(300, TimeUnit.MILLISECONDS);
                news.drainPermits();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            last = neutral(cluster.query(query));
        }
        assertThat(last).isEqualTo(wanted);
    }

    final void awaitText(String wanted) {
        awaitText(Diagnose.namespace(namespace), wanted);
    }

    static String workload(String kind, String name, int replicas, String podSpec) {
        return """
                apiVersion: apps/v1
                kind: %s
                metadata: {name: %s}
                spec:
                  replicas: %d
                  selector: {matchLabels: {app: %s}}
                  template:
                    metadata: {labels: {app: %s}}
                    spec: %s
                ---
                """.formatted(kind, name, replicas, name, name, podSpec);
    }

    static String deployment(String name, int replicas, String tag) {
        return workload("Deployment", name, replicas, "{containers: [" + container(tag, "") + "]}");
    }

    static String container(String tag, String more) {
        return "{name: main, image: 'registry.example/web:" + tag + "'" + more + "}";
    }
}
