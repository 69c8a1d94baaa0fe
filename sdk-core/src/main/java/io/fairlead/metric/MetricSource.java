package io.fairlead.metric;

import java.time.Duration;
import java.time.Instant;

/**
 * Where measurements come from: {@link Prometheus}, {@link FixedSeries} in tests, or one of your own.
 *
 * <p>Blocking. A thread that is interrupted in a call gets {@code Interrupted}. Safe for threads.
 */
public interface MetricSource {

    /** Who answers, as it reads in plans: {@code prometheus at http://prometheus.monitoring:9090}. */
    String name();

    /**
     * The values of a query now.
     *
     * @param query in the source's own language
     * @throws MetricFailed when there is no answer to use
     */
    Answer now(String query);

    /**
     * The values of a query over a time.
     *
     * @param query in the source's own language
     * @param from the first moment
     * @param to the last moment
     * @param step from one sample to the next
     * @throws MetricFailed when there is no answer to use
     */
    Answer range(String query, Instant from, Instant to, Duration step);
}
