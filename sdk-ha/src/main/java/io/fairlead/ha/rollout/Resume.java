package io.fairlead.ha.rollout;

import io.fairlead.operation.Operation;
import io.fairlead.operation.Work;
import io.fairlead.resource.Ref;
import java.time.Duration;

/**
 * Lets a paused Deployment roll on, and waits until all its pods are of its template and ready.
 *
 * <p>{@code cluster.run(Resume.of("shop/web"))}. Fails with {@link RolloutFailed} as a rollout does; it is paused again by undo. Nothing is
 * written where it is not paused. Immutable.
 */
public final class Resume implements Operation<Ref> {

    private final WorkloadName deployment;
    private final Duration limit;

    private Resume(WorkloadName deployment, Duration limit) {
        this.deployment = deployment;
        this.limit = limit;
    }

    /** A resumption of the Deployment of this name, to be ready within ten minutes. */
    public static Resume of(String deployment) {
        return of(deployment, Duration.ofMinutes(10));
    }

    /** A resumption of the Deployment of this name, to be ready within this time. */
    public static Resume of(String deployment, Duration limit) {
        return new Resume(Pausing.deployment(deployment), limit);
    }

    @Override
    public String name() {
        return "resumption of " + deployment.path();
    }

    @Override
    public Ref perform(Work work) {
        Workload found = deployment.find(work, "resume " + deployment.path());
        if (found.isPaused()) {
            Pausing.set(work, found, false);
            found.pace().ifPresent(pace -> work.note(found.ref(), pace));
        }
        Release.await(work, found, limit);
        return found.ref();
    }

    @Override
    public String toString() {
        return "Resumption of " + deployment.path();
    }
}
