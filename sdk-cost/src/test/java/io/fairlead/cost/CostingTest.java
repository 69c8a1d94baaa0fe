package io.fairlead.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fairlead.cost.price.Money;
import io.fairlead.cost.price.PriceBook;
import io.fairlead.failure.Misuse;
import io.fairlead.metric.Answer;
import io.fairlead.metric.FixedSeries;
import io.fairlead.metric.MetricFailed;
import io.fairlead.metric.Sample;
import io.fairlead.metric.Series;
import io.fairlead.plan.Effect;
import io.fairlead.plan.Effects;
import io.fairlead.plan.Grade;
import io.fairlead.plan.Permissions;
import io.fairlead.plan.Preview;
import io.fairlead.plan.Step;
import io.fairlead.plan.StepId;
import io.fairlead.plan.Surroundings;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Prices of made-up plans in a made-up cluster. */
class CostingTest {

    private static final PriceBook PRICES = PriceBook.of(
            "round",
            b -> b.cpu("0.10")
                    .memory("0.01")
                    .gpu("2")
                    .storage("0.001")
                    .storage("fast", "0.002")
                    .loadBalancer("0.02")
                    .instanceType("big", "1.8"));
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private final List<Tree> there = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    @Test
    void a_daemon_set_runs_on_the_nodes_that_it_matches() {
        node("a", "", "");
        node("b", "", "taints: [{key: node.kubernetes.io/unschedulable, effect: NoSchedule}]");
        node("c", "", "taints: [{key: dedicated, value: db, effect: NoSchedule}]");
        made(daemons("agent"));

        PlanCost cost = price();

        assertThat(cost.after().perHour()).isEqualTo(Money.usd("0.22"));
        assertThat(cost.assumptions()).contains("shop/agent runs on the 2 nodes that it matches now");
    }

    @Test
    void a_pod_costs_the_mean_of_the_nodes_that_would_take_it_by_their_room() {
        node("a", "pool: web", "");
        node("b", "pool: web, node.kubernetes.io/instance-type: big", "");
        node("c", "pool: other, node.kubernetes.io/instance-type: big", "");
        made(pod("x", "nodeSelector: {pool: web}", ""));

        // A core of a costs 0.10 by the list; one of b 0.10 x 1.8 / (8 x 0.10 + 10 x 0.01) = 0.20, a GiB 0.01 and 0.02.
        assertThat(price().after().perHour()).isEqualTo(Money.usd("0.165"));
    }

    @Test
    void pods_that_no_node_takes_cost_what_the_list_says() {
        node("a", "node.kubernetes.io/instance-type: big", "");
        made(pod("x", "nodeSelector: {pool: none}", ""));

        assertThat(price().after().perHour()).isEqualTo(Money.usd("0.11"));
        assertThat(price().assumptions())
                .contains("of some pods no node takes any now, so their cores and memory cost what the list says");
    }

    @Test
    void accelerators_and_volumes_of_a_pods_own_are_counted() {
        made(pod("x", "", ", nvidia.com/gpu: 2"));
        made("""
                apiVersion: v1
                kind: Pod
                metadata: {name: y, namespace: shop}
                spec:
                  containers: [{name: c, resources: {requests: {cpu: 1, memory: 1Gi}}}]
                  volumes:
                  - name: scratch
                    ephemeral: {volumeClaimTemplate: {spec: {storageClassName: fast, resources: {requests: {storage: 5Gi}}}}}
                """);

        assertThat(price().text()).contains("    gpu 0 -> 2 GPU, +$2,920/mo", "    storage fast 0 -> 5 GiB, +$7.30/mo");
    }

    @Test
    void what_a_controller_made_is_counted_with_its_controller() {
        made(pod("x", "", "").replace("namespace: shop", "namespace: shop, ownerReferences: [{controller: true}]"));

        assertThat(price().toString()).isEqualTo("cost of release: nothing that it touches costs anything");
    }

    @Test
    void what_lies_in_a_deleted_namespace_is_saved() {
        there.add(tree(daemons("agent")));
        node("a", "", "");
        gone("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}");

        assertThat(price().toString()).startsWith("shop/agent: $80.30/mo -> $0.00/mo (-$80.30)");
    }

    @Test
    void a_kind_of_which_nobody_said_what_it_makes_is_unknown() {
        String widget =
                "{apiVersion: example.com/v1, kind: Widget, metadata: {name: w, namespace: shop}, spec: {size: 3}}";
        Kind kind = Kind.of("example.com/v1", "Widget");
        made(widget);

        assertThat(price().toString())
                .isEqualTo("cost of release: nothing that it touches costs anything that is known\n"
                        + "  not known: what a Widget of example.com makes: say pods(kind, ...), or free(kind)");
        assertThat(price(c -> c.free(kind)).isComplete()).isTrue();
        PlanCost told = price(c -> c.pods(
                kind,
                object -> List.of(Pods.of(
                        tree(pod("x", "", "")).at("spec").toMap(),
                        object.number("spec", "size").orElseThrow().longValue()))));
        assertThat(told.toString()).startsWith("shop/w: $0.00/mo -> $241/mo (+$241)");
        assertThat(told.isComplete()).isTrue();
    }

    @Test
    void a_claim_without_a_class_is_of_the_default_class_and_one_that_is_retained_goes_on_costing() {
        there.add(tree("""
                apiVersion: storage.k8s.io/v1
                kind: StorageClass
                metadata: {name: fast, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
                """));
        there.add(
                tree(
                        "{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv}, spec: {persistentVolumeReclaimPolicy: Retain}}"));
        String claim = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: shop},"
                + " spec: {volumeName: pv, resources: {requests: {storage: 10Gi}}}}";
        gone(claim);

        PlanCost cost = price();

        assertThat(cost.toString()).startsWith("shop/data: $14.60/mo -> $14.60/mo (+$0.00)");
        assertThat(cost.assumptions()).contains("volume pv of shop/data is retained, and goes on costing");
    }

    @Test
    void what_may_not_be_read_is_unknown() {
        made(daemons("agent"));
        Surroundings closed = new Surroundings() {
            @Override
            public Optional<Tree> find(Ref ref) {
                return Optional.empty();
            }

            @Override
            public List<Tree> list(Kind kind, String namespace, String labels) {
                throw new Misuse("list nodes", "You may not.", "");
            }
        };

        assertThat(new Costing(CostSpec.told(c -> c.prices(PRICES)), closed)
                        .price(preview())
                        .unknown())
                .contains("each Node could not be read: You may not.");
    }

    @Test
    void a_part_that_is_known_only_when_it_runs_is_unknown() {
        steps.add(new Step.Cut(new StepId(List.of(), "cut", "x", 1), "status of Service shop/web"));

        assertThat(price().unknown())
                .containsExactly("a part of the plan is known only when it runs, from status of Service shop/web on");
    }

    @Test
    void what_is_used_counts_where_it_is_more_than_what_is_reserved() {
        made(pod("x", "", ""));
        FixedSeries usage = FixedSeries.empty()
                .answering("cpu", () -> used("x", 3.5))
                .answering("memory", () -> used("x", 1 << 20));

        PlanCost cost = price(c -> c.usage(usage));

        assertThat(cost.after().perHour()).isEqualTo(Money.usd("0.36"));
        assertThat(cost.assumptions())
                .contains(
                        "counted is what is reserved or used, whichever is more, as " + usage.name() + " measures now");
    }

    @Test
    void what_nothing_measures_is_counted_by_what_it_reserves_and_a_failing_source_is_unknown() {
        made(pod("x", "", ""));
        FixedSeries others = FixedSeries.empty()
                .answering("cpu", () -> used("y", Double.NaN))
                .answering("memory", () -> used("x", Double.NaN));

        assertThat(price(c -> c.usage(others)).after().perHour()).isEqualTo(Money.usd("0.11"));
        assertThat(price(c -> c.usage(others)).assumptions())
                .contains("shop/x is counted by what it reserves: nothing measures what it uses");
        FixedSeries down = FixedSeries.empty().answering("cpu", () -> {
            throw new MetricFailed("ask", MetricFailed.Reason.UNREACHABLE, "It is down.", null);
        });
        assertThat(price(c -> c.usage(down)).unknown())
                .containsExactly("what pods use of cpu could not be measured: It is down.");
    }

    private static Answer used(String pod, double value) {
        return Answer.of(List.of(new Series(
                Map.of("namespace", "shop", "pod", pod), List.of(new Sample(java.time.Instant.EPOCH, value)))));
    }

    @Test
    void a_job_costs_its_run_once() {
        String job = """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: import, namespace: shop}
                spec:
                  completions: 4
                  parallelism: 2
                  template: {spec: {containers: [{name: c, resources: {requests: {cpu: 1, memory: 1Gi}}}]}}
                """;
        made(job);
        Ref ref = new Ref(Kind.of("batch/v1", "Job"), "shop", "import");

        PlanCost cost = price(c -> c.lasting(ref, java.time.Duration.ofMinutes(30)));

        assertThat(cost.toString()).isEqualTo("""
                shop/import: $0.00/mo -> $0.00/mo (+$0.00), 4 pods run once, each for about 30 min
                  once, while it runs: $0.22
                  assumed: no node is there, so cores and memory cost what the list says
                  assumed: network traffic is not counted""");
    }

    @Test
    void many_objects_are_summed_and_the_dearest_shown() {
        for (int i = 10; i < 40; i++) {
            made(pod("p" + i, "", "").replace("cpu: 1", "cpu: " + i));
        }

        PlanCost cost = price();

        assertThat(cost.toString().lines().count()).isLessThanOrEqualTo(25);
        assertThat(cost.toString())
                .startsWith("cost of release: $0.00/mo -> $53,874/mo (+$53,874), +$73.80 an hour, 30 objects\n")
                .contains("  shop/p39: $0.00/mo -> $2,854/mo (+$2,854)\n", "  ... 22 more: text()");
        assertThat(cost.text().lines().count()).isGreaterThan(90);
        Money sum = cost.objects().stream()
                .map(object -> object.difference().perHour())
                .reduce(Money.usd(0), Money::plus);
        assertThat(cost.difference().perHour()).isEqualTo(sum);
    }

    private PlanCost price() {
        return price(c -> {});
    }

    private PlanCost price(Consumer<CostSpec> how) {
        CostSpec spec = CostSpec.told(c -> {
            c.prices(PRICES);
            how.accept(c);
        });
        return new Costing(spec, new MadeUpCluster(there)).price(preview());
    }

    private Preview preview() {
        return new Preview("release", steps, List.of(), Permissions.of(List.of()), List.of(), "", Effects.of(effects));
    }

    private void made(String object) {
        effects.add(new Effect(tree(object).ref(), Optional.empty(), Optional.of(tree(object)), Grade.exact()));
    }

    private void gone(String object) {
        effects.add(new Effect(tree(object).ref(), Optional.of(tree(object)), Optional.empty(), Grade.exact()));
    }

    private void node(String name, String labels, String spec) {
        there.add(tree("""
                apiVersion: v1
                kind: Node
                metadata: {name: %s, labels: {%s}}
                spec: {%s}
                status: {capacity: {cpu: 8, memory: 10Gi}, allocatable: {cpu: 8, memory: 10Gi}}
                """.formatted(name, labels, spec)));
    }

    private static String daemons(String name) {
        return """
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: %s, namespace: shop}
                spec: {template: {spec: {containers: [{name: c, resources: {requests: {cpu: 1, memory: 1Gi}}}]}}}
                """.formatted(name);
    }

    private static String pod(String name, String spec, String requests) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: shop}
                spec:
                  containers: [{name: c, resources: {requests: {cpu: 1, memory: 1Gi%s}}}]
                  %s
                """.formatted(name, requests, spec);
    }

    @SuppressWarnings("unchecked") // manifests are objects
    private static Tree tree(String manifest) {
        return Tree.of((Map<String, Object>) YAML.unmarshal("# YAML\n" + manifest, Map.class));
    }

    /** A cluster that holds these objects. */
    private record MadeUpCluster(List<Tree> objects) implements Surroundings {

        @Override
        public Optional<Tree> find(Ref ref) {
            return objects.stream().filter(object -> object.ref().equals(ref)).findFirst();
        }

        @Override
        public List<Tree> list(Kind kind, String namespace, String labels) {
            return objects.stream()
                    .filter(object -> object.ref().kind().sameAs(kind))
                    .filter(object ->
                            namespace.isEmpty() || object.ref().namespace().equals(namespace))
                    .toList();
        }
    }
}
