package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.event.Event;
import io.fairlead.failure.Changed;
import io.fairlead.failure.Misuse;
import io.fairlead.failure.ProgramFailed;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.resource.Owner;
import io.fairlead.testbed.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Operations side by side, and what breaks in the middle of them. */
class SideBySideTest extends FaultyPlane {

    @Test
    void branches_that_write_one_field_are_refused_while_planning() {
        assertThatThrownBy(() -> cluster()
                        .plan(Operation.all(
                                apply(configMap("web", "key", "one")).named("one"),
                                apply(configMap("web", "key", "other")).named("other"))))
                .isInstanceOf(Misuse.class)
                .hasMessage("""
                        Tried to plan one and other side by side.
                        Both write .data.key of ConfigMap %s/web.
                        Put one after the other with then(...).""".formatted(namespace));
    }

    @Test
    void branches_that_write_different_fields_of_one_object_are_planned_and_run() {
        Cluster cluster = cluster();
        cluster.run(apply(configMap("web", "key", "value")));
        Operation<List<Applied>> both = Operation.all(
                work -> work.apply(Batch.ofTrees(Owner.of("fairlead/a"), List.of(configMap("web", "a", "1")))),
                work -> work.apply(Batch.ofTrees(Owner.of("fairlead/b"), List.of(configMap("web", "b", "2")))));
        assertThat(cluster.plan(both).preview().text())
                .contains(".data.a: \"1\"")
                .contains(".data.b: \"2\"");
        Outcome<List<Applied>> outcome = told(cluster.attempt(both));
        assertThat(plane.client()
                        .configMaps()
                        .inNamespace(namespace)
                        .withName("web")
                        .get()
                        .getData())
                .containsOnlyKeys("key", "a", "b");
        takeBack(cluster, outcome);
        assertThat(plane.client()
                        .configMaps()
                        .inNamespace(namespace)
                        .withName("web")
                        .get()
                        .getData())
                .containsOnlyKeys("key");
    }

    @Test
    void many_branches_take_turns_on_few_threads_and_keep_their_order() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        List<Operation<Integer>> many = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            int number = i;
            many.add(work -> {
                threads.add(Thread.currentThread());
                work.now();
                return number;
            });
        }
        assertThat(cluster().run(Operation.all(many)))
                .isEqualTo(IntStream.range(0, 500).boxed().toList());
        assertThat(threads).hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void a_branch_that_fails_keeps_those_that_wait_from_starting() {
        Cluster cluster = cluster();
        Set<Integer> started = ConcurrentHashMap.newKeySet();
        List<Operation<?>> many = new ArrayList<>();
        many.add(work -> {
            throw work.abort("the first fails");
        });
        for (int i = 1; i < 2000; i++) {
            int number = i;
            many.add(work -> {
                started.add(number);
                return number;
            });
        }
        Outcome<?> outcome = told(cluster.attempt(work -> work.all(many)));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(started).doesNotContain(1999);
    }

    private static int deep(int depth) {
        return depth < 0 ? 0 : deep(depth + 1) + 1;
    }

    @Test
    void a_stack_that_overflows_half_way_is_told_and_taken_back() {
        Cluster cluster = cluster();
        ClusterSnapshot before = snapshot();
        Outcome<Integer> outcome = told(cluster.attempt(Operation.<Integer>of(work -> {
                    work.apply(Batch.ofTrees(OWNER, List.of(configMap("web", "key", "value"))));
                    return deep(0);
                })
                .undoOnFailure()));
        assertThat(outcome).isInstanceOf(Outcome.Undone.class);
        assertThat(cause(outcome))
                .isInstanceOf(ProgramFailed.class)
                .hasMessageStartingWith(
                        "Tried to run an operation.\nIt threw StackOverflowError at SideBySideTest.java:");
        assertThat(snapshot().objects()).isEqualTo(before.objects());
        assertThat(events.get(events.size() - 1))
                .isInstanceOfSatisfying(
                        Event.Ended.class,
                        ended -> assertThat(ended.failure()).contains((ProgramFailed) cause(outcome)));
    }

    @Test
    void an_object_made_anew_by_another_is_told_as_replaced_and_not_as_a_conflict() {
        Cluster cluster = cluster();
        cluster.run(apply(configMap("web", "key", "old")));
        proxy.once(call -> call.writes("/configmaps/web"), Fault.meanwhile(() -> {
            var maps = plane.client().configMaps().inNamespace(namespace).withName("web");
            var theirs = maps.get();
            maps.delete();
            theirs.getMetadata().setUid(null);
            theirs.getMetadata().setResourceVersion(null);
            theirs.getMetadata().setManagedFields(null);
            plane.client().resource(theirs).create();
        }));
        Outcome<Applied> outcome = told(cluster.attempt(apply(configMap("web", "key", "new"))));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(cause(outcome)).isInstanceOf(Changed.class).hasMessage("""
                        Tried to apply ConfigMap %1$s/web as fairlead/shop.
                        The ConfigMap %1$s/web that was read is gone or was replaced by another.
                        Read it again and decide anew.""".formatted(namespace));
    }
}
