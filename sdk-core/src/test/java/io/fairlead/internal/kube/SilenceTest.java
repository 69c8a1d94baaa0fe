package io.fairlead.internal.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.time.FakePace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SilenceTest {

    private final FakePace pace = new FakePace();
    private final ArrayDeque<Runnable> serial = new ArrayDeque<>();
    private final AtomicInteger alarms = new AtomicInteger();
    private final Silence silence = new Silence(pace, serial::add, alarms::incrementAndGet);

    @Test
    void a_connection_that_says_nothing_longer_than_the_server_lets_it_live_is_dead() {
        silence.begin();

        pace.advance(Duration.ofSeconds(304));
        assertThat(looked()).isZero();

        pace.advance(Duration.ofSeconds(2));
        assertThat(looked()).isEqualTo(1);
    }

    @Test
    void where_bookmarks_come_two_missing_ones_are_enough() {
        silence.begin();
        silence.bookmarked();
        silence.begin();

        pace.advance(Duration.ofSeconds(151));

        assertThat(looked()).isEqualTo(1);
    }

    @Test
    void an_alarm_that_was_on_its_way_when_the_watch_began_anew_says_nothing() {
        silence.begin();
        pace.advance(Duration.ofSeconds(306));

        silence.begin();

        assertThat(looked()).isZero();
        assertThat(pace.alarms()).isEqualTo(1);
    }

    /** Runs what the alarms handed over; how often the watch was found too quiet. */
    private int looked() {
        for (Runnable look = serial.poll(); look != null; look = serial.poll()) {
            look.run();
        }
        return alarms.get();
    }
}
