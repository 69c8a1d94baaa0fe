package io.fairlead.ha.autoscaling;

import io.fairlead.failure.FairleadException;
import io.fairlead.resource.Ref;

/** An autoscaler that could not do its work, found while planning: nothing was written. */
public final class AutoscalerRefused extends FairleadException {

    /**
     * A refusal.
     *
     * @param tried what was tried, without a full stop
     * @param happened why it is refused, with the arithmetic where there is one
     * @param remedy what to do, one sentence
     * @param ref what is to be scaled
     */
    public AutoscalerRefused(String tried, String happened, String remedy, Ref ref) {
        super(tried, happened, remedy, ref, null);
    }
}
