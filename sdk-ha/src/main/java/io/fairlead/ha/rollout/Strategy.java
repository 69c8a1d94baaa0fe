package io.fairlead.ha.rollout;

import io.fairlead.operation.Work;
import java.util.Map;

/** A way of releasing other than changing the workload and waiting. */
interface Strategy {

    /**
     * Looks whether it can be done so, and gives what does it; only reads.
     *
     * @throws RolloutRefused when it cannot
     */
    Run prepare(Work work, Workload workload, Release release, String tried);

    /** A release that is to be done so. */
    @FunctionalInterface
    interface Run {

        /** Does it; what it writes is taken back when it fails. */
        Release.Released perform(Work work, Map<String, Object> wanted);
    }
}
