package io.fairlead.ha.autoscaling;

import java.time.Duration;
import java.util.Arrays;

/**
 * What a replayed autoscaler measures.
 *
 * <p>Either {@linkplain #recorded as it was}, whatever the number of pods; or as a {@linkplain #demand demand} that the pods share, so
 * that more pods are less busy. One value a period; it holds until the next. A value that is not a number is a gap: the metric is missing.
 * Immutable.
 */
public final class Load {

    private final Duration every;
    private final double[] values;
    private final boolean shared;
    private final double request;
    private final double capacity;
    private final Duration startUp;

    private Load(Duration every, double[] values, boolean shared, double request, double capacity, Duration startUp) {
        this.every = every;
        this.values = values;
        this.shared = shared;
        this.request = request;
        this.capacity = capacity;
        this.startUp = startUp;
    }

    /**
     * The metric as it was: the average utilization in per cent of the requests, or the average value a pod.
     *
     * @param every the time between two values
     * @throws IllegalArgumentException when there is no value, or one is negative
     */
    public static Load recorded(Duration every, double... values) {
        return new Load(checked(every), checked(values), false, 1, Double.POSITIVE_INFINITY, Duration.ZERO);
    }

    /**
     * What all pods together have to serve, in cores, bytes or the metric's own unit. A pod requests one unit and can serve one, and is ready
     * at once, until {@link #pods} says otherwise.
     *
     * @param every the time between two values
     * @throws IllegalArgumentException when there is no value, or one is negative
     */
    public static Load demand(Duration every, double... values) {
        return new Load(checked(every), checked(values), true, 1, 1, Duration.ZERO);
    }

    /**
     * How the pods of a demand are.
     *
     * @param request what one requests, of which a utilization is a share
     * @param capacity how much one can serve: its limit, or what it is known to bear
     * @param startUp from its creation until it is ready
     */
    public Load pods(double request, double capacity, Duration startUp) {
        if (!shared) {
            throw new IllegalStateException(
                    "a recorded metric is what it was, whatever the pods: only a demand is shared");
        }
        if (!(request > 0) || !(capacity > 0) || startUp.isNegative()) {
            throw new IllegalArgumentException(
                    "a pod requests something, serves something and takes no negative time, got " + request + ", "
                            + capacity + " and " + startUp);
        }
        return new Load(every, values, true, request, capacity, startUp);
    }

    private static Duration checked(Duration every) {
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("values lie some time apart, got " + every);
        }
        return every;
    }

    private static double[] checked(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a load has a value");
        }
        for (double value : values) {
            if (value < 0 || Double.isInfinite(value)) {
                throw new IllegalArgumentException("a load is 0 or more, got " + value);
            }
        }
        return values.clone();
    }

    /** From the first value to the end of the last one's period. */
    public Duration length() {
        return every.multipliedBy(values.length);
    }

    /** The value at a time from the start; not a number in a gap and after the end. */
    double at(Duration time) {
        long index = time.dividedBy(every);
        return index < values.length ? values[(int) index] : Double.NaN;
    }

    boolean isShared() {
        return shared;
    }

    double request() {
        return request;
    }

    double capacity() {
        return capacity;
    }

    Duration startUp() {
        return startUp;
    }

    @Override
    public String toString() {
        return (shared ? "a demand" : "a metric") + " of " + values.length + " values, one every " + every
                + ", at most "
                + Arrays.stream(values).filter(Double::isFinite).max().orElse(Double.NaN);
    }
}
