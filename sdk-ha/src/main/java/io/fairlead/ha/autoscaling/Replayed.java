package io.fairlead.ha.autoscaling;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a replay showed: every sync, and the sums.
 *
 * @param autoscaler what was played
 * @param settings the controller's settings that were assumed
 * @param steps every sync, in order
 */
public record Replayed(String autoscaler, ControllerSettings settings, List<ReplayStep> steps) {

    private static final int WIDTH = 60;
    /** A step back within the window in which the controller looks back by default is a flap. */
    private static final Duration FLAP = Duration.ofMinutes(5);

    public Replayed {
        steps = List.copyOf(steps);
    }

    /** The syncs that changed the number. */
    public List<ReplayStep> changes() {
        return steps.stream().filter(ReplayStep::isChange).toList();
    }

    /** Pods times hours. */
    public double replicaHours() {
        double hours = settings.syncPeriod().toMillis() / 3_600_000.0;
        return steps.stream().mapToInt(ReplayStep::desired).sum() * hours;
    }

    /** How long the ready pods could not serve the demand; a recorded metric tells nothing of it. */
    public Duration saturated() {
        return settings.syncPeriod()
                .multipliedBy(steps.stream().filter(ReplayStep::saturated).count());
    }

    /** The longest stretch in which they could not. */
    public Duration longestSaturated() {
        int longest = 0;
        int run = 0;
        for (ReplayStep step : steps) {
            run = step.saturated() ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return settings.syncPeriod().multipliedBy(longest);
    }

    /** Steps that went back on the step before within five minutes. */
    public int flaps() {
        List<ReplayStep> changes = changes();
        int flaps = 0;
        for (int i = 1; i < changes.size(); i++) {
            ReplayStep before = changes.get(i - 1);
            ReplayStep step = changes.get(i);
            boolean turned = (before.desired() > before.replicas()) != (step.desired() > step.replicas());
            if (turned && step.at().minus(before.at()).compareTo(FLAP) <= 0) {
                flaps++;
            }
        }
        return flaps;
    }

    /** The most replicas there were. */
    public int peak() {
        return steps.stream().mapToInt(ReplayStep::desired).max().orElse(0);
    }

    /** Each sync as a line: seconds, load, replicas, ready, measured, desired, why, saturated; with a header. */
    public String csv() {
        return steps.stream()
                .map(step -> String.format(
                        Locale.ROOT,
                        "%d,%s,%d,%d,%s,%d,\"%s\",%b",
                        step.at().toSeconds(),
                        number(step.load()),
                        step.replicas(),
                        step.ready(),
                        number(step.measured()),
                        step.desired(),
                        step.why(),
                        step.saturated()))
                .collect(
                        Collectors.joining("\n", "seconds,load,replicas,ready,measured,desired,why,saturated\n", "\n"));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.valueOf(value);
    }

    /** The sums, and the load and the replicas as two rows of bars. */
    @Override
    public String toString() {
        Duration length = settings.syncPeriod().multipliedBy(steps.size());
        return String.format(
                Locale.ROOT,
                """
                %s
                  over %s: %.1f replica hours, at most %d replicas, %d steps, %d flaps, %s
                  load     %s
                  replicas %s
                  assumed  %s""",
                autoscaler,
                words(length),
                replicaHours(),
                peak(),
                changes().size(),
                flaps(),
                saturated().isZero()
                        ? "never saturated"
                        : "saturated " + words(saturated()) + ", at most " + words(longestSaturated()) + " at a time",
                Bars.of(steps.stream().mapToDouble(ReplayStep::load).toArray(), WIDTH),
                Bars.of(steps.stream().mapToDouble(ReplayStep::desired).toArray(), WIDTH),
                settings);
    }

    private static String words(Duration time) {
        StringBuilder text = new StringBuilder();
        if (time.toHours() > 0) {
            text.append(time.toHours()).append(" h ");
        }
        if (time.toMinutesPart() > 0) {
            text.append(time.toMinutesPart()).append(" min ");
        }
        if (time.toSecondsPart() > 0) {
            text.append(time.toSecondsPart()).append(" s ");
        }
        return text.toString().strip();
    }
}
