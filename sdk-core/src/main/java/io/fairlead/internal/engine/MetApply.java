package io.fairlead.internal.engine;

import io.fairlead.failure.NotResumed;
import io.fairlead.internal.fields.Entry;
import io.fairlead.internal.fields.Fields;
import io.fairlead.internal.fields.LocalCheck;
import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.internal.fields.Predicted;
import io.fairlead.internal.undo.PriorState;
import io.fairlead.operation.Applied;
import io.fairlead.resource.FieldChange;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An apply that an earlier process finished: nothing is written, and what is wanted is compared with what is there.
 *
 * <p>An object that steps to come write again is not compared: what they leave counts.
 */
final class MetApply {

    private final Replay replay;
    private final Replay.Played played;

    MetApply(Replay replay, Replay.Played played) {
        this.replay = replay;
        this.played = played;
    }

    /** The objects that a step changed. */
    static Set<Ref> changed(Replay.Played played) {
        Set<Ref> changed = new HashSet<>();
        for (Ledger.Entry entry : played.done()) {
            if (entry instanceof Ledger.Applied applied) {
                applied.objects().stream().filter(state -> !state.isEmpty()).forEach(state -> changed.add(state.ref()));
            }
        }
        return changed;
    }

    Applied applied(List<Prepared> wanted, Map<Ref, Map<String, Object>> live, Set<Ref> changed) {
        Map<Ref, Tree> objects = new LinkedHashMap<>();
        for (Prepared one : wanted) {
            Optional<Map<String, Object>> now = Optional.ofNullable(live.get(one.ref()));
            if (played.undoing() || replay.hides(one.ref())) {
                objects.put(one.ref(), Tree.of(replay.view(one.ref(), now).orElse(one.body())));
                continue;
            }
            if (now.isEmpty()) {
                throw replay.refuse(NotResumed.changedSince(replay.id(), played.what(), one.ref(), "it was deleted"));
            }
            compare(one, now.get());
            objects.put(one.ref(), Tree.of(now.get()));
        }
        return new Applied(objects, changed);
    }

    private void compare(Prepared wanted, Map<String, Object> now) {
        if (LocalCheck.isUnchanged(wanted.body(), now, wanted.owner())) {
            return;
        }
        Map<String, Object> then = Predicted.after(now, wanted.body(), wanted.owner());
        ManagedFields owners = ManagedFields.of(now);
        for (FieldChange change : PriorState.ofApply(now, then, wanted.owner()).changes()) {
            if (Fields.isStoredFor(
                    wanted.ref().kind(), change.path(), Fields.json(change.after()), Fields.json(change.before()))) {
                continue;
            }
            String others = owners.others(wanted.owner()).stream()
                    .filter(entry -> entry.fields().contains(change.path()))
                    .map(Entry::label)
                    .distinct()
                    .collect(Collectors.joining(" and "));
            if (others.isEmpty()) {
                throw replay.refuse(NotResumed.otherProgram(
                        replay.id(), played.what(), "has another " + change.path() + " of " + wanted.ref()));
            }
            throw replay.refuse(NotResumed.changedSince(
                    replay.id(), played.what(), wanted.ref(), change.path() + " is owned by " + others + " now"));
        }
    }
}
