package io.fairlead.event;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Tells a run to a person, a line each time something comes further: {@code cluster.listener(Progress.to(System.out::println))}.
 *
 * <p>Writes plain text; a caller that colours looks at the first sign of a line: {@code >} a step starts, {@code .} it comes further,
 * {@code !} something is wrong, {@code =} the end.
 */
public final class Progress implements EventListener {

    private final Consumer<String> lines;

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
            lines.accept("> " + scope(started) + started.what());
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

    private void progress(Event.WaitProgress wait) {
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
