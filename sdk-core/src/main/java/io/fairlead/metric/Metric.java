package io.fairlead.metric;

import java.util.Objects;

/**
 * Something that is measured, to make gates of: {@code errorRate.below(0.01).over(Duration.ofMinutes(5))}.
 *
 * <pre>{@code
 * var errorRate = Metric.of(prometheus, "error rate",
 *     "sum(rate(http_requests_total{code=~\"5..\",pod=~\"$pods\"}[1m])) / sum(rate(http_requests_total{pod=~\"$pods\"}[1m]))");
 * }</pre>
 *
 * <p>{@code $pods} in a query is a regular expression that takes the pods that are meant and no others; a rollout fills it with those of the
 * new revision. Immutable.
 *
 * @param source where it is measured
 * @param name what it is, for people
 * @param query how it is asked for, in the source's language
 */
public record Metric(MetricSource source, String name, String query) {

    /** What a query is tied to pods by. */
    public static final String PODS = "$pods";

    public Metric {
        Objects.requireNonNull(source, "source");
        if (name.isBlank() || query.isBlank()) {
            throw new IllegalArgumentException("a metric has a name and a query");
        }
    }

    /** A metric of a source. */
    public static Metric of(MetricSource source, String name, String query) {
        return new Metric(source, name, query);
    }

    /** A gate that passes while every series of it is below this. */
    public MetricGate below(double threshold) {
        return MetricGate.of(this, MetricGate.Side.BELOW, threshold);
    }

    /** A gate that passes while every series of it is above this. */
    public MetricGate above(double threshold) {
        return MetricGate.of(this, MetricGate.Side.ABOVE, threshold);
    }

    /** Whether its query is tied to pods. */
    public boolean isTied() {
        return query.contains(PODS);
    }

    @Override
    public String toString() {
        return name + " (asked of " + source.name() + ")";
    }
}
