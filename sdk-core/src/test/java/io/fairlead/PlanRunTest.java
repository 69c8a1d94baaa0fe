package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fairlead.failure.Misuse;
import io.fairlead.failure.NotFound;
import io.fairlead.operation.Acts;
import io.fairlead.operation.Amendment;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Batch;
import io.fairlead.operation.ExternalStep;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Plan;
import io.fairlead.plan.PlanDrifted;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Running what a plan has shown: that and nothing else, with the values that it made up, at the stated number of requests. */
class PlanRunTest extends FaultyPlane {

    private Map<String, String> data(String name) {
        return plane.client()
                .configMaps()
                .inNamespace(namespace)
                .withName(name)
                .get()
                .getData();
    }

    private void edit(String name, String key, String value) {
        plane.client()
                .configMaps()
                .inNamespace(namespace)
                .withName(name)
                .edit(map -> new ConfigMapBuilder(map).addToData(key, value).build());
    }

    @Test
    void a_plan_run_at_once_takes_a_read_and_one_patch_for_each_object() {
        // What its record takes is counted by JournalTest.
        Cluster cluster = cluster(ClusterOptions::withoutJournal);
        List<Map<String, Object>> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.add(configMap("many-" + i, "key", "value"));
        }
        cluster.plan(apply(configMap("other", "key", "value")));
        var start = plane.requests().mark();
        Plan<Applied> plan = cluster.plan(apply(many));
        var planned = plane.requests().mark();
        plan.run();
        assertThat(plane.requests()
                        .between(start, planned)
                        .in(namespace)
                        .verb("patch")
                        .count())
                .isEqualTo(30);
        var run = plane.requests().since(planned).in(namespace);
        assertThat(run.verb("list").count()).isEqualTo(1);
        assertThat(run.verb("patch").count()).isEqualTo(30);
        assertThat(run.count()).isEqualTo(31);
        var again = plane.requests().mark();
        cluster.plan(apply(many)).run();
        assertThat(plane.requests().since(again).in(namespace).summary()).hasSize(1);
        assertThat(plane.requests().since(again).in(namespace).verb("list").count())
                .isEqualTo(2);
    }

    @Test
    void a_plan_whose_effect_moved_is_refused_with_the_difference() {
        Cluster cluster = cluster();
        cluster.run(apply(configMap("web", "key", "old")));
        edit("web", "other", "1");
        Operation<Applied> change = work -> work.apply(
                Batch.ofTrees(OWNER, List.of(configMap("web", "key", "new"))).takingOver());
        Plan<Applied> plan = cluster.plan(change);
        edit("web", "key", "theirs");
        var mark = plane.requests().mark();
        Outcome<Applied> outcome = told(plan.attempt());
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(cause(outcome)).isInstanceOf(PlanDrifted.class);
        assertThat(((PlanDrifted) cause(outcome)).differences())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("ConfigMap " + namespace + "/web")
                        .contains(".data.key: \"theirs\" -> \"new\"")
                        .contains("instead of")
                        .contains(".data.key: \"old\" -> \"new\""));
        assertThat(plane.requests()
                        .since(mark)
                        .in(namespace)
                        .writes()
                        .where(request -> !request.isDryRun())
                        .count())
                .isZero();
        assertThat(data("web")).containsEntry("key", "theirs");
        ((PlanDrifted) cause(outcome)).now().text();
    }

    @Test
    void a_plan_that_can_no_longer_be_made_is_a_refusal_and_no_surprise() {
        Cluster cluster = cluster();
        cluster.run(apply(configMap("settings", "key", "value")));
        Plan<Applied> plan = cluster.plan(work -> {
            String value = work.get(ConfigMap.class, "settings").getData().get("key");
            return work.apply(Batch.ofTrees(OWNER, List.of(configMap("web", "key", value))));
        });
        cluster.run(Operation.doing(work -> work.delete(Ref.of(ConfigMap.class, "settings"))));
        Outcome<Applied> outcome = told(plan.attempt());
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(cause(outcome)).isInstanceOf(NotFound.class);
        assertThatThrownBy(plan::run).isInstanceOf(NotFound.class);
    }

    @Test
    void made_up_values_are_those_of_the_plan_and_others_in_the_next() {
        Cluster cluster = cluster();
        AtomicInteger made = new AtomicInteger();
        Operation<String> program = work -> {
            String name = work.once("suffix", () -> {
                made.incrementAndGet();
                return UUID.randomUUID().toString().substring(0, 8);
            });
            String again = work.once("suffix", () -> "another");
            String key = work.secret("key", () -> SECRET + "-" + UUID.randomUUID());
            String sum = work.derive("sum", key, text -> "sum-of-" + text);
            Map<String, Object> map = configMap("made-" + name, "sum", sum);
            work.apply(Batch.ofTrees(OWNER, List.of(map)));
            assertThat(again).isEqualTo("another");
            assertThat(work.now()).isBeforeOrEqualTo(work.now());
            return name;
        };
        Plan<String> plan = cluster.plan(program);
        assertThat(plan.preview().text()).contains(".data.sum: (secret)").doesNotContain(SECRET);
        assertThat(plan.toJson()).doesNotContain(SECRET);
        String name = plan.run();
        assertThat(made).hasValue(1);
        assertThat(plan.preview().text()).contains("made-" + name);
        assertThat(data("made-" + name).get("sum")).startsWith("sum-of-" + SECRET);
        assertThat(cluster.run(program)).isNotEqualTo(name);
        assertThat(made).hasValue(2);
    }

    @Test
    void a_query_refuses_every_kind_of_write_before_it_is_sent() {
        Cluster cluster = cluster();
        cluster.run(apply(configMap("web", "key", "value")));
        Outcome<Applied> done = cluster.attempt(apply(configMap("web", "key", "new")));
        Ref web = Ref.of(ConfigMap.class, "web");
        AtomicInteger called = new AtomicInteger();
        List<Operation<?>> writes = List.of(
                apply(configMap("web", "key", "other")),
                work -> work.amend(web, Amendment.of(a -> a.replace("/data/key", "other"))),
                Operation.doing(work -> work.delete(web)),
                work -> work.act(Acts.scale(Ref.of(Deployment.class, "web"), 2)),
                work -> work.act(Acts.evict(Ref.of(Pod.class, "web"))),
                work -> work.external(ExternalStep.of("call", called::incrementAndGet)),
                ((Outcome.Done<Applied>) done).undo(),
                Operation.all(apply(configMap("web", "key", "other"))),
                apply(configMap("web", "key", "other")).undoOnFailure().within(Duration.ofMinutes(1)));
        var mark = plane.requests().mark();
        for (Operation<?> write : writes) {
            assertThatThrownBy(() -> cluster.query(write))
                    .isInstanceOf(Misuse.class)
                    .hasMessageEndingWith("\nA query only reads; nothing was written."
                            + "\nGive the operation to cluster.run or cluster.plan.");
        }
        assertThat(plane.requests().since(mark).in(namespace).writes().count()).isZero();
        assertThat(called).hasValue(0);
    }

    @Test
    void a_planned_undo_shows_the_waits_of_its_run() {
        Cluster cluster = cluster();
        cluster.run(apply(deployment("web", 1, "registry.example/web:1")));
        Ref web = Ref.of(Deployment.class, "web");
        Outcome<Void> outcome = cluster.attempt(Operation.doing(work -> {
            work.apply(Batch.ofTrees(OWNER, List.of(configMap("first", "key", "value"))));
            work.await(web, Until.ready(), Duration.ofMinutes(1));
            work.apply(Batch.ofTrees(OWNER, List.of(deployment("web", 2, "registry.example/web:1"))));
        }));
        assertThat(cluster.plan(((Outcome.Done<Void>) outcome).undo()).preview().text())
                .containsSubsequence(
                        "~ Deployment " + namespace + "/web",
                        "> wait until Deployment " + namespace + "/web is ready, at most 10 min",
                        "- ConfigMap " + namespace + "/first");
    }
}
