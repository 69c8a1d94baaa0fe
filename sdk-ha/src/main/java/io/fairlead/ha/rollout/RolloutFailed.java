package io.fairlead.ha.rollout;

import io.fairlead.failure.FairleadException;
import io.fairlead.operation.Gate;
import io.fairlead.resource.Diagnosis;
import io.fairlead.resource.Ref;
import java.util.List;

/** A rollout that did not come to its end: why, and how the pods of both revisions stood when it failed. */
public final class RolloutFailed extends FairleadException {

    private final transient List<Diagnosis> causes;
    private final transient Standing standing;

    RolloutFailed(Ref workload, FairleadException cause, List<Diagnosis> causes, Standing standing) {
        super(
                "roll out " + workload,
                standing.isUnknown() ? cause.happened() : cause.happened() + "\n" + standing + ".",
                cause.remedy(),
                workload,
                cause);
        this.causes = List.copyOf(causes);
        this.standing = standing;
    }

    /** A gate that did not pass. */
    RolloutFailed(Ref workload, Gate gate) {
        super(
                "roll out " + workload,
                "The new pods are ready, and a gate did not pass: " + gate.question() + " (asked of " + gate.whom()
                        + ").",
                "Look at what it measures, and release again.",
                workload,
                null);
        this.causes = List.of();
        this.standing = Standing.unknown();
    }

    /** The root causes, the one that ended the wait first; empty where nothing says why. */
    public List<Diagnosis> causes() {
        return causes;
    }

    /** How the pods of the new revision and of those before stood when it failed, before anything was taken back. */
    public Standing standing() {
        return standing;
    }
}
