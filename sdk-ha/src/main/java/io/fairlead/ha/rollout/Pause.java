package io.fairlead.ha.rollout;

import io.fairlead.operation.Operation;
import io.fairlead.operation.Work;
import io.fairlead.resource.Ref;

/**
 * Holds a Deployment's rollouts: changes of its template wait until it is resumed. Pods that are there go on.
 *
 * <p>{@code cluster.run(Pause.of("shop/web"))}. Nothing is written where it is paused already. Undo resumes it. Immutable.
 */
public final class Pause implements Operation<Ref> {

    private final WorkloadName deployment;

    private Pause(WorkloadName deployment) {
        this.deployment = deployment;
    }

    /** A pause of the Deployment of this name. */
    public static Pause of(String deployment) {
        return new Pause(Pausing.deployment(deployment));
    }

    @Override
    public String name() {
        return "pause of " + deployment.path();
    }

    @Override
    public Ref perform(Work work) {
        Workload found = deployment.find(work, "pause " + deployment.path());
        if (!found.isPaused()) {
            Pausing.set(work, found, true);
        }
        return found.ref();
    }

    @Override
    public String toString() {
        return "Pause of " + deployment.path();
    }
}
