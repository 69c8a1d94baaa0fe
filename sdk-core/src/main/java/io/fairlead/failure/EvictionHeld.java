package io.fairlead.failure;

import io.fairlead.resource.Ref;
import org.jspecify.annotations.Nullable;

/** A PodDisruptionBudget allows no further eviction now. */
public final class EvictionHeld extends FairleadException {

    /**
     * An eviction that has to wait.
     *
     * @param tried what was tried
     * @param reason the server's reason, which names the budget and its numbers
     * @param ref the pod
     */
    public EvictionHeld(String tried, String reason, @Nullable Ref ref) {
        super(
                tried,
                "A disruption budget allows no eviction now: " + reason + ".",
                "Wait until its other pods are ready, or loosen the budget.",
                ref,
                null);
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
