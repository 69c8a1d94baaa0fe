package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fairlead.failure.Aborted;
import io.fairlead.failure.Changed;
import io.fairlead.failure.ProgramFailed;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Selection;
import io.fairlead.testbed.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Other writers, listeners and programs that fail half-way: what was written is told, and can be taken back. */
class FailingHalfWayTest extends FaultyPlane {

    private void writeMeanwhile(AtomicInteger count) {
        plane.client()
                .configMaps()
                .inNamespace(namespace)
                .withName("web")
                .edit(map -> new ConfigMapBuilder(map)
                        .addToData("other", "value" + count.incrementAndGet())
                        .build());
    }

    @Test
    void a_second_writer_does_not_keep_an_apply_from_its_end_and_loses_nothing() {
        Cluster cluster = cluster();
        cluster.run(apply(configMap("web", "key", "old")));
        AtomicInteger count = new AtomicInteger();
        proxy.times(4, call -> call.writes("/configmaps/web"), Fault.meanwhile(() -> writeMeanwhile(count)));

        Outcome<Applied> outcome = told(cluster.attempt(apply(configMap("web", "key", "new"))));
        assertThat(outcome.isDone()).isTrue();
        takeBack(cluster, outcome);
        assertThat(plane.client()
                        .configMaps()
                        .inNamespace(namespace)
                        .withName("web")
                        .get()
                        .getData())
                .isEqualTo(Map.of("key", "old", "other", "value4"));
    }

    @Test
    void a_second_writer_that_never_rests_ends_in_a_typed_failure() {
        Cluster cluster = cluster();
        cluster.run(apply(configMap("web", "key", "old")));
        AtomicInteger count = new AtomicInteger();
        proxy.every(call -> call.writes("/configmaps/web"), Fault.meanwhile(() -> writeMeanwhile(count)));

        Outcome<Applied> outcome = told(cluster.attempt(apply(configMap("web", "key", "new"))));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(cause(outcome)).isInstanceOf(Changed.class).hasMessage("""
                        Tried to apply ConfigMap %1$s/web as fairlead/shop.
                        ConfigMap %1$s/web was changed by somebody since it was read.
                        Read it again and decide anew.""".formatted(namespace));
    }

    @Test
    void a_list_whose_version_expires_half_way_is_read_anew() {
        Cluster cluster = cluster(ClusterOptions::withoutJournal);
        List<Map<String, Object>> many = new ArrayList<>();
        for (int i = 0; i < 520; i++) {
            many.add(configMap("many-" + i, "key", "value"));
        }
        cluster.run(apply(many));
        proxy.once(
                call -> call.target().contains("continue="),
                Fault.status(410, "Expired", "The provided continue parameter is too old"));

        List<ConfigMap> all = cluster.query(work -> work.list(ConfigMap.class, Selection.namespace(namespace)));
        assertThat(all).hasSize(521);
        assertThat(proxy.seen()).anyMatch(call -> call.contains("continue="));
    }

    @Test
    void a_listener_that_throws_changes_nothing() {
        Cluster cluster = cluster(options -> options.listener(event -> {
            throw new IllegalStateException("the listener is broken");
        }));
        Outcome<Applied> outcome = told(cluster.attempt(apply(configMap("web", "key", "value"), secret("web"))));
        assertThat(outcome.isDone()).isTrue();
        takeBack(cluster, outcome);
    }

    @Test
    void a_program_that_throws_half_way_is_stuck_and_can_be_taken_back() {
        Cluster cluster = cluster();
        ClusterSnapshot before = snapshot();
        Outcome<Void> outcome = told(cluster.attempt(Operation.doing(work -> {
            work.apply(Batch.ofTrees(OWNER, List.of(configMap("web", "key", "value"), secret("web"))));
            throw new IllegalStateException("the password " + SECRET_BASE64 + " is wrong");
        })));
        assertThat(outcome).isInstanceOf(Outcome.Stuck.class);
        assertThat(cause(outcome)).isInstanceOf(ProgramFailed.class);
        assertThat(cause(outcome).getMessage())
                .matches(
                        "(?s)Tried to run an operation.\nIt threw IllegalStateException at FailingHalfWayTest.java:\\d+:"
                                + " the password \\(secret\\) is wrong\nMend the program, then run it again.");
        assertThat(((Outcome.Stuck<Void>) outcome).left()).containsExactly("apply 2 objects");
        takeBack(cluster, outcome);
        assertThat(snapshot().objects()).isEqualTo(before.objects());
    }

    @Test
    void a_program_that_throws_an_error_half_way_is_stuck_as_well() {
        Cluster cluster = cluster();
        ClusterSnapshot before = snapshot();
        Outcome<Void> outcome = told(cluster.attempt(Operation.doing(work -> {
            work.apply(Batch.ofTrees(OWNER, List.of(configMap("web", "key", "value"))));
            throw new AssertionError("not as expected");
        })));
        assertThat(outcome).isInstanceOf(Outcome.Stuck.class);
        assertThat(cause(outcome)).isInstanceOf(ProgramFailed.class);
        takeBack(cluster, outcome);
        assertThat(snapshot().objects()).isEqualTo(before.objects());
    }

    @Test
    void a_program_that_ends_itself_says_why() {
        Outcome<Void> outcome = told(cluster().attempt(Operation.doing(work -> {
            throw work.abort("the error rate is too high");
        })));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(cause(outcome))
                .isInstanceOf(Aborted.class)
                .hasMessage("Tried to run an operation.\nThe program ended itself: the error rate is too high");
    }

    @Test
    void a_set_with_one_bad_object_tells_what_of_it_was_written_and_takes_it_back() {
        Cluster cluster = cluster();
        ClusterSnapshot before = snapshot();
        Manifests set = Manifests.parse("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: good}
                data: {key: value}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: bad}
                spec: {replicas: -1}
                """).inNamespace(namespace);
        Outcome<Applied> outcome = told(cluster.attempt(Apply.of(set)));
        assertThat(outcome).isInstanceOf(Outcome.Stuck.class);
        assertThat(((Outcome.Stuck<Applied>) outcome).left()).containsExactly("apply ConfigMap " + namespace + "/good");
        takeBack(cluster, outcome);
        assertThat(snapshot().objects()).isEqualTo(before.objects());

        Outcome<Applied> undone = told(cluster.attempt(Apply.of(set).undoOnFailure()));
        assertThat(undone).isInstanceOf(Outcome.Undone.class);
        assertThat(snapshot().objects()).isEqualTo(before.objects());
    }
}
