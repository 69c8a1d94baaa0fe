package io.fairlead.internal.engine;

import io.fairlead.internal.undo.PriorState;
import io.fairlead.operation.Act;
import io.fairlead.operation.Amendment;
import io.fairlead.operation.ExternalStep;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run did, in order, with what it takes to take each of it back. Safe for threads. */
final class Ledger {

    private final List<Entry> entries = new ArrayList<>();

    /** One thing done. */
    sealed interface Entry {

        /** How it reads: {@code apply Deployment shop/web}. */
        String what();
    }

    /**
     * Objects applied in one wave.
     *
     * @param objects each with its prior state
     */
    record Applied(List<PriorState> objects) implements Entry {
        Applied {
            objects = List.copyOf(objects);
        }

        @Override
        public String what() {
            return objects.size() == 1 ? "apply " + objects.get(0).ref() : "apply " + objects.size() + " objects";
        }
    }

    /**
     * An object amended.
     *
     * @param at the object
     * @param before the object as it was
     * @param written the object as the server stored it
     * @param amendment what was done
     * @param inverse what takes it back
     */
    record Amended(
            Located at, Map<String, Object> before, Map<String, Object> written, Amendment amendment, Amendment inverse)
            implements Entry {
        @Override
        public String what() {
            return "amend " + at.ref();
        }
    }

    /**
     * An object deleted.
     *
     * @param state the object as it was
     */
    record Deleted(PriorState state) implements Entry {
        @Override
        public String what() {
            return "delete " + state.ref();
        }
    }

    /**
     * An act done.
     *
     * @param what how it reads
     * @param ref the object
     * @param before the object as it was; empty where it was not looked at
     * @param inverse the act that takes it back; empty when none does
     * @param given what it gave back
     */
    record Acted(String what, Ref ref, Map<String, Object> before, Optional<Act<?>> inverse, Given given)
            implements Entry {

        /** The same, with what it gave back. */
        Acted giving(@Nullable Object value) {
            return new Acted(what, ref, before, inverse, Given.ofAct(value));
        }
    }

    /**
     * An external step taken.
     *
     * @param step the step
     * @param given what it gave back
     */
    record Stepped(ExternalStep<?> step, Given given) implements Entry {
        @Override
        public String what() {
            return step.name();
        }
    }

    /**
     * A wait that ended well; not a write, but undo waits where the program waited.
     *
     * @param refs the objects
     * @param until what was waited for
     */
    record Waited(List<Ref> refs, Until until) implements Entry {
        @Override
        public String what() {
            return "await " + until;
        }
    }

    /**
     * Something that a record keeps for who goes on with it; neither done to anything nor to be taken back.
     *
     * @param tree what
     * @param secret whether it holds a secret
     */
    record Noted(Map<String, Object> tree, boolean secret) implements Entry {
        @Override
        public String what() {
            return "note";
        }
    }

    synchronized void add(Entry entry) {
        entries.add(entry);
    }

    synchronized void addAll(List<Entry> more) {
        entries.addAll(more);
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    synchronized int size() {
        return entries.size();
    }

    /** Removes and gives what was done since the ledger had this size. */
    synchronized Ledger takeSince(int size) {
        Ledger taken = new Ledger();
        List<Entry> tail = entries.subList(size, entries.size());
        taken.entries.addAll(tail);
        tail.clear();
        return taken;
    }

    /** Whether anything was written. */
    synchronized boolean wroteNothing() {
        return entries.stream().allMatch(Waited.class::isInstance);
    }

    /** Who last applied an object; a deletion of it is taken back as one with that. */
    synchronized Optional<Owner> lastOwner(Ref ref) {
        Optional<Owner> owner = Optional.empty();
        for (Entry entry : entries) {
            if (entry instanceof Applied applied) {
                for (PriorState state : applied.objects()) {
                    if (state.ref().equals(ref)) {
                        owner = Optional.of(state.owner());
                    }
                }
            }
        }
        return owner;
    }

    /** The objects that were written, in order, each once. */
    synchronized List<Ref> changed() {
        List<Ref> changed = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry instanceof Applied applied) {
                applied.objects().forEach(object -> changed.add(object.ref()));
            } else if (entry instanceof Amended amended) {
                changed.add(amended.at().ref());
            } else if (entry instanceof Deleted deleted) {
                changed.add(deleted.state().ref());
            } else if (entry instanceof Acted acted) {
                changed.add(acted.ref());
            }
        }
        return changed.stream().distinct().toList();
    }

    /** What was done, one line each, for people. */
    synchronized List<String> told() {
        return entries.stream()
                .filter(entry -> !(entry instanceof Waited))
                .map(Entry::what)
                .toList();
    }
}
