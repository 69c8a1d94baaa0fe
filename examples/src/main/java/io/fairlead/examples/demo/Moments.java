package io.fairlead.examples.demo;

import io.fairlead.event.Event;
import io.fairlead.event.EventListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hears the events of a run: shows how far it is, and remembers when what happened. */
final class Moments implements EventListener {

    private static final Duration QUIET = Duration.ofSeconds(2);

    private final Screen screen;
    private int written;
    private int objects;
    private Instant nextLine = Instant.EPOCH;
    private @Nullable Instant firstWrite;
    private @Nullable Instant failed;
    private @Nullable Instant last;

    Moments(Screen screen) {
        this.screen = screen;
    }

    /** Forgets, before another run. */
    synchronized void reset() {
        written = 0;
        objects = 0;
        firstWrite = null;
        failed = null;
        last = null;
        nextLine = Instant.EPOCH;
    }

    @Override
    public synchronized void on(Event event) {
        last = event.at();
        if (event instanceof Event.StepStarted started) {
            objects += started.what().startsWith("apply") ? started.objects() : 0;
        } else if (event instanceof Event.Wrote wrote) {
            firstWrite = firstWrite == null ? wrote.at() : firstWrite;
            written++;
            screen.motion(written, Math.max(objects, written), "written, " + wrote.ref());
        } else if (event instanceof Event.WaitProgress wait) {
            progress(wait);
        } else if (event instanceof Event.StepEnded ended && ended.failed() && failed == null) {
            failed = ended.at();
        } else if (event instanceof Event.Retried retried) {
            screen.line("", "! " + retried.request() + " again in " + retried.delay() + ": " + retried.reason());
        }
    }

    private void progress(Event.WaitProgress wait) {
        List<String> words = wait.trouble().isEmpty() ? List.of(wait.sentence()) : wait.trouble();
        if (screen.moves()) {
            screen.motion(wait.done(), wait.total(), "ready, " + words.get(0));
        } else if (nextLine.equals(Instant.EPOCH)) {
            nextLine = wait.at().plus(QUIET);
        } else if (wait.total() > 1 && wait.at().isAfter(nextLine)) {
            nextLine = wait.at().plus(QUIET);
            screen.text(". " + wait.done() + " of " + wait.total() + " ready; " + words.get(0));
        }
    }

    /** From the first write to the failure. */
    synchronized Optional<Duration> untilFailure() {
        return between(firstWrite, failed);
    }

    /** From the failure to the end. */
    synchronized Optional<Duration> afterFailure() {
        return between(failed, last);
    }

    private static Optional<Duration> between(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other == null ? Optional.empty() : Optional.of(Duration.between(one, other));
    }
}
