package io.fairlead.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fairlead.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SafeListenerTest {

    private static final Event EVENT =
            new Event.Retried(Instant.EPOCH, "patch configmaps", "answered 429", Duration.ofSeconds(1));

    @Test
    void what_a_listener_throws_changes_nothing() {
        SafeListener listener = new SafeListener(event -> {
            throw new AssertionError("a progress bar without a terminal");
        });

        assertThatCode(() -> listener.on(EVENT)).doesNotThrowAnyException();
    }

    @Test
    void what_happens_on_a_thread_that_must_not_wait_is_told_on_another() throws Exception {
        CompletableFuture<Thread> told = new CompletableFuture<>();
        SafeListener listener = new SafeListener(event -> told.complete(Thread.currentThread()));

        listener.soon(EVENT);

        assertThat(told.get(10, TimeUnit.SECONDS).getName()).isEqualTo("fairlead-events");
    }
}
