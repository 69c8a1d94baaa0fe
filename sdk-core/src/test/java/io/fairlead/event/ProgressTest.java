package io.fairlead.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.plan.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final StepId STEP = new StepId(List.of("release"), "await", "Deployment shop/web", 1);

    private final List<String> lines = new ArrayList<>();
    private final EventListener progress = Progress.to(lines::add);

    private static Event.WaitProgress waiting(int millis, int done, String... trouble) {
        return new Event.WaitProgress(START.plusMillis(millis), STEP, done, 3, "some are ready", List.of(trouble));
    }

    @Test
    void a_wait_is_told_once_a_second_at_most() {
        progress.on(new Event.StepStarted(START, STEP, "wait until Deployment shop/web is ready", 1));
        progress.on(waiting(10, 0, "Pod shop/web-1: no scheduler has looked at it"));
        progress.on(waiting(900, 0));
        progress.on(waiting(1_100, 1, "Pod shop/web-2: it pulls its image"));
        progress.on(waiting(1_500, 2));
        progress.on(waiting(2_100, 3));

        assertThat(lines)
                .containsExactly(
                        "> release: wait until Deployment shop/web is ready",
                        ". 1 of 3; some are ready",
                        "! Pod shop/web-2: it pulls its image",
                        ". 3 of 3; some are ready");
    }

    @Test
    void an_operation_is_told_with_its_end() {
        progress.on(new Event.Ended(START, "release", Duration.ofMillis(1_230), Optional.empty()));

        assertThat(lines).containsExactly("= release done in 1.23 s");
    }
}
