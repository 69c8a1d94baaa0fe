package io.fairlead.testkit.programs;

import static io.fairlead.testkit.contract.Samples.configMap;
import static io.fairlead.testkit.contract.Samples.deployment;
import static io.fairlead.testkit.contract.Samples.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import io.fairlead.Cluster;
import io.fairlead.event.Event;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Plan;
import io.fairlead.testkit.contract.ContractCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The programs that users write first: what their plan says, what they do, what their undo gives back. */
abstract class ProgramsContract {

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Watch> watches = new ArrayList<>();
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

    private void tell(Event event) {
        if (event instanceof Event.Wrote wrote) {
            told.add(wrote.action() + " " + neutral(wrote.ref().toString()));
        } else if (event instanceof Event.StepEnded ended && ended.id().verb().startsWith("await")) {
            told.add("waited for " + neutral(ended.id().target()));
        }
    }

    @AfterEach
    void close() {
        watches.forEach(Watch::close);
        cluster.close();
        client.namespaces().withName(namespace).delete();
    }

    /** As if the namespace had the name that the guide gives it. */
    private String neutral(String text) {
        return text.replace(namespace, "shop");
    }

    private String text(Plan<?> plan) {
        return neutral(plan.preview().text());
    }

    private void create(HasMetadata object) {
        client.resource(object).create();
    }

    private NonNamespaceOperation<Service, ServiceList, ServiceResource<Service>> services() {
        return client.services().inNamespace(namespace);
    }

    private String data(String configMap, String key) {
        return client.configMaps()
                .inNamespace(namespace)
                .withName(configMap)
                .get()
                .getData()
                .get(key);
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

    private void takeBack(Outcome<?> outcome) {
        Outcome.Done<?> done = (Outcome.Done<?>) outcome;
        assertThat(cluster.run(done.undo()).kept()).isEmpty();
    }

    @Test
    void edits_two_objects_by_what_is_read_from_a_third() {
        create(configMap(namespace, "settings", Map.of("greeting", "hello", "replicas", "3")));
        create(configMap(namespace, "web", Map.of("colour", "red")));
        create(deployment(namespace, "web", 3, "registry.example/web:1.0"));

        Plan<Void> plan = cluster.plan(FollowSettings.in(namespace));

        assertThat(text(plan)).isEqualTo("""
                Plan of follow the settings: 2 to change
                  follow the settings:
                    ~ ConfigMap shop/web as example/settings
                        .data.greeting: "hello"
                    ~ Deployment shop/web as example/settings
                        no value changes, only who owns them""");
        Outcome<Void> outcome = plan.attempt();
        assertThat(data("web", "greeting")).isEqualTo("hello");
        assertThat(data("web", "colour")).isEqualTo("red");

        takeBack(outcome);
        assertThat(data("web", "greeting")).isNull();
    }

    @Test
    void switches_from_blue_to_green_and_back_only_when_blue_is_ready_again() {
        create(BlueGreen.version(namespace, "blue", "registry.example/web:1.0"));
        cluster.run(Operation.doing(work -> work.apply(BlueGreen.trafficTo(namespace, "blue"), BlueGreen.OWNER)));
        awaitReady("web-blue", 2);

        Plan<Void> plan = cluster.plan(BlueGreen.release(namespace, "registry.example/web:2.0"));

        assertThat(text(plan)).isEqualTo("""
                Plan of release green: 1 to create, 1 to change, 1 to delete, 1 wait
                  release green:
                    + Deployment shop/web-green as example/release
                        .spec.progressDeadlineSeconds: 600
                        .spec.replicas: 2
                        .spec.revisionHistoryLimit: 10
                        .spec.selector.matchLabels.app: "web"
                        .spec.selector.matchLabels.colour: "green"
                        .spec.strategy.rollingUpdate.maxSurge: "25%"
                        .spec.strategy.rollingUpdate.maxUnavailable: "25%"
                        .spec.strategy.type: "RollingUpdate"
                        .spec.template.metadata.labels.app: "web"
                        .spec.template.metadata.labels.colour: "green"
                        .spec.template.spec.containers[name="web"].image: "registry.example/web:2.0"
                        .spec.template.spec.containers[name="web"].imagePullPolicy: "IfNotPresent"
                        .spec.template.spec.containers[name="web"].name: "web"
                        .spec.template.spec.containers[name="web"].resources: {}
                        .spec.template.spec.containers[name="web"].terminationMessagePath: "/dev/termination-log"
                        .spec.template.spec.containers[name="web"].terminationMessagePolicy: "File"
                        .spec.template.spec.dnsPolicy: "ClusterFirst"
                        .spec.template.spec.restartPolicy: "Always"
                        .spec.template.spec.schedulerName: "default-scheduler"
                        .spec.template.spec.securityContext: {}
                        .spec.template.spec.terminationGracePeriodSeconds: 30
                    > wait until Deployment shop/web-green is ready, at most 5 min
                    ~ Service shop/web as example/release
                        .spec.selector.colour: "blue" -> "green"
                    - Deployment shop/web-blue  (undo: made anew, its pods start over)""");
        Outcome<Void> outcome = plan.attempt();
        assertThat(services().withName("web").get().getSpec().getSelector()).containsEntry("colour", "green");
        told.clear();

        takeBack(outcome);
        assertThat(services().withName("web").get().getSpec().getSelector()).containsEntry("colour", "blue");
        assertThat(told)
                .containsExactly(
                        "CREATE Deployment shop/web-blue",
                        "waited for Deployment shop/web-blue",
                        "UPDATE Service shop/web",
                        "DELETE Deployment shop/web-green");
    }

    @Test
    void waits_for_an_address_and_writes_it_elsewhere() {
        watches.add(Cloud.over(client, namespace));
        Plan<String> plan = cluster.plan(Address.published(namespace));

        assertThat(text(plan)).isEqualTo("""
                Plan of publish the address: 1 to create, 1 wait; a part is known only when it runs
                  publish the address:
                    + Service shop/web as example/address
                        .spec.allocateLoadBalancerNodePorts: true
                        .spec.clusterIP: (known after it runs: assigned by the server)
                        .spec.clusterIPs: (known after it runs: assigned by the server)
                        .spec.externalTrafficPolicy: "Cluster"
                        .spec.internalTrafficPolicy: "Cluster"
                        .spec.ipFamilies: ["IPv4"]
                        .spec.ipFamilyPolicy: "SingleStack"
                        .spec.ports[port=80,protocol="TCP"].nodePort: (known after it runs: assigned by the server)
                        .spec.ports[port=80,protocol="TCP"].port: 80
                        .spec.ports[port=80,protocol="TCP"].protocol: "TCP"
                        .spec.ports[port=80,protocol="TCP"].targetPort: 80
                        .spec.selector.app: "web"
                        .spec.sessionAffinity: "None"
                        .spec.type: "LoadBalancer"
                    > wait until Service shop/web shows an address, at most 2 min
                    . from here on known only when it runs: an address of Service shop/web""");
        String ip = plan.run();
        assertThat(data("endpoint", "url")).isEqualTo("http://" + ip + "/");
    }

    @Test
    void passes_an_address_on_that_is_known_after_it_runs() {
        watches.add(Cloud.over(client, namespace));
        Plan<Void> plan = cluster.plan(Address.passedOn(namespace));

        assertThat(text(plan)).isEqualTo("""
                Plan of pass the address on: 2 to create, 1 wait
                  pass the address on:
                    + Service shop/web as example/address
                        .spec.allocateLoadBalancerNodePorts: true
                        .spec.clusterIP: (known after it runs: assigned by the server)
                        .spec.clusterIPs: (known after it runs: assigned by the server)
                        .spec.externalTrafficPolicy: "Cluster"
                        .spec.internalTrafficPolicy: "Cluster"
                        .spec.ipFamilies: ["IPv4"]
                        .spec.ipFamilyPolicy: "SingleStack"
                        .spec.ports[port=80,protocol="TCP"].nodePort: (known after it runs: assigned by the server)
                        .spec.ports[port=80,protocol="TCP"].port: 80
                        .spec.ports[port=80,protocol="TCP"].protocol: "TCP"
                        .spec.ports[port=80,protocol="TCP"].targetPort: 80
                        .spec.selector.app: "web"
                        .spec.sessionAffinity: "None"
                        .spec.type: "LoadBalancer"
                    > wait until Service shop/web shows an address, at most 2 min
                    + ConfigMap shop/endpoint as example/address  (predicted: it holds an address of Service shop/web, known after it runs)
                        .data.url: (known after it runs: http://<an address of Service shop/web>/)""");
        Outcome<Void> outcome = plan.attempt();
        assertThat(outcome.isDone()).as(outcome.toString()).isTrue();
        assertThat(data("endpoint", "url")).matches("http://[0-9.]+/");
        takeBack(outcome);
        assertThat(services().withName("web").get()).isNull();
    }

    private static Gate passing(Boolean... answers) {
        Queue<Boolean> left = new ArrayDeque<>(List.of(answers));
        return Gate.of("errors below 1 %", () -> left.isEmpty() || left.remove());
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Integer> canaryWeights(Runnable body) {
        List<Integer> seen = new CopyOnWriteArrayList<>();
        CountDownLatch gone = new CountDownLatch(1);
        Watcher<GenericKubernetesResource> watcher = new Watcher<>() {
            @Override
            public void eventReceived(Action action, GenericKubernetesResource route) {
                seen.add(Route.canary(route));
                if (action == Action.DELETED) {
                    gone.countDown();
                }
            }

            @Override
            public void onClose(WatcherException cause) {}
        };
        var routes = client.genericKubernetesResources("routes.example.com/v1", "HTTPRoute")
                .inNamespace(namespace);
        watches.add(routes.watch(watcher));
        body.run();
        // A watch tells in order: once it tells of the end of the route, it has told all before.
        routes.withName("web").delete();
        assertThat(await(gone)).isTrue();
        List<Integer> changes = new ArrayList<>();
        seen.forEach(weight -> {
            if (changes.isEmpty() || !changes.get(changes.size() - 1).equals(weight)) {
                changes.add(weight);
            }
        });
        return changes;
    }

    @Test
    void takes_a_canary_back_without_ever_raising_its_traffic() {
        Route.create(client, namespace);
        Plan<Void> plan = cluster.plan(Canary.shift(Route.ref(namespace), passing(), Duration.ofMillis(10)));
        assertThat(text(plan)).isEqualTo("""
                Plan of shift the traffic: 4 to change, 4 gates
                  shift the traffic:
                    ~ HTTPRoute shop/web
                        .spec.rules[0].backendRefs[0].weight: 100 -> 95
                        .spec.rules[0].backendRefs[1].weight: 0 -> 5
                    > pause 0.01s
                    ? ask this program: errors below 1 %, at most 10 min
                    ~ HTTPRoute shop/web  (predicted: this plan writes the object before)
                        .spec.rules[0].backendRefs[0].weight: 95 -> 80
                        .spec.rules[0].backendRefs[1].weight: 5 -> 20
                    > pause 0.01s
                    ? ask this program: errors below 1 %, at most 10 min
                    ~ HTTPRoute shop/web  (predicted: this plan writes the object before)
                        .spec.rules[0].backendRefs[0].weight: 80 -> 50
                        .spec.rules[0].backendRefs[1].weight: 20 -> 50
                    > pause 0.01s
                    ? ask this program: errors below 1 %, at most 10 min
                    ~ HTTPRoute shop/web  (predicted: this plan writes the object before)
                        .spec.rules[0].backendRefs[0].weight: 50 -> 0
                        .spec.rules[0].backendRefs[1].weight: 50 -> 100
                    > pause 0.01s
                    ? ask this program: errors below 1 %, at most 10 min""");

        assertThat(canaryWeights(() -> {
                    Outcome<Void> outcome = cluster.attempt(
                            Canary.shift(Route.ref(namespace), passing(true, false), Duration.ofMillis(10)));
                    assertThat(outcome).isInstanceOf(Outcome.Undone.class);
                    assertThat(((Outcome.Undone<Void>) outcome).cause())
                            .hasMessage("Tried to run shift the traffic.\n"
                                    + "The program ended itself: it is not healthy at 20 % of the traffic");
                }))
                .containsExactly(0, 5, 20, 0);
        Route.create(client, namespace);
        Plan<Void> again = cluster.plan(Canary.shift(Route.ref(namespace), passing(), Duration.ofMillis(10)));
        assertThat(canaryWeights(() -> takeBack(again.attempt()))).containsExactly(0, 5, 20, 50, 100, 0);
    }

    @Test
    void drains_a_node_and_switches_its_machine_on_again() {
        create(deployment(namespace, "web", 2, "registry.example/web:1.0"));
        awaitReady("web", 2);
        Pod first = client.pods().inNamespace(namespace).list().getItems().get(0);
        String node = first.getSpec().getNodeName();
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

        Plan<Integer> plan = cluster.plan(Drain.drain(node, namespace, switched));

        String pods =
                text(plan).replaceAll("web-[a-z0-9]+-[a-z0-9]+", "web-xyz").replace(node, "node-1");
        assertThat(pods).isEqualTo("""
                Plan of drain node-1: 2 calls, 1 external step, 1 wait
                  drain node-1:
                    * cordon Node node-1
                    * evict Pod shop/web-xyz  (cannot be undone)
                    > wait until Pod shop/web-xyz is gone, at most 10 min
                    @ outside the cluster: switch off node-1""");
        Outcome<Integer> outcome = plan.attempt();
        assertThat(outcome.isDone()).as(outcome.toString()).isTrue();
        assertThat(machine).containsExactly("off");
        assertThat(client.nodes().withName(node).get().getSpec().getUnschedulable())
                .isTrue();

        var report = cluster.run(((Outcome.Done<Integer>) outcome).undo());
        assertThat(machine).containsExactly("off", "on");
        assertThat(client.nodes().withName(node).get().getSpec().getUnschedulable())
                .isNotEqualTo(true);
        assertThat(report.kept())
                .isNotEmpty()
                .allSatisfy(
                        kept -> assertThat(kept.why()).startsWith("evict Pod ").endsWith("cannot be undone"));
    }

    @Test
    void rotates_a_key_and_what_is_computed_from_it_without_showing_either() {
        create(deployment(namespace, "web", 1, "registry.example/web:1.0"));
        create(secret(namespace, "session", Map.of("other", "stays")));

        Plan<Void> plan = cluster.plan(RotateKey.of(namespace));

        assertThat(text(plan)).isEqualTo("""
                Plan of rotate the key: 2 to change, 1 wait
                  rotate the key:
                    ~ Secret shop/session as example/keys
                        .data.key: (secret)
                    ~ Deployment shop/web as example/keys
                        .spec.template.metadata.annotations["example.com/key-checksum"]: (secret)
                    > wait until Deployment shop/web is ready, at most 5 min""");
        Outcome<Void> outcome = plan.attempt();
        assertThat(outcome.isDone()).as(outcome.toString()).isTrue();
        Secret session =
                client.secrets().inNamespace(namespace).withName("session").get();
        String key = new String(Base64.getDecoder().decode(session.getData().get("key")), StandardCharsets.UTF_8);
        String sum = client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("web")
                .get()
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get("example.com/key-checksum");
        assertThat(sum).isEqualTo(RotateKey.sha256(key));
        assertThat(plan.toJson() + plan.preview().text() + plan).doesNotContain(key, sum);

        takeBack(outcome);
        assertThat(client.secrets()
                        .inNamespace(namespace)
                        .withName("session")
                        .get()
                        .getData())
                .containsOnlyKeys("other");
    }
}
