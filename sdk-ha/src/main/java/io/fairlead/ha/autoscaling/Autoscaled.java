package io.fairlead.ha.autoscaling;

import io.fairlead.resource.Ref;

/**
 * What putting a workload under an autoscaler gave.
 *
 * @param autoscaler the autoscaler
 * @param workload what it scales
 * @param replicas the number of replicas that it found
 * @param changed whether anything was written
 */
public record Autoscaled(Ref autoscaler, Ref workload, int replicas, boolean changed) {

    @Override
    public String toString() {
        return autoscaler + (changed ? " scales " : " scales as before ") + workload + ", which has " + replicas
                + (replicas == 1 ? " replica" : " replicas");
    }
}
