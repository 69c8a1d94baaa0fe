package io.fairlead.testkit.internal.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SandboxTimeTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void a_jumping_clock_runs_what_falls_due_in_order_at_its_own_time() {
        try (var time = SandboxTime.jumping(START)) {
            List<String> log = Collections.synchronizedList(new ArrayList<>());
            time.schedule(Duration.ofHours(2), () -> log.add("late " + time.now()));
            time.schedule(Duration.ofSeconds(1), () -> {
                log.add("early " + time.now());
                time.schedule(Duration.ofSeconds(1), () -> log.add("then " + time.now()));
            });
            time.schedule(Duration.ofHours(9), () -> log.add("never"));
            var dropped = time.schedule(Duration.ofMinutes(1), () -> log.add("dropped"));
            dropped.cancel();

            time.advance(Duration.ofHours(6));

            assertThat(log)
                    .containsExactly(
                            "early 2026-01-01T00:00:01Z", "then 2026-01-01T00:00:02Z", "late 2026-01-01T02:00:00Z");
            assertThat(time.now()).isEqualTo(START.plus(Duration.ofHours(6)));
        }
    }

    @Test
    void settling_waits_for_work_that_makes_work() {
        try (var time = SandboxTime.jumping(START)) {
            var log = Collections.synchronizedList(new ArrayList<String>());
            time.execute(() -> time.execute(() -> time.execute(() -> log.add("done"))));
            time.settle();

            assertThat(log).containsExactly("done");
        }
    }

    @Test
    void work_that_throws_does_not_stop_the_rest() {
        try (var time = SandboxTime.jumping(START)) {
            var log = Collections.synchronizedList(new ArrayList<String>());
            time.execute(() -> {
                throw new IllegalStateException("on purpose");
            });
            time.execute(() -> log.add("next"));
            time.settle();

            assertThat(log).containsExactly("next");
        }
    }

    @Test
    void the_machines_time_goes_by_itself_and_cannot_be_advanced() throws InterruptedException {
        try (var time = SandboxTime.real()) {
            var done = new CountDownLatch(1);
            time.schedule(Duration.ofMillis(1), done::countDown);
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();

            assertThatThrownBy(() -> time.advance(Duration.ofSeconds(1)))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("This Sandbox runs on the machine's time, which cannot be advanced; start it with a"
                            + " jumping clock.");
        }
    }

    @Test
    void nothing_runs_after_the_end() {
        var time = SandboxTime.jumping(START);
        time.close();
        var log = Collections.synchronizedList(new ArrayList<String>());
        time.execute(() -> log.add("work"));
        time.settle();

        assertThat(log).isEmpty();
    }
}
