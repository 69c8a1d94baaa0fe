package io.fairlead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoliciesTest {

    @Test
    void defaults_are_as_documented() {
        assertThat(RetryPolicy.ofDefaults())
                .hasToString("RetryPolicy{attempts=8, firstDelay=PT0.1S, factor=2.0, maxDelay=PT10S, jitter=0.5}");
        assertThat(TimeBudget.ofDefaults()).hasToString("TimeBudget{attempt=PT35S, total=PT2M}");
        assertThat(Concurrency.ofDefaults()).hasToString("Concurrency{initial=16, min=1, max=64}");
        assertThat(Concurrency.fixed(3)).hasToString("Concurrency{initial=3, min=3, max=3}");
        assertThat(Concurrency.of(window -> window.max(4)).initial()).isEqualTo(4);
    }

    @Test
    void pauses_grow_up_to_the_longest_and_spread_by_the_jitter() {
        RetryPolicy policy = RetryPolicy.ofDefaults();

        assertThat(policy.delay(1, () -> 0.5)).isEqualTo(Duration.ofMillis(100));
        assertThat(policy.delay(4, () -> 0.5)).isEqualTo(Duration.ofMillis(800));
        assertThat(policy.delay(1, () -> 0)).isEqualTo(Duration.ofMillis(50));
        assertThat(policy.delay(1000, () -> 1)).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void what_cannot_be_meant_is_refused_in_words() {
        assertThatThrownBy(() -> RetryPolicy.of(retry -> retry.attempts(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("attempts must be 1 or more, got 0");
        assertThatThrownBy(() -> RetryPolicy.of(retry -> retry.maxDelay(Duration.ofMillis(1))))
                .hasMessage("maxDelay must not be shorter than firstDelay (PT0.1S), got PT0.001S");
        assertThatThrownBy(() -> TimeBudget.of(budget -> budget.total(Duration.ofSeconds(1))))
                .hasMessage("total must not be shorter than attempt (PT35S), got PT1S");
        assertThatThrownBy(() -> Concurrency.of(window -> window.initial(100)))
                .hasMessage("min, initial and max must be in this order, got 1, 100, 64");
    }
}
