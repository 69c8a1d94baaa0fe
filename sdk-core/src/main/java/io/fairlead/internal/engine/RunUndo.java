package io.fairlead.internal.engine;

import io.fairlead.event.Event;
import io.fairlead.failure.Changed;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Interrupted;
import io.fairlead.failure.NotReady;
import io.fairlead.failure.TimedOut;
import io.fairlead.internal.kube.Json;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.kube.Request;
import io.fairlead.internal.tree.JsonPatch;
import io.fairlead.internal.undo.Handback;
import io.fairlead.internal.undo.PriorState;
import io.fairlead.operation.Act;
import io.fairlead.operation.Amendment;
import io.fairlead.operation.ExternalStep;
import io.fairlead.operation.UndoReport;
import io.fairlead.operation.UndoReport.Kept;
import io.fairlead.plan.Warning;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes back what a ledger holds, as far as the live objects confirm it; the rest is named, field by field, and left alone. */
final class RunUndo {

    private static final int ROUNDS = 10;
    static final Duration READY_LIMIT = Duration.ofMinutes(10);
    private static final Set<String> TRAFFIC = Set.of("Service", "Ingress", "HTTPRoute", "GRPCRoute", "EndpointSlice");

    private final RunWork work;
    private final Session session;
    private final Restoring restoring;
    private final Set<Ref> restored = new LinkedHashSet<>();
    private final List<Kept> kept = new ArrayList<>();
    private final Set<Ref> unready = new LinkedHashSet<>();

    RunUndo(RunWork work) {
        this.work = work;
        this.session = work.session();
        this.restoring = new Restoring(work);
    }

    UndoReport restore(Ledger ledger) {
        List<UndoTasks.Task> tasks = UndoTasks.of(ledger);
        boolean waited = ledger.entries().stream().anyMatch(Ledger.Waited.class::isInstance);
        for (UndoTasks.Task task : tasks) {
            work.proceed();
            if (waited && task instanceof UndoTasks.Restore group && touchesTraffic(group)) {
                awaitRestored();
            }
            carryOut(task);
        }
        restoring.awaitGone(restored);
        return new UndoReport(List.copyOf(restored), kept);
    }

    private void carryOut(UndoTasks.Task task) {
        if (task instanceof UndoTasks.Restore group) {
            Restoring.Result result = restoring.restore(group.states());
            restored.addAll(result.restored());
            unready.addAll(result.serving());
            kept.addAll(result.kept());
        } else if (task instanceof UndoTasks.Unamend amended) {
            unamend(amended);
        } else if (task instanceof UndoTasks.Unact acted) {
            unact(acted);
        } else if (task instanceof UndoTasks.Unstep stepped) {
            unstep(stepped);
        } else {
            awaitRestored();
        }
    }

    /** Traffic must not go back to what is not ready again. */
    static boolean touchesTraffic(UndoTasks.Restore group) {
        return group.states().stream()
                .anyMatch(state -> TRAFFIC.contains(state.ref().kind().name())
                        || state.touch() == PriorState.Touch.CREATED
                                && WorkloadPods.has(state.ref().kind().name()));
    }

    private void awaitRestored() {
        for (Ref ref : unready) {
            try {
                work.await(List.of(ref), Until.ready(), READY_LIMIT);
            } catch (NotReady | TimedOut e) {
                session.tell(new Event.Warned(
                        session.pace().now(),
                        new Warning(Optional.of(ref), "it was given back and is not ready: " + e.happened())));
            }
        }
        unready.clear();
    }

    private void unamend(UndoTasks.Unamend task) {
        Located at = task.last().at();
        try {
            for (int round = 0; !unamended(at, task, round); round++) {
                work.proceed();
            }
        } catch (Interrupted e) {
            throw e;
        } catch (FairleadException e) {
            keep(at.ref(), e.happened());
        }
    }

    /** Gives back what was amended, or tells why not; false when somebody wrote meanwhile, so that it is judged anew. */
    private boolean unamended(Located at, UndoTasks.Unamend task, int round) {
        Optional<Map<String, Object>> live = new Live(session.api(), permission -> {}).read(at);
        if (live.isEmpty()
                || !Changes.uid(live.get())
                        .equals(session.presentUid(Changes.uid(task.last().before())))) {
            keep(at.ref(), "it is gone, or another object has its name now");
            return true;
        }
        if (isAsBefore(live.get(), task.inverse())) {
            // The program itself went back to the value; whose it is, it changed all the same.
            giveBackOwners(at, task.oldest().before(), live.get());
            restored.add(at.ref());
            return true;
        }
        if (round > 0 && Amending.holds(live.get(), task.oldest().before(), task.last())) {
            // An earlier try was taken, and its answer lost.
            giveBackOwners(at, task.oldest().before(), live.get());
            restored.add(at.ref());
            return true;
        }
        for (Amendment.Edit edit : task.last().amendment().edits()) {
            Optional<Object> now = JsonPatch.read(live.get(), edit.pointer());
            Optional<Object> written = JsonPatch.read(task.last().written(), edit.pointer());
            if (!now.equals(written)) {
                keep(at.ref(), edit.pointer() + " was changed since");
                return true;
            }
        }
        Reply reply = session.api().send(Amending.request(at, live.get(), task.inverse()));
        if (!reply.ok()) {
            FairleadException failure = reply.failure("undo the amendment of " + at.ref(), at.ref());
            if (failure instanceof Changed && round < ROUNDS) {
                return false;
            }
            throw failure;
        }
        giveBackOwners(at, task.oldest().before(), reply.body());
        restored.add(at.ref());
        return true;
    }

    private static boolean isAsBefore(Map<String, Object> live, Amendment inverse) {
        return inverse.edits().stream()
                .allMatch(edit -> edit.verb().equals("replace")
                        && JsonPatch.read(live, edit.pointer()).equals(Optional.ofNullable(edit.value())));
    }

    private void unact(UndoTasks.Unact task) {
        Ref ref = task.done().ref();
        Optional<Act<?>> inverse = task.inverse();
        if (inverse.isEmpty()) {
            keep(ref, task.done().what() + " cannot be undone");
            return;
        }
        try {
            work.act(inverse.get());
            if (!task.oldest().before().isEmpty()) {
                Located at = session.locate(ref);
                Optional<Map<String, Object>> live = new Live(session.api(), permission -> {}).read(at);
                live.ifPresent(object -> giveBackOwners(at, task.oldest().before(), object));
            }
            restored.add(ref);
            if (WorkloadPods.has(ref.kind().name())) {
                unready.add(ref);
            }
        } catch (Interrupted e) {
            throw e;
        } catch (FairleadException e) {
            keep(ref, e.happened());
        }
    }

    /** The inverse is ours too: the fields go back to who had them, in a write of its own. */
    private void giveBackOwners(Located at, Map<String, Object> before, Map<String, Object> answer) {
        Map<String, Object> now = answer;
        for (int round = 0; round < ROUNDS; round++) {
            Optional<List<Map<String, Object>>> patch = Handback.patch(before, now, Amending.OWNER);
            if (patch.isEmpty()) {
                return;
            }
            Reply reply = session.api()
                    .send(Request.patch(at.path(""), Request.JSON_PATCH, Json.print(patch.get()), true)
                            .with("fieldManager", Amending.OWNER.name()));
            if (reply.ok()) {
                return;
            }
            FairleadException failure = reply.failure("give back the owners of " + at.ref(), at.ref());
            if (!(failure instanceof Changed changed) || changed.replaced()) {
                throw failure;
            }
            now = new Live(session.api(), permission -> {}).read(at).orElseThrow(() -> failure);
        }
    }

    private void unstep(UndoTasks.Unstep task) {
        Optional<ExternalStep<?>> inverse = task.inverse();
        Ref named = new Ref(Kind.of("external", "Step"), "", task.step().name());
        if (inverse.isEmpty()) {
            keep(named, "it cannot be undone");
            return;
        }
        try {
            work.external(inverse.get());
        } catch (Interrupted e) {
            throw e;
        } catch (FairleadException e) {
            keep(named, e.happened());
        }
    }

    private void keep(Ref ref, String why) {
        kept.add(new Kept(ref, FieldPath.root(), why));
    }
}
