package io.fairlead.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.Cluster;
import io.fairlead.event.Event;
import io.fairlead.failure.Interrupted;
import io.fairlead.failure.ProgramFailed;
import io.fairlead.failure.TimedOut;
import io.fairlead.operation.Execution;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Gate.Verdict;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Selection;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Permission;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Gates: what they are given while they ask, and what ends one that does not answer. */
class GateTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions::withoutControllers);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @FunctionalInterface
    private interface Question {
        Verdict ask(Gate.Asking asking) throws Exception;
    }

    private static Gate gate(Duration limit, Question question) {
        return new Gate() {
            @Override
            public String question() {
                return "is it well";
            }

            @Override
            public String whom() {
                return "the test";
            }

            @Override
            public Duration limit() {
                return limit;
            }

            @Override
            public Verdict ask(Asking asking) throws Exception {
                return question.ask(asking);
            }

            @Override
            public List<Permission> permissions() {
                return List.of(Permission.of("list", "", "pods", "default"));
            }
        };
    }

    private static Verdict judged(Gate gate) {
        try (Cluster cluster = Cluster.using(sandbox.client())) {
            return cluster.run(Operation.of(work -> work.judge(gate)));
        }
    }

    @Test
    void a_gate_looks_again_and_again_at_a_pace_and_tells_how_it_stands() {
        List<String> told = new CopyOnWriteArrayList<>();
        Gate third = gate(LONG, asking -> {
            for (int look = 1; look < 3; look++) {
                asking.tell("look " + look);
                asking.pause(Duration.ofMillis(5));
            }
            int pods = asking.list(Kind.of("v1", "Pod"), Selection.namespace("default"))
                    .size();
            return pods == 0 ? Verdict.passed("no pods") : Verdict.failed(pods + " pods");
        });

        try (Cluster cluster = Cluster.using(
                sandbox.client(),
                options -> options.listener(event -> {
                    if (event instanceof Event.WaitProgress progress) {
                        told.add(progress.sentence());
                    }
                }))) {
            Verdict verdict = cluster.run(Operation.of(work -> work.judge(third)));

            assertThat(verdict).isEqualTo(Verdict.passed("no pods"));
        }
        assertThat(told).containsExactly("look 1", "look 2");
    }

    @Test
    void only_a_pass_lets_a_decision_go_on() {
        assertThat(decided(gate(LONG, asking -> Verdict.failed("7 errors")))).isFalse();
        assertThat(decided(gate(LONG, asking -> Verdict.inconclusive("2 samples"))))
                .isFalse();
        assertThat(decided(gate(LONG, asking -> Verdict.error("it is down")))).isFalse();
        assertThat(decided(Gate.of("well?", () -> true))).isTrue();
    }

    private static Boolean decided(Gate gate) {
        try (Cluster cluster = Cluster.using(sandbox.client())) {
            return cluster.run(Operation.of(work -> work.decide(gate)));
        }
    }

    @Test
    void a_plan_asks_nobody_and_lists_what_asking_takes() {
        Gate never = gate(LONG, asking -> {
            throw new AssertionError("asked in a plan");
        });

        try (Cluster cluster = Cluster.using(sandbox.client())) {
            var plan = cluster.plan(Operation.of(work -> work.judge(never)).named("decide"));
            assertThat(plan.preview().permissions().needed()).hasToString("[list pods in namespace default]");
        }
    }

    @Test
    void an_answer_that_never_comes_ends_at_the_limit() {
        CountDownLatch never = new CountDownLatch(1);

        assertThatThrownBy(() -> judged(gate(Duration.ofMillis(30), asking -> {
                    never.await();
                    return Verdict.passed("");
                })))
                .isInstanceOf(TimedOut.class)
                .hasMessage("""
                        Tried to ask the test: is it well.
                        It took longer than 0.03s. No answer came.
                        Allow more time, or look at why it is slow.""");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThatThrownBy(() -> judged(gate(Duration.ofMillis(30), asking -> {
                    while (true) {
                        asking.pause(Duration.ofMillis(7));
                    }
                })))
                .isInstanceOf(TimedOut.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void a_gate_that_throws_fails_the_program() {
        assertThatThrownBy(() -> judged(gate(LONG, asking -> {
                    throw new java.io.IOException("no such host");
                })))
                .isInstanceOf(ProgramFailed.class)
                .hasMessageStartingWith("Tried to ask is it well.\nIt threw IOException: no such host");
    }

    @Test
    void cancelling_ends_a_gate_in_its_pause() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);

        try (Cluster cluster = Cluster.using(sandbox.client())) {
            Execution<Verdict> running = cluster.start(Operation.of(work -> work.judge(gate(LONG, asking -> {
                asked.countDown();
                asking.pause(LONG);
                return Verdict.passed("");
            }))));
            asked.await();
            running.cancel();
            assertThatThrownBy(() -> running.await().orThrow()).isInstanceOf(Interrupted.class);
        }
    }
}
