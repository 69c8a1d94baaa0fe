package io.fairlead.internal.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.internal.time.FakePace;
import io.fairlead.policy.Concurrency;
import io.fairlead.policy.RetryPolicy;
import io.fairlead.policy.TimeBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Budgeted(Retrying(Circuit(Windowed(Limited(transport))))), on fake time. */
class ResilienceTest {

    private final FakePace pace = new FakePace();
    private final Script script = new Script(pace);
    private final List<String> observed = new ArrayList<>();
    private final CallObserver observer = new CallObserver() {
        @Override
        public void retrying(Sendable request, String why, Duration pause) {
            observed.add(why + ", pause " + pause.toMillis());
        }

        @Override
        public void circuitOpened() {
            observed.add("circuit opened");
        }

        @Override
        public void circuitClosed() {
            observed.add("circuit closed");
        }
    };

    private Channel<Script.Ask> stack(RetryPolicy retry, TimeBudget budget, Concurrency concurrency) {
        // A random of one half is no jitter for pauses of our own.
        return new Resilience(retry, budget, concurrency, pace, () -> 0.5).around(script, observer);
    }

    private Channel<Script.Ask> defaults() {
        return stack(RetryPolicy.ofDefaults(), TimeBudget.ofDefaults(), Concurrency.ofDefaults());
    }

    private CompletableFuture<Answer> finish(CompletableFuture<Answer> answer) {
        while (!answer.isDone() && pace.jump()) {
            // Time jumps from alarm to alarm.
        }
        return answer;
    }

    @Test
    void pauses_grow_and_a_lost_write_that_may_be_repeated_is() throws Exception {
        script.then(Verdict.FINAL, 200)
                .then(NoAnswer.Fate.UNKNOWN)
                .then(Verdict.again(Duration.ZERO, 100), 503)
                .then(NoAnswer.Fate.NOT_SENT);
        Channel<Script.Ask> stack = defaults();
        stack.send(new Call<>(Script.PATCH)).get();
        Call<Script.Ask> call = new Call<>(Script.PATCH);

        assertThat(finish(stack.send(call)).get().code()).isEqualTo(200);
        assertThat(script.askedAtMillis()).containsExactly(0L, 0L, 100L, 300L, 700L);
        assertThat(observed).containsExactly("lost, pause 100", "answered 503, pause 200", "lost, pause 400");
        assertThat(call.maybeTaken()).as("what was not sent was not taken").isEqualTo(2);
        assertThat(call.attempts()).isEqualTo(4);
        assertThat(pace.alarms()).as("every alarm is taken back").isZero();
    }

    @Test
    void a_write_that_may_not_be_repeated_is_sent_again_only_where_it_was_surely_not_taken() throws Exception {
        script.then(NoAnswer.Fate.NOT_SENT)
                .then(Verdict.later(Duration.ofSeconds(2)), 429)
                .then(NoAnswer.Fate.UNKNOWN);
        CompletableFuture<Answer> answer = finish(defaults().send(new Call<>(Script.EVICT)));

        assertThat(answer).isCompletedExceptionally();
        // What the server asks for is only ever stretched: by half of the jitter's half, here an eighth.
        assertThat(script.askedAtMillis()).containsExactly(0L, 100L, 2350L);
    }

    @Test
    void a_passing_trouble_does_not_repeat_what_may_not_be() throws Exception {
        script.then(Verdict.again(Duration.ZERO, 100), 500);

        assertThat(defaults().send(new Call<>(Script.EVICT)).get().code()).isEqualTo(500);
        assertThat(script.asked()).isEqualTo(1);
    }

    @Test
    void asked_to_come_back_later_it_comes_until_its_time_is_over() throws Exception {
        script.always(() -> Script.answer(429, Verdict.later(Duration.ofSeconds(1))));
        Channel<Script.Ask> stack = stack(
                RetryPolicy.never(),
                TimeBudget.of(budget -> budget.attempt(Duration.ofSeconds(5)).total(Duration.ofSeconds(5))),
                Concurrency.ofDefaults());

        assertThat(finish(stack.send(new Call<>(Script.PATCH))).get().code()).isEqualTo(429);
        assertThat(script.askedAtMillis()).containsExactly(0L, 1125L, 2250L, 3375L, 4500L);
    }

    @Test
    void a_pause_longer_than_the_time_left_is_not_waited_for() throws Exception {
        script.always(() -> Script.answer(429, Verdict.later(Duration.ofMinutes(10))));

        assertThat(defaults().send(new Call<>(Script.PATCH)).get().code()).isEqualTo(429);
    }

    @Test
    void an_address_where_nothing_ever_answered_is_given_up_soon() {
        script.always(() -> Script.lost(NoAnswer.Fate.NOT_SENT));

        assertThat(finish(defaults().send(new Call<>(Script.PATCH)))).isCompletedExceptionally();
        assertThat(script.askedAtMillis()).containsExactly(0L, 100L, 300L, 700L);
    }

    @Test
    void what_is_hopeless_is_not_tried_again() {
        script.always(() -> Script.lost(NoAnswer.Fate.HOPELESS));

        assertThat(defaults().send(new Call<>(Script.PATCH))).isCompletedExceptionally();
        assertThat(script.asked()).isEqualTo(1);
    }

    @Test
    void an_attempt_that_stalls_is_given_up_and_tried_again() throws Exception {
        CompletableFuture<Answer> stalled = new CompletableFuture<>();
        script.then(stalled);
        Call<Script.Ask> call = new Call<>(Script.PATCH);

        assertThat(finish(defaults().send(call)).get().code()).isEqualTo(200);
        assertThat(stalled).as("the transport is told").isCancelled();
        assertThat(script.askedAtMillis()).containsExactly(0L, 35_100L);
        assertThat(observed).containsExactly("no answer within 35000 ms, pause 100");
    }

    @Test
    void the_time_of_an_attempt_is_cut_by_the_time_of_the_call() {
        script.always(CompletableFuture::new);
        Channel<Script.Ask> stack = stack(
                RetryPolicy.ofDefaults(),
                TimeBudget.of(budget -> budget.attempt(Duration.ofSeconds(4)).total(Duration.ofSeconds(6))),
                Concurrency.ofDefaults());

        CompletableFuture<Answer> answer = finish(stack.send(new Call<>(Script.PATCH)));

        assertThatThrownBy(answer::get).hasMessageContaining("no answer within 1900 ms");
        assertThat(pace.nanoTime()).isEqualTo(Duration.ofSeconds(6).toNanos());
    }

    @Test
    void a_withdrawn_call_makes_no_further_attempt() {
        script.always(() -> Script.lost(NoAnswer.Fate.UNKNOWN));
        Call<Script.Ask> call = new Call<>(Script.PATCH);
        CompletableFuture<Answer> answer = defaults().send(call);

        call.withdraw();

        assertThat(finish(answer)).isCompletedExceptionally();
        assertThat(script.asked()).isEqualTo(1);
    }

    @Test
    void a_server_that_is_gone_is_left_alone_and_looked_for_now_and_then() {
        Channel<Script.Ask> stack = stack(RetryPolicy.never(), TimeBudget.ofDefaults(), Concurrency.ofDefaults());
        script.always(() -> Script.lost(NoAnswer.Fate.UNKNOWN));
        for (int i = 0; i < 20; i++) {
            stack.send(new Call<>(Script.PATCH));
        }
        assertThat(script.asked()).isEqualTo(8);
        assertThatThrownBy(() -> stack.send(new Call<>(Script.PATCH)).get())
                .hasMessageContaining("the API server has not answered the last 8 calls");

        pace.advance(Duration.ofMillis(1001));
        stack.send(new Call<>(Script.PATCH));
        stack.send(new Call<>(Script.PATCH));
        assertThat(script.asked()).as("one look").isEqualTo(9);

        script.always(() -> Script.answer(500, Verdict.FINAL));
        pace.advance(Duration.ofMillis(1001));
        assertThat(stack.send(new Call<>(Script.PATCH)))
                .as("any answer is a sign of life")
                .isCompleted();
        assertThat(stack.send(new Call<>(Script.PATCH))).isCompleted();
        assertThat(observed).containsExactly("circuit opened", "circuit opened", "circuit closed");
    }

    @Test
    void a_restart_of_the_server_is_outlived() throws Exception {
        Channel<Script.Ask> stack = defaults();
        stack.send(new Call<>(Script.PATCH)).get();
        script.always(() -> pace.nanoTime() < Duration.ofSeconds(8).toNanos()
                ? Script.lost(NoAnswer.Fate.NOT_SENT)
                : Script.answer(200, Verdict.FINAL));
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(stack.send(new Call<>(Script.PATCH)));
        }
        answers.forEach(this::finish);

        assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompleted());
        assertThat(script.asked())
                .as("the circuit spares the server most looks")
                .isLessThan(120);
    }

    @Test
    void an_observer_that_throws_disturbs_nothing() throws Exception {
        Channel<Script.Ask> stack = new Resilience(
                        RetryPolicy.ofDefaults(), TimeBudget.ofDefaults(), Concurrency.ofDefaults(), pace, () -> 0.5)
                .around(script, new CallObserver() {
                    @Override
                    public void sent(Sendable request, int attempt) {
                        throw new IllegalStateException("clumsy");
                    }
                });

        assertThat(stack.send(new Call<>(Script.PATCH)).get().code()).isEqualTo(200);
    }
}
