package io.fairlead.ha.autoscaling;

import java.time.Duration;

/**
 * One sync of a replayed autoscaler.
 *
 * @param at from the start
 * @param load the demand, or the metric as it was; not a number in a gap
 * @param replicas how many there were
 * @param ready how many of them were ready
 * @param measured what the autoscaler saw: a utilization in per cent, or an average value; not a number where it saw nothing
 * @param desired how many it asked for
 * @param why the reason, as the controller gives it: {@code cpu above target}, {@code ScaleDownStabilized}, ...; empty where nothing is done
 * @param saturated whether the ready pods could not serve the demand
 */
public record ReplayStep(
        Duration at,
        double load,
        int replicas,
        int ready,
        double measured,
        int desired,
        String why,
        boolean saturated) {

    /** Whether the number of replicas changes. */
    public boolean isChange() {
        return desired != replicas;
    }
}
