package io.fairlead.scaling;

/**
 * One pod of an autoscaled workload, as the autoscaler counts it.
 *
 * @param state how it counts
 * @param usage what it uses, in thousandths; of no meaning unless {@link State#READY}
 * @param request what it requests of the same resource, in thousandths; zero where the target is no utilization
 */
public record PodSample(State state, long usage, long request) {
    /** How a pod counts; {@code groupPods} of {@code podautoscaler/replica_calculator.go} sorts pods so. */
    public enum State {
        /** Ready and measured. */
        READY,
        /** Pending, or not ready yet: assumed idle when scaling up, left out when scaling down. */
        UNREADY,
        /** Without a measurement: assumed idle when scaling up, at its target when scaling down. */
        MISSING,
        /** Failed or being deleted: not counted. */
        IGNORED
    }

    /** A ready pod that was measured. */
    public static PodSample ready(long usage, long request) {
        return new PodSample(State.READY, usage, request);
    }
}
