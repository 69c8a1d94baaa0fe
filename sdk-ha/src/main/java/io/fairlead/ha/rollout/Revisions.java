package io.fairlead.ha.rollout;

import io.fairlead.operation.Operation;
import io.fairlead.operation.Work;

/**
 * Asks for the revisions that a workload has had: {@code cluster.query(Revisions.of("shop/web"))}.
 *
 * <p>Those that the workload owns, not those that merely carry its labels. Reads the workload and its ReplicaSets, or its ControllerRevisions
 * and pods: two or three requests. Verbs: {@code get} the workload, {@code list} the others. Immutable.
 */
public final class Revisions implements Operation<History> {

    private final WorkloadName workload;

    private Revisions(WorkloadName workload) {
        this.workload = workload;
    }

    /** The revisions of the workload of this name. */
    public static Revisions of(String workload) {
        return new Revisions(WorkloadName.parse(workload));
    }

    @Override
    public String name() {
        return "revisions of " + workload;
    }

    @Override
    public History perform(Work work) {
        Workload found = workload.find(work, "read the revisions of " + workload);
        return new History(found.ref(), Revision.of(work::list, found));
    }

    @Override
    public String toString() {
        return "Revisions of " + workload;
    }
}
