package io.fairlead.testkit;

/** How long things take on the nodes of a {@link Sandbox}. */
public enum SandboxTiming {
    /**
     * A few milliseconds for the start, the end and the stop of a pod, and none at all on a clock that jumps: pods are
     * ready as soon as the controllers have made them. An image whose tag ends in {@code -slow} takes 5 seconds.
     */
    FAST,
    /**
     * What small images take on a real node: 2 seconds to start, 1 to stop, 5 for the pod of a Job, and probes wait for
     * their {@code initialDelaySeconds}.
     */
    LIFELIKE
}
