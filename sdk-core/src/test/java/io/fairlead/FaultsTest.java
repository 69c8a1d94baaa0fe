package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fairlead.failure.Interrupted;
import io.fairlead.failure.NotRecorded;
import io.fairlead.failure.Overloaded;
import io.fairlead.failure.Unavailable;
import io.fairlead.operation.Acts;
import io.fairlead.operation.Amendment;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Execution;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Plan;
import io.fairlead.operation.UndoReport;
import io.fairlead.policy.RetryPolicy;
import io.fairlead.policy.TimeBudget;
import io.fairlead.resource.Ref;
import io.fairlead.testbed.Fault;
import io.fairlead.testbed.ProxiedCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One program with every kind of write, and something that goes wrong at each of its writes: it is carried out, or fails with a type; its
 * outcome tells the truth, and its undo gives everything back.
 */
class FaultsTest extends FaultyPlane {

    private static final int WRITES = 7;
    private static final List<Integer> ALL = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    private static final List<Integer> SOME = List.of(1, 2, 4, 6, 7, 9, 11);
    private static final List<Integer> FEW = List.of(1, 2, 6);

    private ClusterSnapshot before;

    private static UnaryOptions impatient(int attempts) {
        return options -> options.retry(
                        RetryPolicy.of(retry -> retry.attempts(attempts).firstDelay(Duration.ofMillis(5))))
                .time(TimeBudget.of(time -> time.attempt(Duration.ofMillis(800)).total(Duration.ofMillis(1800))));
    }

    private interface UnaryOptions extends java.util.function.UnaryOperator<ClusterOptions> {}

    private void prepare() {
        Cluster.using(plane.client(), options -> options.namespace(namespace))
                .run(work -> work.apply(Batch.ofTrees(
                        OWNER,
                        List.of(
                                configMap("mine", "key", "old"),
                                configMap("list", "key", "old"),
                                configMap("going", "key", "old"),
                                deployment("web", 1, "registry.example/web:1")))));
        before = snapshot();
    }

    /** Applies (update and two creations), amends, deletes, scales: seven writes. */
    private Operation<Void> program() {
        return Operation.doing(work -> {
            work.apply(Batch.ofTrees(
                    OWNER, List.of(configMap("mine", "key", "new"), configMap("made", "key", "new"), secret("made"))));
            work.amend(
                    Ref.of(ConfigMap.class, namespace + "/list"), Amendment.of(a -> a.replace("/data/key", "amended")));
            work.delete(Ref.of(ConfigMap.class, namespace + "/going"));
            work.act(Acts.scale(Ref.of(Deployment.class, namespace + "/web"), 2));
            work.apply(Batch.ofTrees(OWNER, List.of(configMap("last", "key", "new"))));
        });
    }

    private Predicate<ProxiedCall> write(int number) {
        AtomicInteger writes = new AtomicInteger();
        return call -> call.isWrite() && writes.incrementAndGet() == number;
    }

    private Predicate<ProxiedCall> writesFrom(int number) {
        AtomicInteger writes = new AtomicInteger();
        return call -> call.isWrite() && writes.incrementAndGet() >= number;
    }

    private void asBefore() {
        List<String> anew = List.of("/going");
        assertThat(snapshot().madeAnew(anew)).isEqualTo(before.madeAnew(anew));
    }

    private static final Map<String, Fault> PASSING = Map.of(
            "cut before it was taken", Fault.cutBefore(),
            "cut after it was taken", Fault.cutAfter(),
            "half an answer", Fault.halfAnswer(),
            "500", Fault.status(500, "InternalError", "etcdserver: leader changed"),
            "503", Fault.status(503, "ServiceUnavailable", "apiserver is shutting down"),
            "429", Fault.status(429, "TooManyRequests", "too many requests", "Retry-After", "1"));

    @ParameterizedTest
    @ValueSource(strings = {"cut after it was taken", "429"})
    void a_passing_fault_at_any_write_is_survived_and_everything_can_be_given_back(String fault) {
        survived(fault);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"cut before it was taken", "half an answer", "500", "503"})
    void other_passing_faults_at_any_write_are_survived_and_everything_can_be_given_back(String fault) {
        survived(fault);
    }

    private void survived(String fault) {
        prepare();
        Cluster cluster = cluster(impatient(4));
        for (int number : fault.equals("429") ? FEW : ALL) {
            proxy.heal().once(write(number), PASSING.get(fault));

            Outcome<Void> outcome = told(cluster.attempt(program()));
            assertThat(outcome).as("%s at write %d", fault, number).isInstanceOf(Outcome.Done.class);
            assertThat(((Outcome.Done<Void>) outcome).changed()).hasSize(WRITES);
            takeBack(cluster, outcome);
            asBefore();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut after it was taken", "429", "stall"})
    void a_lasting_fault_from_any_write_on_is_a_typed_failure_whose_outcome_tells_the_truth(String fault) {
        truthful(fault);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"cut before it was taken", "half an answer", "500"})
    void other_lasting_faults_from_any_write_on_are_typed_failures_whose_outcome_tells_the_truth(String fault) {
        truthful(fault);
    }

    private void truthful(String fault) {
        prepare();
        CountDownLatch end = new CountDownLatch(1);
        for (int number : List.of("429", "stall").contains(fault) ? FEW : SOME) {
            // A cluster of its own: the circuit of the last one may still be open.
            Cluster cluster = cluster(impatient(2));
            proxy.every(writesFrom(number), fault.equals("stall") ? Fault.stall(end) : PASSING.get(fault));

            Outcome<Void> outcome = told(cluster.attempt(program()));
            Throwable cause = cause(outcome);
            assertThat(cause instanceof NotRecorded ? cause.getCause() : cause)
                    .isInstanceOf(fault.equals("429") ? Overloaded.class : Unavailable.class);
            proxy.heal();
            if (outcome instanceof Outcome.Refused) {
                assertThat(snapshot().objects()).isEqualTo(before.objects());
            } else {
                assertThat(outcome).isInstanceOf(Outcome.Stuck.class);
            }
            takeBack(cluster(), outcome);
            asBefore();
        }
        end.countDown();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_interrupt_at_any_write_is_told_keeps_the_flag_and_leaves_nothing_unrecorded(boolean taken) {
        prepare();
        Cluster cluster = cluster();
        Thread runner = Thread.currentThread();
        for (int number : ALL) {
            proxy.heal()
                    .once(
                            write(number),
                            taken ? Fault.afterwards(runner::interrupt) : Fault.meanwhile(runner::interrupt));

            Outcome<Void> outcome = told(cluster.attempt(program()));
            assertThat(Thread.interrupted()).isTrue();
            if (!outcome.isDone()) {
                assertThat(outcome).isInstanceOfAny(Outcome.Stuck.class, Outcome.Refused.class);
                assertThat(cause(outcome)).isInstanceOf(Interrupted.class);
            }
            takeBack(cluster, outcome);
            asBefore();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_cancelled_execution_takes_back_what_it_wrote(boolean taken) {
        prepare();
        Cluster cluster = cluster();
        for (int number : ALL) {
            CompletableFuture<Execution<Void>> execution = new CompletableFuture<>();
            Runnable cancel = () -> execution.join().cancel();
            proxy.heal().once(write(number), taken ? Fault.afterwards(cancel) : Fault.meanwhile(cancel));

            execution.complete(cluster.start(program().undoOnFailure()));
            Outcome<Void> outcome = told(execution.join().await());
            if (outcome.isDone()) {
                takeBack(cluster, outcome);
            } else {
                assertThat(outcome).isInstanceOfAny(Outcome.Undone.class, Outcome.Refused.class);
                assertThat(cause(outcome)).isInstanceOf(Interrupted.class);
            }
            asBefore();
        }
    }

    @Test
    void a_lost_answer_and_another_writer_in_between_do_not_lose_what_was_before() {
        prepare();
        Cluster cluster = cluster(impatient(4));
        proxy.once(call -> call.writes("/configmaps/mine"), call -> {
            call.ask();
            plane.client()
                    .configMaps()
                    .inNamespace(namespace)
                    .withName("mine")
                    .edit(map -> new ConfigMapBuilder(map)
                            .addToData("other", "theirs")
                            .build());
            call.cut();
        });

        Outcome<Applied> outcome = told(cluster.attempt(
                work -> work.apply(Batch.ofTrees(OWNER, List.of(configMap("mine", "key", "new"))))));
        assertThat(outcome.isDone()).isTrue();
        takeBack(cluster, outcome);
        assertThat(plane.client()
                        .configMaps()
                        .inNamespace(namespace)
                        .withName("mine")
                        .get()
                        .getData())
                .isEqualTo(Map.of("key", "old", "other", "theirs"));
    }

    @Test
    void a_plan_of_an_undo_reads_again_what_a_controller_writes_meanwhile() {
        prepare();
        Cluster cluster = cluster();
        Outcome<Void> outcome = cluster.attempt(Operation.doing(
                work -> work.apply(Batch.ofTrees(OWNER, List.of(configMap("mine", "key", "new"))))));
        proxy.once(
                call -> call.target().contains("dryRun=All"),
                Fault.meanwhile(() -> plane.client()
                        .configMaps()
                        .inNamespace(namespace)
                        .withName("mine")
                        .edit(map -> new ConfigMapBuilder(map)
                                .addToData("others", "value")
                                .build())));

        Plan<UndoReport> undo = cluster.plan(((Outcome.Done<Void>) outcome).undo());

        assertThat(undo).hasToString("""
                Plan of undo: 1 to change
                  ~ ConfigMap %s/mine
                      .data.key: "new" -> "old"
                """.formatted(namespace).strip());
        assertThat(undo.run().complete()).isTrue();
    }

    @Test
    void an_amendment_whose_answer_was_lost_is_carried_out_once() {
        prepare();
        Cluster cluster = cluster(impatient(4));
        Ref web = Ref.of(Deployment.class, namespace + "/web");
        Operation<Void> toleration = Operation.doing(work -> work.amend(
                web,
                Amendment.of(a -> a.add("/spec/template/spec/tolerations", List.of(Map.of("operator", "Exists"))))));
        Outcome<Void> first = told(cluster.attempt(toleration));
        proxy.once(call -> call.writes("/deployments/web"), Fault.cutAfter());
        Outcome<Void> second = told(cluster.attempt(Operation.doing(work -> work.amend(
                web,
                Amendment.of(a ->
                        a.add("/spec/template/spec/tolerations/-", Map.of("key", "spot", "operator", "Exists")))))));
        assertThat(plane.client()
                        .apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName("web")
                        .get()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getTolerations())
                .hasSize(2);
        takeBack(cluster, second);
        takeBack(cluster, first);
        asBefore();
    }
}
