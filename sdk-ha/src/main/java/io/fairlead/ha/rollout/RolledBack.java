package io.fairlead.ha.rollout;

import io.fairlead.resource.Ref;

/**
 * What a rollback gave: the workload runs this revision's template again, on pods that are ready.
 *
 * @param workload the workload
 * @param changed whether it was changed; {@code false} where it asked for that revision already
 * @param to the revision as it was found, before it was used again and got a new number
 */
public record RolledBack(Ref workload, boolean changed, Revision to) {

    @Override
    public String toString() {
        return workload + (changed ? " is back at what was " : " asks for ") + to;
    }
}
