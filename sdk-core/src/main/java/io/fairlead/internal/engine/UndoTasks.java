package io.fairlead.internal.engine;

import io.fairlead.internal.undo.PriorState;
import io.fairlead.operation.Act;
import io.fairlead.operation.Amendment;
import io.fairlead.operation.ExternalStep;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What takes a ledger back, in the order of doing it: the last write first, each path straight to its oldest prior value at the place of
 * its last write, never through the steps between; where the program waited between two writes, undo waits too.
 */
final class UndoTasks {

    /** One thing to do. */
    sealed interface Task {}

    /**
     * Objects to give back side by side.
     *
     * @param states what was kept of each
     */
    record Restore(List<PriorState> states) implements Task {}

    /**
     * An amendment to take back.
     *
     * @param last the last one done to the object
     * @param oldest the first one done to the same places, which knows how they were
     */
    record Unamend(Ledger.Amended last, Ledger.Amended oldest) implements Task {

        /** What goes to the oldest prior state. */
        Amendment inverse() {
            return oldest.inverse();
        }
    }

    /**
     * An act to take back.
     *
     * @param done the last one done
     * @param oldest the first one of its kind done to the object, which knows how it was
     */
    record Unact(Ledger.Acted done, Ledger.Acted oldest) implements Task {

        /** The act that goes to the oldest prior state; empty when none does. */
        Optional<Act<?>> inverse() {
            return oldest.inverse();
        }
    }

    /**
     * An external step to take back.
     *
     * @param step the step
     * @param inverse the step that takes it back; empty when none does
     */
    record Unstep(ExternalStep<?> step, Optional<ExternalStep<?>> inverse) implements Task {}

    /** Wait until what was given back so far is ready, as the program waited here. */
    record Barrier() implements Task {}

    private record Key(Ref ref, Owner owner) {}

    private UndoTasks() {}

    static List<Task> of(Ledger ledger) {
        List<Ledger.Entry> entries = ledger.entries();
        Map<Key, Optional<PriorState>> states = collapsed(entries);
        List<Task> tasks = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (int i = entries.size() - 1; i >= 0; i--) {
            Ledger.Entry entry = entries.get(i);
            if (entry instanceof Ledger.Applied applied) {
                restore(tasks, applied.objects(), states, seen);
            } else if (entry instanceof Ledger.Deleted deleted) {
                restore(tasks, List.of(deleted.state()), states, seen);
            } else if (entry instanceof Ledger.Amended amended) {
                if (seen.add(List.of("amend", amended.at().ref(), pointers(amended.amendment())))) {
                    tasks.add(new Unamend(amended, oldest(entries, amended)));
                }
            } else if (entry instanceof Ledger.Acted acted) {
                unact(tasks, entries, acted, seen);
            } else if (entry instanceof Ledger.Stepped stepped) {
                tasks.add(new Unstep(stepped.step(), stepped.step().inverse()));
            } else if (entry instanceof Ledger.Waited && !tasks.isEmpty() && i > 0) {
                tasks.add(new Barrier());
            }
        }
        return tasks;
    }

    /** Each object's writes as one, owner by owner; empty where the later ones took everything back. */
    private static Map<Key, Optional<PriorState>> collapsed(List<Ledger.Entry> entries) {
        Map<Key, Optional<PriorState>> states = new LinkedHashMap<>();
        for (Ledger.Entry entry : entries) {
            List<PriorState> more = entry instanceof Ledger.Applied applied
                    ? applied.objects()
                    : entry instanceof Ledger.Deleted deleted ? List.of(deleted.state()) : List.of();
            for (PriorState state : more) {
                Key key = new Key(state.ref(), state.owner());
                Optional<PriorState> before = states.getOrDefault(key, Optional.empty());
                states.put(key, before.isPresent() ? before.get().then(state) : Optional.of(state));
            }
        }
        return states;
    }

    private static void restore(
            List<Task> tasks, List<PriorState> objects, Map<Key, Optional<PriorState>> states, Set<Object> seen) {
        List<PriorState> group = new ArrayList<>();
        for (PriorState object : objects) {
            Key key = new Key(object.ref(), object.owner());
            if (seen.add(key)) {
                states.getOrDefault(key, Optional.empty())
                        .filter(state -> !state.isEmpty())
                        .ifPresent(group::add);
            }
        }
        if (!group.isEmpty()) {
            tasks.add(new Restore(group));
        }
    }

    private static Ledger.Amended oldest(List<Ledger.Entry> entries, Ledger.Amended last) {
        return entries.stream()
                .filter(Ledger.Amended.class::isInstance)
                .map(Ledger.Amended.class::cast)
                .filter(one ->
                        one.at().equals(last.at()) && pointers(one.amendment()).equals(pointers(last.amendment())))
                .findFirst()
                .orElse(last);
    }

    /** Amendments that only replace the same places are one; an insertion shifts what comes after it, so it stays by itself. */
    private static Object pointers(Amendment amendment) {
        boolean replaces =
                amendment.edits().stream().allMatch(edit -> edit.verb().equals("replace"));
        return replaces
                ? amendment.edits().stream().map(Amendment.Edit::pointer).toList()
                : amendment;
    }

    private static void unact(List<Task> tasks, List<Ledger.Entry> entries, Ledger.Acted acted, Set<Object> seen) {
        if (acted.inverse().isEmpty()) {
            tasks.add(new Unact(acted, acted));
            return;
        }
        String kind = RecordedAct.typeOf(acted.inverse().get());
        if (seen.add(List.of("act", acted.ref(), kind))) {
            Ledger.Acted oldest = entries.stream()
                    .filter(Ledger.Acted.class::isInstance)
                    .map(Ledger.Acted.class::cast)
                    .filter(one -> one.ref().equals(acted.ref())
                            && one.inverse()
                                    .filter(act -> RecordedAct.typeOf(act).equals(kind))
                                    .isPresent())
                    .findFirst()
                    .orElse(acted);
            tasks.add(new Unact(acted, oldest));
        }
    }
}
