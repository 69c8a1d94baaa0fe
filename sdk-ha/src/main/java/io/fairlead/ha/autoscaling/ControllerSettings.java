package io.fairlead.ha.autoscaling;

import java.time.Duration;

/**
 * The flags of kube-controller-manager that an autoscaler's arithmetic depends on. They cannot be read through the API, so they are an input;
 * {@link #DEFAULTS} are those of Kubernetes 1.37, and every replay prints the ones it used.
 *
 * @param syncPeriod {@code --horizontal-pod-autoscaler-sync-period}, 15 s
 * @param tolerance {@code --horizontal-pod-autoscaler-tolerance}, 0.1
 * @param cpuInitializationPeriod {@code --horizontal-pod-autoscaler-cpu-initialization-period}, 5 min: so long after its start a pod's CPU
 *     counts only once it is ready and a whole window of it was measured
 * @param metricWindow over which the metrics API averages usage; 15 s with metrics-server's default resolution
 */
public record ControllerSettings(
        Duration syncPeriod, double tolerance, Duration cpuInitializationPeriod, Duration metricWindow) {

    /** Those of Kubernetes 1.37. */
    public static final ControllerSettings DEFAULTS =
            new ControllerSettings(Duration.ofSeconds(15), 0.1, Duration.ofMinutes(5), Duration.ofSeconds(15));

    /** Checks the settings. */
    public ControllerSettings {
        if (syncPeriod.isNegative() || syncPeriod.isZero()) {
            throw new IllegalArgumentException("a sync period takes some time, got " + syncPeriod);
        }
        if (!Double.isFinite(tolerance) || tolerance < 0) {
            throw new IllegalArgumentException("a tolerance is a share of the target, 0 or more, got " + tolerance);
        }
        if (cpuInitializationPeriod.isNegative() || metricWindow.isNegative()) {
            throw new IllegalArgumentException("a length of time is not negative");
        }
    }

    @Override
    public String toString() {
        return "sync every " + syncPeriod.toSeconds() + " s, tolerance " + tolerance + ", CPU of new pods after "
                + cpuInitializationPeriod.toSeconds() + " s";
    }
}
