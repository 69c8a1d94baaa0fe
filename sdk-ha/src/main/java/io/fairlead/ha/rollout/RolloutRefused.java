package io.fairlead.ha.rollout;

import io.fairlead.failure.FairleadException;
import io.fairlead.resource.Ref;
import org.jspecify.annotations.Nullable;

/** A rollout that cannot be right, found while planning: nothing was written. */
public final class RolloutRefused extends FairleadException {

    /**
     * A refusal.
     *
     * @param tried what was tried, without a full stop
     * @param happened why it is refused, one or two sentences
     * @param remedy what to do, one sentence
     * @param ref the workload, where it was found
     */
    public RolloutRefused(String tried, String happened, String remedy, @Nullable Ref ref) {
        super(tried, happened, remedy, ref, null);
    }
}
