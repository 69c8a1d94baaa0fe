package io.fairlead.event;

import io.fairlead.plan.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells a run to a person, a line each time something comes further, of a wait once a second at most: {@code cluster.listener(Progress.to(System.out::println))}.
 *
 * <p>Writes plain text; a caller that colours looks at the first sign of a line: {@code >} a step starts, {@code .} it comes further,
 * {@code !} something is wrong, {@code =} the end.
 */
public final class Progress implements EventListener {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Consumer<String> lines;
    private final Map<StepId, Instant> told = new HashMap<>();

    private Progress(Consumer<String> lines) {
        this.lines = lines;
    }

    /** A listener that hands its lines to a printer. */
    public static EventListener to(Consumer<String> lines) {
        return new Progress(lines);
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.StepStarted started) {
            told.put(started.id(), started.at());
            lines.accept("> " + scope(started) + started.what());
        } else if (event instanceof Event.StepEnded ended) {
            told.remove(ended.id());
        } else if (event instanceof Event.WaitProgress wait) {
            progress(wait);
        } else if (event instanceof Event.Retried retried) {
            lines.accept("! " + retried.request() + " again in " + time(retried.delay()) + ": " + retried.reason());
        } else if (event instanceof Event.Warned warned) {
            lines.accept("! " + warned.warning());
        } else if (event instanceof Event.Ended ended) {
            String name = ended.operation().equals("an operation") ? "" : ended.operation() + " ";
            lines.accept(
                    "= " + name + (ended.failure().isPresent() ? "failed after " : "done in ") + time(ended.took()));
        }
    }

    private static String scope(Event.StepStarted started) {
        return started.id().scope().isEmpty()
                ? ""
                : String.join(" / ", started.id().scope()) + ": ";
    }

    /** What is true for less than a second is no news: most of it mends itself, and a cause that does not is in the failure. */
    private void progress(Event.WaitProgress wait) {
        Instant last = told.computeIfAbsent(wait.id(), id -> wait.at());
        if (Duration.between(last, wait.at()).compareTo(PAUSE) < 0) {
            return;
        }
        told.put(wait.id(), wait.at());
        if (wait.total() > 1 || !wait.sentence().isEmpty()) {
            lines.accept(". " + wait.done() + " of " + wait.total()
                    + (wait.sentence().isEmpty() ? "" : "; " + wait.sentence()));
        }
        wait.trouble().forEach(trouble -> lines.accept("! " + trouble));
    }

    private static String time(Duration duration) {
        return duration.compareTo(Duration.ofSeconds(10)) < 0
                ? String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0)
                : duration.toSeconds() + " s";
    }
}
