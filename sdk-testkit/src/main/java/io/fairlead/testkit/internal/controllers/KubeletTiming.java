package io.fairlead.testkit.internal.controllers;

import java.time.Duration;
import java.util.Objects;

/**
 * How long things take on the Sandbox's nodes.
 *
 * @param start from a pod's arrival on its node to its containers' start
 * @param slow the same for an image whose tag ends in {@code -slow}
 * @param run how long the pod of a Job runs until it completes
 * @param stop how long a pod takes to stop once asked, at most its grace period
 * @param retry from a failure to its next stage, such as from {@code ErrImagePull} to {@code ImagePullBackOff}
 * @param probes whether {@code initialDelaySeconds} of readiness and startup probes are waited for
 */
public record KubeletTiming(
        Duration start, Duration slow, Duration run, Duration stop, Duration retry, boolean probes) {

    /** A few milliseconds for everything, so that examples and tests take no longer than the API calls they make. */
    public static final KubeletTiming FAST = new KubeletTiming(
            Duration.ofMillis(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(20),
            Duration.ofMillis(2),
            Duration.ofMillis(100),
            false);

    /** No time for anything but what is slow on purpose, for clocks that stand until they jump. */
    public static final KubeletTiming AT_ONCE =
            new KubeletTiming(Duration.ZERO, Duration.ofSeconds(5), Duration.ZERO, Duration.ZERO, Duration.ZERO, false);

    /** What a real node takes for small images, for clocks that jump. */
    public static final KubeletTiming LIFELIKE = new KubeletTiming(
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(12),
            true);

    /** Checks that everything is given. */
    public KubeletTiming {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(slow, "slow");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(stop, "stop");
        Objects.requireNonNull(retry, "retry");
    }

    /** The same with another time until containers start. */
    public KubeletTiming withStart(Duration delay) {
        return new KubeletTiming(delay, slow, run, stop, retry, probes);
    }
}
