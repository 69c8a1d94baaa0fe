package io.fairlead.internal.engine;

import io.fairlead.failure.Changed;
import io.fairlead.failure.Conflict;
import io.fairlead.failure.FairleadException;
import io.fairlead.internal.fields.Holes;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.tree.Trees;
import io.fairlead.internal.undo.PathUndo;
import io.fairlead.internal.undo.PriorState;
import io.fairlead.internal.undo.UndoPlan;
import io.fairlead.operation.UndoReport;
import io.fairlead.operation.UndoReport.Kept;
import io.fairlead.plan.Change.Action;
import io.fairlead.plan.Grade;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans the taking back of a ledger: field by field what is given back, what stays, and why. */
final class PlannedUndo {

    private static final int ROUNDS = 5;

    private final PlanWork work;
    private final Session session;
    private final Overlay overlay;
    private final PlannedReads reads;
    private final Set<Ref> restored = new LinkedHashSet<>();
    private final List<Kept> kept = new ArrayList<>();
    private final Set<Ref> unready = new LinkedHashSet<>();
    private final Set<Ref> going = new LinkedHashSet<>();

    PlannedUndo(PlanWork work, Session session, Overlay overlay, PlannedReads reads) {
        this.work = work;
        this.session = session;
        this.overlay = overlay;
        this.reads = reads;
    }

    UndoReport restore(Ledger ledger) {
        boolean waited = ledger.entries().stream().anyMatch(Ledger.Waited.class::isInstance);
        for (UndoTasks.Task task : UndoTasks.of(ledger)) {
            if (waited && task instanceof UndoTasks.Restore group && RunUndo.touchesTraffic(group)) {
                awaitRestored();
            }
            if (task instanceof UndoTasks.Restore group) {
                reads.prefetch(group.states().stream()
                        .map(state -> reads.locate(state.ref()))
                        .toList());
                group.states().forEach(this::restore);
            } else if (task instanceof UndoTasks.Unamend amended) {
                if (reads.planned(amended.last().at()).isPresent()) {
                    work.amend(amended.last().at().ref(), amended.inverse());
                    restored.add(amended.last().at().ref());
                }
            } else if (task instanceof UndoTasks.Unact acted) {
                acted.inverse()
                        .ifPresentOrElse(
                                act -> {
                                    work.act(act);
                                    restored.add(act.ref());
                                    noteServing(act.ref());
                                },
                                () -> keep(acted.done().ref(), acted.done().what() + " cannot be undone"));
            } else if (task instanceof UndoTasks.Unstep stepped) {
                stepped.inverse()
                        .ifPresentOrElse(
                                work::external,
                                () -> work.recorder()
                                        .warn("The external step "
                                                + stepped.step().name() + " cannot be undone."));
            } else {
                awaitRestored();
            }
        }
        going.forEach(ref -> work.await(ref, Until.gone(), Restoring.GONE_LIMIT));
        return new UndoReport(List.copyOf(restored), kept);
    }

    /** The run waits here too: traffic must not go back to what is not ready again. */
    private void awaitRestored() {
        unready.forEach(ref -> work.await(ref, Until.ready(), RunUndo.READY_LIMIT));
        unready.clear();
    }

    private void noteServing(Ref ref) {
        if (WorkloadPods.has(ref.kind().name())) {
            unready.add(ref);
        }
    }

    private void restore(PriorState recorded) {
        PriorState prior = recorded.withUid(session.presentUid(recorded.uid()));
        Located at = reads.locate(prior.ref());
        Judged judged = confirmed(at, prior, Judged.of(prior, reads.planned(at)));
        UndoPlan plan = judged.plan();
        Optional<Map<String, Object>> live = judged.live();
        switch (plan.action()) {
            case DELETE -> {
                if (!plan.why().isEmpty()) {
                    work.recorder().warn(at.ref(), plan.why());
                }
                if (live.filter(object ->
                                !Trees.list(object, "metadata", "finalizers").isEmpty())
                        .isPresent()) {
                    going.add(at.ref());
                }
                work.delete(at.ref());
                restored.add(at.ref());
            }
            case CREATE, REPLACE -> recreate(at, plan, live);
            case RESTORE -> giveBack(at, plan, live.orElseThrow());
            case REFUSED -> keep(at.ref(), plan.why());
            case NOTHING -> restored.add(at.ref());
        }
        plan.refusals().forEach(path -> {
            kept.add(new Kept(at.ref(), path.path(), path.why()));
            work.recorder().warn(at.ref(), path.path() + " stays as it is: " + path.why());
        });
    }

    /**
     * What is to be done with an object.
     *
     * @param plan what
     * @param live the object that it was judged by
     */
    private record Judged(UndoPlan plan, Optional<Map<String, Object>> live) {

        static Judged of(PriorState prior, Optional<Map<String, Object>> now) {
            Optional<Map<String, Object>> live = now.filter(object -> !prior.isLeaving(object));
            return new Judged(UndoPlan.of(Restoring.known(prior, live.orElse(null)), live.orElse(null)), live);
        }
    }

    /**
     * The plan that the server agrees with: what it names as another's is refused there, and what was written meanwhile is read again and
     * judged anew, as the run would.
     */
    private Judged confirmed(Located at, PriorState prior, Judged first) {
        Judged judged = first;
        for (int round = 0; round < ROUNDS && judged.plan().apply().isPresent(); round++) {
            Reply reply = session.api()
                    .send(Restoring.valuesRequest(at, prior, judged.plan()).with("dryRun", "All"));
            if (reply.ok()) {
                return judged;
            }
            FairleadException failure = reply.failure("undo", at.ref());
            if (failure instanceof Conflict conflict) {
                judged = new Judged(judged.plan().afterConflict(Restoring.causes(conflict)), judged.live());
            } else if (failure instanceof Changed changed
                    && !changed.replaced()
                    && overlay.get(at.ref()).isEmpty()) {
                judged = Judged.of(prior, new Live(session.api(), permission -> {}).read(at));
            } else {
                work.recorder().warn(at.ref(), "the server would refuse a part of it now: " + failure.happened());
                return judged;
            }
        }
        return judged;
    }

    private void giveBack(Located at, UndoPlan plan, Map<String, Object> live) {
        Map<String, Object> after = plan.outcome().orElse(live);
        Grade grade = work.floor();
        List<String> owners = plan.paths().stream()
                .filter(path -> path.step() == PathUndo.Step.OWNERSHIP)
                .map(path -> path.path().toString())
                .toList();
        if (!owners.isEmpty()) {
            work.recorder().warn(at.ref(), owners.size() + " fields keep their value and go back to their owner");
        }
        work.recorder()
                .add(new Changes(work.masks().now(), new Tokens())
                        .edited(
                                work.id("undo", at.ref().toString()),
                                Action.UPDATE,
                                at,
                                Changes.uid(live),
                                live,
                                after,
                                grade,
                                ""));
        Changes.permissions(at, Action.UPDATE).forEach(work.recorder()::need);
        overlay.put(at.ref(), Overlay.State.untouched(after));
        restored.add(at.ref());
        noteServing(at.ref());
    }

    private void recreate(Located at, UndoPlan plan, Optional<Map<String, Object>> live) {
        Map<String, Object> body = plan.creation(session.newUids()).orElseThrow();
        work.recorder().warn(at.ref(), Undoable.recreation(at.ref().kind()));
        work.recorder()
                .add(new Changes(work.masks().now(), new Tokens())
                        .recreated(
                                work.id("undo", at.ref().toString()),
                                live.isPresent() ? Action.REPLACE : Action.CREATE,
                                at,
                                live.orElse(null),
                                body,
                                work.floor().and(Grade.predicted("it is made anew as it was"))));
        Changes.permissions(at, Action.CREATE).forEach(work.recorder()::need);
        overlay.put(at.ref(), new Overlay.State(body, Holes.of(body, null), true, false, work.floor(), Set.of()));
        restored.add(at.ref());
        noteServing(at.ref());
    }

    private void keep(Ref ref, String why) {
        kept.add(new Kept(ref, FieldPath.root(), why));
        work.recorder().warn(ref, "stays as it is: " + why);
    }
}
