package io.fairlead.internal.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.time.FakePace;
import io.fairlead.policy.Concurrency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WindowTest {

    private final FakePace pace = new FakePace();
    private final Script script = new Script(pace);
    private final List<Integer> sizes = new ArrayList<>();

    private WindowedChannel<Script.Ask> channel(Concurrency bounds) {
        return new WindowedChannel<>(script, bounds, pace, new CallObserver() {
            @Override
            public void windowChanged(int size) {
                sizes.add(size);
            }
        });
    }

    private List<CompletableFuture<Answer>> send(Channel<Script.Ask> channel, int count, Script.Ask ask) {
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(channel.send(new Call<>(ask)));
        }
        return answers;
    }

    @Test
    void it_starts_small_and_grows_to_its_bound_while_answers_come_quickly() {
        script.taking(() -> Duration.ofMillis(10));
        Channel<Script.Ask> channel = channel(Concurrency.ofDefaults());
        List<CompletableFuture<Answer>> answers = send(channel, 1000, Script.PATCH);
        assertThat(script.asked()).isEqualTo(16);

        pace.advance(Duration.ofMillis(10));
        assertThat(script.asked()).isEqualTo(16 + 32);
        pace.advance(Duration.ofMillis(20));
        assertThat(script.asked()).isEqualTo(16 + 32 + 64 + 64);
        pace.advance(Duration.ofSeconds(1));

        assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompleted());
        assertThat(sizes).last().isEqualTo(64);
    }

    @Test
    void overload_halves_it_once_a_round_and_it_recovers_slowly() {
        Channel<Script.Ask> channel = channel(Concurrency.of(window -> window.initial(32)));
        AtomicInteger asked = new AtomicInteger();
        script.always(() -> {
            CompletableFuture<Answer> later = new CompletableFuture<>();
            boolean refused = asked.incrementAndGet() <= 32;
            pace.schedule(
                    Duration.ofMillis(10),
                    () -> later.complete(
                            refused
                                    ? Script.raw(429, Verdict.later(Duration.ofSeconds(1)))
                                    : Script.raw(200, Verdict.FINAL)));
            return later;
        });
        send(channel, 400, Script.PATCH);

        pace.advance(Duration.ofMillis(10));
        assertThat(sizes).as("32 complaints of one round").containsExactly(16);
        pace.advance(Duration.ofMillis(40));
        assertThat(sizes)
                .as("about one a round")
                .hasSizeBetween(3, 6)
                .last()
                .satisfies(size -> assertThat(size).isBetween(18, 21));
    }

    @Test
    void it_never_shrinks_below_its_least() {
        script.always(() -> Script.answer(429, Verdict.later(Duration.ZERO)));
        Channel<Script.Ask> channel = channel(Concurrency.of(window -> window.min(2)));
        for (int i = 0; i < 20; i++) {
            pace.advance(Duration.ofMillis(1));
            send(channel, 1, Script.PATCH);
        }

        assertThat(sizes).containsExactly(8, 4, 2);
    }

    @Test
    void writes_that_become_very_slow_shrink_it_but_not_below_its_start() {
        AtomicInteger millis = new AtomicInteger(10);
        script.taking(() -> Duration.ofMillis(millis.get()));
        Channel<Script.Ask> channel = channel(Concurrency.ofDefaults());
        send(channel, 500, Script.PATCH);
        pace.advance(Duration.ofSeconds(1));
        assertThat(sizes).last().isEqualTo(64);

        millis.set(3_000);
        send(channel, 2_000, Script.PATCH);
        pace.advance(Duration.ofMinutes(10));

        assertThat(sizes).last().isEqualTo(16);
    }

    @Test
    void slow_lists_say_nothing_of_the_server() {
        script.taking(() -> Duration.ofSeconds(5));
        Channel<Script.Ask> channel = channel(Concurrency.ofDefaults());
        send(channel, 500, new Script.Ask("list", true));
        pace.advance(Duration.ofMinutes(5));

        assertThat(sizes).last().isEqualTo(64);
    }

    @Test
    void it_stays_as_it_is_while_it_is_not_what_holds_calls_back() {
        script.taking(() -> Duration.ofMillis(10));
        Channel<Script.Ask> channel = channel(Concurrency.ofDefaults());
        for (int i = 0; i < 100; i++) {
            send(channel, 3, Script.PATCH);
            pace.advance(Duration.ofMillis(10));
        }

        assertThat(sizes).isEmpty();
    }

    @Test
    void calls_leave_in_the_order_they_came_and_withdrawn_ones_not_at_all() {
        CompletableFuture<Answer> first = new CompletableFuture<>();
        script.then(first);
        Channel<Script.Ask> channel = channel(Concurrency.fixed(1));
        channel.send(new Call<>(Script.PATCH));
        Call<Script.Ask> withdrawn = new Call<>(Script.PATCH);
        CompletableFuture<Answer> second = channel.send(withdrawn);
        CompletableFuture<Answer> third = channel.send(new Call<>(Script.PATCH));
        withdrawn.withdraw();

        first.complete(Script.raw(200, Verdict.FINAL));

        assertThat(second).isCompletedExceptionally();
        assertThat(third).isCompleted();
        assertThat(script.asked()).isEqualTo(2);
    }
}
