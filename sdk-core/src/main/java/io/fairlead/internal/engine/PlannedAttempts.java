package io.fairlead.internal.engine;

import io.fairlead.failure.FailedEarlier;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.plan.Change;
import io.fairlead.plan.Step;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans the parts whose failure a program survives, or wants taken back: as done, unless an earlier process saw them fail. */
final class PlannedAttempts {

    private final PlanWork work;
    private final Replay replay;

    PlannedAttempts(PlanWork work, Replay replay) {
        this.work = work;
        this.replay = replay;
    }

    /** The failure that an earlier process saw. */
    Optional<FailedEarlier> failure(Operation<?> part) {
        if (!replay.isActive()) {
            return Optional.empty();
        }
        Optional<Map<String, Object>> failed = replay.note(
                Notes.FAILED, work.id("try", EngineWork.described(part)).toString());
        return failed.map(Notes::failure);
    }

    <R> Outcome<R> attempt(Operation<R> part) {
        if (failure(part).isPresent()) {
            throw work.cut("what is left of " + EngineWork.described(part) + ", which failed");
        }
        int before = work.recorder().steps().size();
        R value = work.call(part);
        List<Step> steps = work.recorder().steps();
        work.recorder().warn("If " + EngineWork.described(part) + " fails, the program goes on.");
        List<Ref> changed = steps.subList(before, steps.size()).stream()
                .filter(step -> step instanceof Change change && change.writes())
                .map(step -> ((Change) step).ref())
                .toList();
        return new Outcome.Done<>(
                value,
                inner -> {
                    throw work.cut("what undoing " + EngineWork.described(part) + " gives back");
                },
                changed);
    }

    <R> R undoOnFailure(Operation<? extends R> part) {
        Optional<FailedEarlier> failure = failure(part);
        if (failure.isPresent()) {
            throw failure.get();
        }
        int before = work.recorder().steps().size();
        try {
            return work.call(part);
        } finally {
            List<Step> all = work.recorder().steps();
            List<Step> inside = all.subList(before, all.size());
            UndoPermissions.of(inside, work.session()).forEach(work.recorder()::need);
            List<String> stays = Undoable.staying(inside);
            if (!stays.isEmpty()) {
                work.recorder()
                        .warn("If it fails, these stay as they cannot be undone: " + String.join(", ", stays) + ".");
            }
        }
    }
}
