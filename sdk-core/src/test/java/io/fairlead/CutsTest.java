package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Service;
import io.fairlead.failure.Misuse;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Work;
import io.fairlead.plan.PlanFailed;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Where a plan ends because only the run can know: also in programs that catch everything, loop for ever, or keep their Work. */
class CutsTest extends FaultyPlane {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static String address(Work work) {
        Ref web = Ref.of(Service.class, "web");
        work.apply(io.fairlead.operation.Batch.ofTrees(
                OWNER, List.of(object("v1", "Service", "web", "spec", Map.of("ports", List.of(Map.of("port", 80)))))));
        return work.await(web, "an address", service -> service.text("spec", "clusterIP"), LIMIT);
    }

    private String planned(Operation<?> operation) {
        ClusterSnapshot before = snapshot();
        String text = cluster().plan(operation).preview().text();
        assertThat(snapshot().objects()).isEqualTo(before.objects());
        return text;
    }

    private String cut() {
        return "from here on known only when it runs: an address of Service " + namespace + "/web";
    }

    @Test
    void a_program_that_catches_everything_is_cut_all_the_same() {
        assertThat(planned(Operation.doing(work -> {
                    String address;
                    try {
                        address = address(work);
                    } catch (Throwable e) {
                        address = "none";
                    }
                    work.apply(io.fairlead.operation.Batch.ofTrees(OWNER, List.of(configMap("made", "key", address))));
                })))
                .contains(cut())
                .doesNotContain("ConfigMap");
    }

    @Test
    void a_program_that_wraps_what_it_caught_is_cut_and_not_failed() {
        assertThat(planned(work -> {
                    try {
                        return address(work);
                    } catch (Throwable e) {
                        throw new IllegalStateException("no address", e);
                    }
                }))
                .contains(cut());
    }

    @Test
    void a_catch_of_runtime_exceptions_and_a_finally_do_not_hide_a_cut() {
        assertThat(planned(work -> {
                    try {
                        return address(work);
                    } catch (RuntimeException e) {
                        return "none";
                    } finally {
                        work.apply(
                                io.fairlead.operation.Batch.ofTrees(OWNER, List.of(configMap("made", "key", "value"))));
                    }
                }))
                .contains(cut())
                .doesNotContain("ConfigMap");
    }

    @Test
    void what_follows_a_part_that_hid_its_cut_is_planned_as_predicted() {
        Operation<String> hides = work -> {
            try {
                return address(work);
            } catch (Throwable e) {
                return "none";
            }
        };
        assertThat(planned(hides.then(apply(configMap("made", "key", "value")))))
                .contains(cut())
                .contains("+ ConfigMap " + namespace
                        + "/made as fairlead/shop  (predicted: what comes before it is known" + " only when it runs)");
    }

    @Test
    void a_cut_in_one_branch_leaves_the_others_in_the_plan() {
        assertThat(planned(Operation.all(CutsTest::address, apply(configMap("made", "key", "value")))
                        .map(list -> "unreachable" + list)))
                .contains(cut())
                .contains("+ ConfigMap " + namespace + "/made");
    }

    @Test
    void a_second_pause_without_a_write_ends_a_plan() {
        assertThat(planned(Operation.doing(work -> {
                    work.pause(Duration.ofSeconds(1));
                    work.pause(Duration.ofSeconds(2));
                    throw new AssertionError("not reached in a plan");
                })))
                .contains("> pause 1 s")
                .contains("from here on known only when it runs: what the cluster does in a pause")
                .doesNotContain("2 s");
    }

    @Test
    void a_program_that_loops_for_ever_is_told_to_wait() {
        Ref web = Ref.of(Service.class, "web");
        assertThatThrownBy(() -> cluster().plan(Operation.doing(work -> {
                    while (work.find(web).isEmpty()) {
                        work.now();
                    }
                })))
                .isInstanceOf(Misuse.class)
                .hasMessage("""
                        Tried to plan a program of more than 100000 steps.
                        It does not come to an end; a loop "until the cluster says" is a wait.
                        Wait by work.await(...), or pass time by work.pause(...).""");
    }

    @Test
    void a_work_is_refused_to_other_threads() {
        Operation<Void> leaks = Operation.doing(work -> {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread other = new Thread(
                    () -> {
                        try {
                            work.now();
                        } catch (Throwable e) {
                            thrown.set(e);
                        }
                    },
                    "another");
            other.start();
            other.join();
            assertThat(thrown.get()).isInstanceOf(Misuse.class).hasMessage("""
                    Tried to use a Work on thread another.
                    It belongs to the thread that was given it, %s.
                    Do things side by side by work.all(...).""".formatted(
                            Thread.currentThread().getName()));
        });
        cluster().plan(leaks);
        cluster().run(leaks);
    }

    @Test
    void a_work_is_refused_after_its_end() {
        Cluster cluster = cluster();
        AtomicReference<Work> kept = new AtomicReference<>();
        Operation<Void> keeps = Operation.doing(kept::set);
        List<Runnable> readings = List.of(
                () -> cluster.plan(keeps),
                () -> cluster.run(keeps),
                () -> cluster.query(keeps),
                () -> cluster.plan(Operation.all(keeps)));
        for (Runnable reading : readings) {
            reading.run();
            assertThatThrownBy(() -> kept.get().apply(CutsTest.config(), OWNER))
                    .isInstanceOf(Misuse.class)
                    .hasMessage("""
                            Tried to use a Work after its operation ended.
                            Nothing would be planned, told or taken back any more.
                            Keep what it gave, not the Work itself.""");
        }
    }

    private static io.fabric8.kubernetes.api.model.ConfigMap config() {
        return new io.fabric8.kubernetes.api.model.ConfigMapBuilder()
                .withNewMetadata()
                .withName("late")
                .endMetadata()
                .build();
    }

    @Test
    void a_program_that_throws_is_told_with_its_line_and_its_words() {
        assertThatThrownBy(() -> cluster().plan(Operation.doing(work -> {
                    work.secret("key", () -> SECRET);
                    throw new IllegalStateException("no shop without " + SECRET);
                })))
                .isInstanceOf(PlanFailed.class)
                .message()
                .matches("(?s)Tried to plan an operation\\.\n"
                        + "The program threw IllegalStateException at CutsTest\\.java:\\d+: no shop without \\(secret\\)\\.\n"
                        + "Mend the program: it would throw in the run too\\.");
    }

    @Test
    void a_program_that_throws_over_a_value_not_known_yet_is_told_which() {
        Operation<Integer> program = work -> {
            work.apply(io.fairlead.operation.Batch.ofTrees(
                    OWNER,
                    List.of(object("v1", "Service", "web", "spec", Map.of("ports", List.of(Map.of("port", 80)))))));
            String address = work.later(Ref.of(Service.class, "web"), "an address", CutsTest::addressOf, LIMIT);
            return Integer.parseInt(address.split("\\.")[3]);
        };
        assertThatThrownBy(() -> cluster().plan(program))
                .isInstanceOfSatisfying(
                        PlanFailed.class,
                        failed -> assertThat(failed.holes())
                                .contains("an address of Service " + namespace + "/web")
                                .doesNotHaveDuplicates())
                .message()
                .matches(
                        "(?s)Tried to plan an operation\\.\n"
                                + "The program threw ArrayIndexOutOfBoundsException at CutsTest\\.java:\\d+: Index 3 out of bounds for"
                                + " length 1\\. It had been given values that are known only when it runs: .*, an address of Service "
                                + namespace
                                + "/web\\.\nAsk for such values by await\\(ref, \"what\", \\.\\.\\.\\), or pass them on by later\\(\\.\\.\\.\\)\\.");
    }

    private static Optional<String> addressOf(Tree service) {
        return service.text("spec", "clusterIP");
    }
}
