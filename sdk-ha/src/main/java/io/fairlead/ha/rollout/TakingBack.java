package io.fairlead.ha.rollout;

import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Interrupted;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Work;
import io.fairlead.resource.Tree;
import io.fairlead.resource.Until;
import java.time.Duration;
import java.util.Optional;

/** Takes a release back when it fails, and waits until what was there before serves again. */
final class TakingBack {

    private final Workload workload;
    private final Duration limit;
    private final boolean keeping;

    private TakingBack(Workload workload, Duration limit, boolean keeping) {
        this.workload = workload;
        this.limit = limit;
        this.keeping = keeping;
    }

    static TakingBack of(Workload workload, Duration limit, boolean keeping) {
        return new TakingBack(workload, limit, keeping);
    }

    /** Performs a part that releases; what it wrote is taken back when it fails. */
    <R> R around(Work work, Operation<R> part) {
        if (keeping) {
            return work.perform(part);
        }
        try {
            return work.undoOnFailure(part);
        } catch (Interrupted e) {
            throw e;
        } catch (FairleadException e) {
            awaitBefore(work, e);
            throw e;
        }
    }

    /** The failure that led here stays the news; that the revision before does not serve either is added to it. */
    private void awaitBefore(Work work, FairleadException failure) {
        try {
            Optional<Tree> now = work.find(workload.ref());
            if (now.isEmpty()) {
                return;
            }
            if (workload.isOrdered()) {
                Workload before = new Workload(now.get());
                Revision.of(work::list, before).stream()
                        .filter(Revision::isCurrent)
                        .findFirst()
                        .ifPresent(wanted -> StuckPods.clear(work, before, StuckPods.of(work, before, wanted), limit));
            }
            work.await(workload.ref(), Until.ready(), limit);
        } catch (FairleadException notServing) {
            failure.addSuppressed(notServing);
        }
    }
}
