package io.fairlead.testkit.programs;

import static io.fairlead.testkit.contract.Samples.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fairlead.Cluster;
import io.fairlead.event.Event;
import io.fairlead.journal.JournalEntry;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Operation;
import io.fairlead.testkit.contract.ContractCluster;
import io.fairlead.testkit.contract.KilledProcess;
import io.fairlead.testkit.contract.SeenRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs whose process died half-way, and what another process makes of what it left. */
abstract class RecoveredProgramsContract {

    private static final Duration PAUSE = Duration.ofMillis(10);

    private final List<String> told = new CopyOnWriteArrayList<>();
    private KubernetesClient client;
    private String namespace;
    private Cluster cluster;

    abstract ContractCluster contractCluster();

    @BeforeEach
    void open() {
        client = contractCluster().admin();
        namespace = contractCluster().newNamespace();
        cluster = Cluster.using(client, options -> options.namespace(namespace).listener(this::tell));
    }

    @AfterEach
    void close() {
        cluster.close();
        client.namespaces().withName(namespace).delete();
    }

    private void tell(Event event) {
        if (event instanceof Event.Wrote wrote) {
            String what = wrote.action() + " " + wrote.ref();
            told.add(what.replace(namespace, "shop")
                    + (wrote.ref().kind().name().equals("Service") ? ", blue has " + ready("blue") + " ready" : ""));
        }
    }

    private int ready(String colour) {
        var web = client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("web-" + colour)
                .get();
        return web == null || web.getStatus().getReadyReplicas() == null
                ? 0
                : web.getStatus().getReadyReplicas();
    }

    private void awaitReady(String name, int replicas) {
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(name)
                .waitUntilCondition(
                        web -> web != null
                                && web.getStatus() != null
                                && Integer.valueOf(replicas)
                                        .equals(web.getStatus().getReadyReplicas()),
                        60,
                        TimeUnit.SECONDS);
    }

    /** What a process left that died before this many writes and one more. */
    private String killed(Operation<?> operation, int writes) {
        assertThat(KilledProcess.dies(client, namespace, operation, writes)).isTrue();
        return left().get(0).id();
    }

    private List<JournalEntry> left() {
        return cluster.journal().unfinished().stream()
                .filter(entry ->
                        entry.id().startsWith(namespace + "/") || entry.id().startsWith("default/"))
                .toList();
    }

    /** How much of the traffic the canary got, in turn, while this was done. */
    private List<Integer> weights(Runnable body) {
        List<Integer> seen = new CopyOnWriteArrayList<>();
        CountDownLatch gone = new CountDownLatch(1);
        var routes = client.genericKubernetesResources("routes.example.com/v1", "HTTPRoute")
                .inNamespace(namespace);
        Watch watch = routes.watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, GenericKubernetesResource route) {
                int weight = Route.canary(route);
                if (seen.isEmpty() || seen.get(seen.size() - 1) != weight) {
                    seen.add(weight);
                }
                if (action == Action.DELETED) {
                    gone.countDown();
                }
            }

            @Override
            public void onClose(WatcherException cause) {}
        });
        try (watch) {
            body.run();
            // A watch tells in order: once it tells of the end of the route, it has told all before.
            routes.withName("web").delete();
            assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return seen;
    }

    @Test
    void a_canary_is_undone_without_raising_its_traffic_on_the_way() {
        Route.create(client, namespace);
        Operation<Void> canary = Canary.shift(Route.ref(namespace), Gate.of("errors below 1 %", () -> true), PAUSE);

        assertThat(weights(() -> {
                    String id = killed(canary, 6);
                    assertThat(cluster.run(cluster.journal().undo(id)).kept()).isEmpty();
                }))
                .containsExactly(0, 5, 20, 50, 0);
        assertThat(left()).isEmpty();
    }

    @Test
    void a_canary_killed_at_any_of_its_writes_goes_on_and_asks_each_gate_once() {
        for (int writes = 1; writes <= 8; writes++) {
            Route.create(client, namespace);
            List<String> asked = new ArrayList<>();
            Operation<Void> canary =
                    Canary.shift(Route.ref(namespace), Gate.of("errors below 1 %", () -> asked.add("asked")), PAUSE);
            int killedAfter = writes;

            assertThat(weights(() -> {
                        String id = killed(canary, killedAfter);
                        cluster.run(cluster.journal().resume(id, canary));
                    }))
                    .as("killed after " + writes)
                    .containsExactly(0, 5, 20, 50, 100);
            assertThat(asked).as("killed after " + writes).hasSize(4 + asksAgain(writes));
            assertThat(left()).isEmpty();
        }
    }

    /** A decision travels with the next write of the record: one after which there was none is asked for again. */
    private static int asksAgain(int writes) {
        return writes % 2 == 0 ? 1 : 0;
    }

    @Test
    void a_blue_green_switch_is_undone_without_a_moment_without_ready_pods() {
        client.resource(BlueGreen.version(namespace, "blue", "registry.example/web:1.0"))
                .create();
        cluster.run(Operation.doing(work -> work.apply(BlueGreen.trafficTo(namespace, "blue"), BlueGreen.OWNER)));
        awaitReady("web-blue", 2);
        Operation<Void> release = BlueGreen.release(namespace, "registry.example/web:2.0");
        // Green, the switch, and blue's deletion, each after its record: dead before the end of the record.
        String id = killed(release, 6);
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("web-blue")
                .waitUntilCondition(java.util.Objects::isNull, 20, TimeUnit.SECONDS);
        told.clear();

        assertThat(cluster.run(cluster.journal().undo(id)).kept()).isEmpty();

        assertThat(told)
                .containsExactly(
                        "CREATE Deployment shop/web-blue",
                        "UPDATE Service shop/web, blue has 2 ready",
                        "DELETE Deployment shop/web-green");
        assertThat(client.services()
                        .inNamespace(namespace)
                        .withName("web")
                        .get()
                        .getSpec()
                        .getSelector())
                .containsEntry("colour", "blue");
        assertThat(left()).isEmpty();
    }

    @Test
    void a_drain_is_resumed_without_a_second_eviction() {
        client.resource(deployment(namespace, "web", 8, "registry.example/web:1.0"))
                .create();
        awaitReady("web", 8);
        Map<String, List<String>> nodes = client.pods().inNamespace(namespace).list().getItems().stream()
                .collect(Collectors.groupingBy(
                        pod -> pod.getSpec().getNodeName(),
                        Collectors.mapping(pod -> pod.getMetadata().getName(), Collectors.toList())));
        String node = nodes.keySet().stream()
                .filter(name -> nodes.get(name).size() >= 2)
                .findFirst()
                .orElseThrow();
        List<String> machine = new ArrayList<>();
        Drain.Machine switched = new Drain.Machine() {
            @Override
            public void switchOff() {
                machine.add("off");
            }

            @Override
            public void switchOn() {
                machine.add("on");
            }
        };
        ContractCluster.Recording recording = contractCluster().record();
        // The cordon and the first eviction are done, the second one is recorded only.
        String id = killed(Drain.drain(node, namespace, switched), 5);

        int drained = cluster.run(cluster.journal().resume(id, Drain.drain(node, namespace, switched)));

        assertThat(drained).isEqualTo(nodes.get(node).size());
        assertThat(recording.requests().stream()
                        .filter(request -> request.resource().equals("pods/eviction"))
                        .filter(request -> request.status() < 300)
                        .map(SeenRequest::object)
                        .map(object -> object.replaceAll("/?eviction.*", "").replaceAll(".*/", ""))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(nodes.get(node));
        assertThat(machine).containsExactly("off");
        assertThat(client.pods().inNamespace(namespace).list().getItems().stream()
                        .filter(pod -> node.equals(pod.getSpec().getNodeName()))
                        .map(Pod::getMetadata))
                .isEmpty();
        assertThat(left()).isEmpty();
        client.nodes().withName(node).edit(found -> {
            found.getSpec().setUnschedulable(null);
            return found;
        });
    }
}
