package io.fairlead.internal.engine;

import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.internal.undo.PriorState;
import io.fairlead.internal.undo.PriorState.Touch;
import io.fairlead.internal.undo.UndoPlan;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Splits what a record of another account says: what the live objects confirm, and what only the record says.
 *
 * <p>Whoever may write a ConfigMap can write a record, and an undo writes what it says in the name of whoever runs it. So only this
 * is believed: of objects in the record's own namespace, fields that are now owned by the owner who is said to have written them, and
 * objects that are said to be made and are that owner's.
 */
final class Believed {

    private final List<Ledger.Entry> confirmed = new ArrayList<>();
    private final List<Ledger.Entry> doubtful = new ArrayList<>();

    private record Key(Ref ref, Owner owner) {}

    /**
     * A split.
     *
     * @param namespace where the record lies
     * @param live the live objects
     */
    Believed(List<Ledger.Entry> entries, String namespace, Map<Ref, Map<String, Object>> live) {
        Set<Key> doubted = new HashSet<>();
        for (Ledger.Entry entry : entries) {
            for (PriorState state : states(entry)) {
                if (!isConfirmed(state, namespace, live)) {
                    doubted.add(new Key(state.ref(), state.owner()));
                }
            }
        }
        for (Ledger.Entry entry : entries) {
            if (entry instanceof Ledger.Waited) {
                confirmed.add(entry);
                doubtful.add(entry);
            } else if (entry instanceof Ledger.Applied applied) {
                split(applied, doubted);
            } else {
                doubtful.add(entry);
            }
        }
    }

    private static List<PriorState> states(Ledger.Entry entry) {
        return entry instanceof Ledger.Applied applied
                ? applied.objects()
                : entry instanceof Ledger.Deleted deleted ? List.of(deleted.state()) : List.of();
    }

    private static boolean isConfirmed(PriorState state, String namespace, Map<Ref, Map<String, Object>> live) {
        boolean writes = state.touch() == Touch.CREATED || state.touch() == Touch.CHANGED;
        Map<String, Object> now = live.get(state.ref());
        if (!writes) {
            return false;
        }
        if (now == null) {
            return true;
        }
        PriorState known = Restoring.known(state, now);
        if (UndoPlan.of(known, now).action() == UndoPlan.Action.NOTHING) {
            return true;
        }
        return state.ref().namespace().equals(namespace)
                && known.uid().equals(Changes.uid(now))
                && ManagedFields.of(now).applied(state.owner()).isPresent();
    }

    private void split(Ledger.Applied applied, Set<Key> doubted) {
        List<PriorState> sure = new ArrayList<>();
        List<PriorState> rest = new ArrayList<>();
        for (PriorState state : applied.objects()) {
            (doubted.contains(new Key(state.ref(), state.owner())) ? rest : sure).add(state);
        }
        if (!sure.isEmpty()) {
            confirmed.add(new Ledger.Applied(sure));
        }
        if (!rest.isEmpty()) {
            doubtful.add(new Ledger.Applied(rest));
        }
    }

    List<Ledger.Entry> confirmed() {
        return confirmed;
    }

    /** What only the record says; waits are in both. */
    List<Ledger.Entry> doubtful() {
        return doubtful.stream().allMatch(Ledger.Waited.class::isInstance) ? List.of() : doubtful;
    }
}
