package io.fairlead.internal.engine;

import io.fairlead.operation.Act;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Batch;
import io.fairlead.operation.ExternalStep;
import io.fairlead.plan.StepId;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Plans what is left of a program that another process began: what was done is met as in a run, and is no part of the plan. */
final class PlannedReplay {

    private final PlanWork work;
    private final Replay replay;
    private final Overlay overlay;
    private final PlannedReads reads;

    PlannedReplay(PlanWork work, Replay replay, Overlay overlay, PlannedReads reads) {
        this.work = work;
        this.replay = replay;
        this.overlay = overlay;
        this.reads = reads;
    }

    /** Lays the objects over as they were when the program began. */
    void begin() {
        layOver(replay.hidden());
    }

    private void layOver(Collection<Ref> refs) {
        for (Ref ref : refs) {
            Located at = reads.locate(ref);
            if (replay.hides(at.ref())) {
                overlay.put(
                        at.ref(),
                        replay.view(at.ref(), reads.live(at))
                                .map(Overlay.State::untouched)
                                .orElseGet(Overlay.State::gone));
            } else {
                overlay.remove(at.ref());
            }
        }
    }

    private Optional<Replay.Played> met(StepId id, Collection<Ref> refs) {
        Optional<Replay.Played> played = replay.meet(new JournalRecord.Step(id, StepTree.digest(refs), false));
        played.ifPresent(step -> layOver(step.refs()));
        return played;
    }

    /** Plans a step that was not done; refuses one that writes where the program has been before. */
    private <T> T fresh(StepId id, Supplier<T> plan) {
        int before = work.recorder().steps().size();
        T result = plan.get();
        if (work.recorder().wrote(before)) {
            replay.refuseNew(id);
        }
        return result;
    }

    Applied apply(Batch batch, Supplier<Applied> plan) {
        List<Prepared> wanted = Prepared.of(batch, reads::locate);
        StepId id = work.id("apply", RunWork.target(batch));
        Optional<Replay.Played> played =
                met(id, wanted.stream().map(Prepared::ref).toList());
        if (played.filter(Replay.Played::ended).isEmpty()) {
            return fresh(id, plan);
        }
        Map<Ref, Map<String, Object>> live = new HashMap<>();
        wanted.forEach(one -> reads.live(one.at()).ifPresent(object -> live.put(one.ref(), object)));
        return new MetApply(replay, played.get()).applied(wanted, live, MetApply.changed(played.get()));
    }

    Tree amend(Located at, Supplier<Tree> plan) {
        return edit("amend", at, plan, () -> Tree.of(reads.planned(at).orElse(Map.of())));
    }

    void delete(Located at, Runnable plan) {
        edit(
                "delete",
                at,
                () -> {
                    plan.run();
                    return true;
                },
                () -> true);
    }

    private <T> T edit(String verb, Located at, Supplier<T> plan, Supplier<T> done) {
        StepId id = work.nextId(verb, at.ref().toString());
        Optional<Replay.Played> played = met(id, List.of(at.ref()));
        if (played.filter(step -> step.ended() || !step.done().isEmpty()).isEmpty()) {
            return fresh(id, plan);
        }
        work.id(verb, at.ref().toString());
        return done.get();
    }

    <T> T act(Act<T> act, Located at, Supplier<T> plan) {
        StepId id = work.nextId(act.what(), at.ref().toString());
        Optional<Replay.Played> played = met(id, List.of(at.ref()));
        Optional<Ledger.Acted> done = played.flatMap(step -> first(step, Ledger.Acted.class));
        if (done.isEmpty()) {
            return fresh(id, plan);
        }
        work.id(act.what(), at.ref().toString());
        return MetValues.of(done.get(), act, replay, played.get());
    }

    <T> T take(ExternalStep<T> step, Supplier<T> plan) {
        StepId id = work.nextId("external", step.name());
        Optional<Ledger.Stepped> done = met(id, List.of()).flatMap(played -> first(played, Ledger.Stepped.class));
        if (done.isEmpty()) {
            return fresh(id, plan);
        }
        work.id("external", step.name());
        return MetValues.of(done.get(), step, replay);
    }

    private static <E> Optional<E> first(Replay.Played played, Class<E> type) {
        return played.done().stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
