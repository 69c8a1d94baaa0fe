package io.fairlead.metric;

import io.fairlead.operation.Gate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A gate on a metric: looks at it again and again for a time, and holds each look against a threshold.
 *
 * <pre>{@code
 * errorRate.below(0.01).over(Duration.ofMinutes(5)).every(Duration.ofSeconds(15)).atLeast(10).tolerating(1)
 * }</pre>
 *
 * <p>A look is a sample where the source answers with numbers and without warnings; of several series the worst counts. The verdict:
 *
 * <ul>
 *   <li><i>failed</i> as soon as more samples are beyond the threshold than are tolerated;
 *   <li><i>error</i> as soon as the source has failed more often in a row than is tolerated;
 *   <li><i>inconclusive</i> when the time is up and there are too few samples: no data, not a number, or an answer with warnings;
 *   <li><i>passed</i> otherwise.
 * </ul>
 *
 * <p>Immutable: each method gives another gate.
 */
public final class MetricGate implements Gate {

    /** On which side of the threshold it is well. */
    enum Side {
        BELOW,
        ABOVE;

        boolean holds(double value, double threshold) {
            return this == BELOW ? value < threshold : value > threshold;
        }

        boolean isWorse(double value, double than) {
            return this == BELOW ? value > than : value < than;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How long it looks and what it bears.
     *
     * @param over for how long
     * @param every from one look to the next
     * @param least how many samples there must be
     * @param failing how many of them may be beyond the threshold
     * @param errors how many looks in a row may fail
     */
    record Terms(Duration over, Duration every, int least, int failing, int errors) {}

    private static final Duration SLACK = Duration.ofMinutes(1);

    private final Metric metric;
    private final Side side;
    private final double threshold;
    private final Terms terms;
    private final Optional<String> pods;

    private MetricGate(Metric metric, Side side, double threshold, Terms terms, Optional<String> pods) {
        this.metric = metric;
        this.side = side;
        this.threshold = threshold;
        this.terms = terms;
        this.pods = pods;
    }

    static MetricGate of(Metric metric, Side side, double threshold) {
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("a threshold is a number");
        }
        return new MetricGate(
                metric, side, threshold, new Terms(Duration.ZERO, Duration.ofSeconds(10), 1, 0, 4), Optional.empty());
    }

    private MetricGate with(Terms changed) {
        return new MetricGate(metric, side, threshold, changed, pods);
    }

    /** For how long it looks; once where it is not said. */
    public MetricGate over(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a time is not negative, got " + time);
        }
        return with(new Terms(time, terms.every(), terms.least(), terms.failing(), terms.errors()));
    }

    /** How long from one look to the next; ten seconds where it is not said. */
    public MetricGate every(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("from look to look some time passes, got " + time);
        }
        return with(new Terms(terms.over(), time, terms.least(), terms.failing(), terms.errors()));
    }

    /** How many samples there must be to tell anything; one where it is not said. */
    public MetricGate atLeast(int samples) {
        if (samples < 1) {
            throw new IllegalArgumentException("there must be one sample at least, got " + samples);
        }
        return with(new Terms(terms.over(), terms.every(), samples, terms.failing(), terms.errors()));
    }

    /** How many samples may be beyond the threshold; none where it is not said. */
    public MetricGate tolerating(int samples) {
        if (samples < 0) {
            throw new IllegalArgumentException("samples are counted from 0, got " + samples);
        }
        return with(new Terms(terms.over(), terms.every(), terms.least(), samples, terms.errors()));
    }

    /** How often in a row the source may fail to answer; four times where it is not said. */
    public MetricGate toleratingErrors(int inARow) {
        if (inARow < 0) {
            throw new IllegalArgumentException("errors are counted from 0, got " + inARow);
        }
        return with(new Terms(terms.over(), terms.every(), terms.least(), terms.failing(), inARow));
    }

    /** The same, of these pods: {@link Metric#PODS} in its query is a regular expression that takes them and no others. */
    public MetricGate of(Collection<String> names) {
        String expression = names.stream().sorted().map(MetricGate::literal).collect(Collectors.joining("|"));
        return new MetricGate(metric, side, threshold, terms, Optional.of(expression));
    }

    /** The same, of whatever its query takes: {@link Metric#PODS} in it takes all pods. */
    public MetricGate ofEverything() {
        return new MetricGate(metric, side, threshold, terms, Optional.of(".*"));
    }

    /** Whether it has not been told yet of which pods it is asked. */
    public boolean isOpen() {
        return pods.isEmpty();
    }

    /** A pod's name has no character that means something in a regular expression but the dot; a backslash doubles in PromQL's quotes. */
    private static String literal(String name) {
        return name.replace(".", "[.]");
    }

    /** What is measured. */
    public Metric metric() {
        return metric;
    }

    @Override
    public String question() {
        return metric.name() + " " + side + " " + Numbers.text(threshold)
                + (terms.over().isZero() ? "" : " over " + text(terms.over()));
    }

    @Override
    public String whom() {
        return metric.source().name();
    }

    /** The time it looks, and a minute for the source to answer in. */
    @Override
    public Duration limit() {
        return terms.over().plus(terms.every()).plus(SLACK);
    }

    @Override
    public Verdict ask(Asking asking) {
        String query =
                pods.map(names -> metric.query().replace(Metric.PODS, names)).orElse(metric.query());
        Looks looks = new Looks(metric.name(), side, threshold, terms);
        Instant end = asking.now().plus(terms.over());
        while (true) {
            look(query, looks);
            Optional<Verdict> verdict = looks.verdict();
            if (verdict.isPresent()) {
                return verdict.get();
            }
            Duration left = Duration.between(asking.now(), end);
            if (left.isNegative() || left.isZero()) {
                return looks.atTheEnd();
            }
            asking.tell(question() + ": " + looks);
            asking.pause(left.compareTo(terms.every()) < 0 ? left : terms.every());
        }
    }

    private void look(String query, Looks looks) {
        Answer answer;
        try {
            answer = metric.source().now(query);
        } catch (MetricFailed e) {
            looks.failed(e);
            return;
        }
        List<Double> values = answer.series().stream()
                .flatMap(series -> series.last().stream())
                .map(Sample::value)
                .toList();
        if (values.isEmpty()) {
            looks.without("no data");
        } else if (!answer.warnings().isEmpty()) {
            looks.without("a warning of the source: " + answer.warnings().get(0));
        } else if (values.stream().anyMatch(value -> value.isNaN())) {
            looks.without("a value that is not a number");
        } else {
            looks.seen(values.stream()
                    .reduce((one, other) -> side.isWorse(one, other) ? one : other)
                    .orElseThrow());
        }
    }

    private static String text(Duration time) {
        return time.toSeconds() % 60 == 0 && time.toSeconds() > 0
                ? time.toMinutes() + " min"
                : time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    @Override
    public String toString() {
        return question() + " (asked of " + whom() + ")";
    }
}
