package io.fairlead.internal.engine;

import io.fairlead.plan.Step;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A wait for a value in a plan: looked for in the object as it would be, without reading what is not known yet. */
final class PlannedValue {

    private final PlanWork work;
    private final PlannedReads reads;

    PlannedValue(PlanWork work, PlannedReads reads) {
        this.work = work;
        this.reads = reads;
    }

    <T> Optional<T> awaited(Ref ref, String what, Function<Tree, Optional<T>> value, Duration limit) {
        Located at = reads.locate(ref);
        work.recorder()
                .add(new Step.Wait(
                        work.id("await " + what, at.ref().toString()),
                        List.of(at.ref()),
                        work.shown("shows " + what),
                        limit));
        reads.needForWait(at, false);
        try {
            return reads.withTokens(at)
                    .map(tree -> Tree.watched(tree, path -> {
                        if (reads.isHole(at.ref(), path)) {
                            throw new HoleRead();
                        }
                    }))
                    .flatMap(value);
        } catch (HoleRead unknown) {
            work.recorder().hole(work.shown(what) + " of " + at.ref());
            return Optional.empty();
        }
    }

    /** Ends the look at a value that is not known yet. */
    private static final class HoleRead extends Error {

        private static final long serialVersionUID = 1L;

        HoleRead() {
            super("a value that is not known yet", null, false, false);
        }
    }
}
