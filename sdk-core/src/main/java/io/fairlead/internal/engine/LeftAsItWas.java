package io.fairlead.internal.engine;

import io.fairlead.failure.NotResumed;
import io.fairlead.internal.fields.Entry;
import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.internal.tree.JsonPatch;
import io.fairlead.internal.undo.PathUndo;
import io.fairlead.internal.undo.PriorState;
import io.fairlead.internal.undo.UndoPlan;
import io.fairlead.operation.Amendment;
import io.fairlead.resource.Ref;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks whether what an earlier process finished is still as it was left; what others changed since is for people to settle. */
final class LeftAsItWas {

    private final Session session;
    private final Replay replay;
    private final Map<Ref, Map<String, Object>> live;

    LeftAsItWas(Session session, Replay replay, Map<Ref, Map<String, Object>> live) {
        this.session = session;
        this.replay = replay;
        this.live = new HashMap<>(live);
    }

    /**
     * Looks at each object as each owner left it, the last one first, and at the next without what that one wrote.
     *
     * @throws NotResumed naming who changed it
     */
    void check() {
        Ledger done = new Ledger();
        done.addAll(replay.standing());
        for (UndoTasks.Task task : UndoTasks.of(done)) {
            if (task instanceof UndoTasks.Restore group) {
                group.states().forEach(this::check);
            } else if (task instanceof UndoTasks.Unamend amended) {
                check(amended.last());
                live.put(amended.last().at().ref(), amended.oldest().before());
            }
        }
    }

    private void check(PriorState recorded) {
        Ref ref = recorded.ref();
        Map<String, Object> now = live.get(ref);
        PriorState state = Restoring.known(recorded.withUid(session.presentUid(recorded.uid())), now);
        UndoPlan plan = UndoPlan.of(state, now);
        if (state.touch() == PriorState.Touch.CREATED && now == null) {
            throw changed(ref, "it was deleted");
        }
        boolean ours = state.isLeaving(now);
        if (plan.action() == UndoPlan.Action.REFUSED && !ours) {
            throw changed(ref, plan.why());
        }
        Optional<PathUndo> first = plan.refusals().stream().findFirst();
        if (first.isPresent()) {
            throw changed(ref, first.get().path() + ": " + first.get().why());
        }
        switch (state.touch()) {
            case CREATED -> live.remove(ref);
            case CHANGED -> plan.outcome().ifPresent(before -> live.put(ref, before));
            case DELETED, REPLACED -> state.object().ifPresent(before -> live.put(ref, before));
        }
    }

    private void check(Ledger.Amended last) {
        Ref ref = last.at().ref();
        Map<String, Object> now = live.get(ref);
        if (now == null || !Changes.uid(now).equals(session.presentUid(Changes.uid(last.before())))) {
            throw changed(ref, "it was deleted");
        }
        for (Amendment.Edit edit : last.amendment().edits()) {
            if (!JsonPatch.read(now, edit.pointer()).equals(JsonPatch.read(last.written(), edit.pointer()))) {
                throw changed(ref, edit.pointer() + " has another value" + by(now));
            }
        }
    }

    /** An amendment owns what it wrote; whoever wrote it since is the last one to have written anything. */
    private static String by(Map<String, Object> now) {
        List<Entry> others = ManagedFields.of(now).entries().stream()
                .filter(entry -> !entry.manager().equals(Amending.OWNER.name())
                        && !entry.subresource().equals("status"))
                .toList();
        @Nullable
        String latest = others.stream().map(Entry::time).max(String::compareTo).orElse(null);
        String names = others.stream()
                .filter(entry -> entry.time().equals(latest))
                .map(Entry::label)
                .distinct()
                .collect(Collectors.joining(" or "));
        return names.isEmpty() ? "" : ", perhaps by " + names;
    }

    private NotResumed changed(Ref ref, String how) {
        return replay.refuse(NotResumed.changedSince(replay.id(), replay.writerOf(ref), ref, how));
    }
}
