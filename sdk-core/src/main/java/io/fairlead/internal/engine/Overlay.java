package io.fairlead.internal.engine;

import io.fairlead.internal.fields.Holes;
import io.fairlead.plan.Grade;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The cluster as a plan has changed it so far: each touched object as it would be, with its holes. */
final class Overlay {

    private final Map<Ref, State> states;

    Overlay() {
        this(new TreeMap<>());
    }

    private Overlay(Map<Ref, State> states) {
        this.states = states;
    }

    /**
     * One object as it would be.
     *
     * @param tree the object, without its holes; null when it would not be there
     * @param holes the fields that only the running cluster can fill
     * @param created whether the plan makes it
     * @param awaited whether the plan waited for it without knowing the status that the wait ends with
     * @param grade how sure the plan is of it
     * @param owners who wrote it in this plan
     */
    record State(
            @Nullable Map<String, Object> tree,
            Holes holes,
            boolean created,
            boolean awaited,
            Grade grade,
            Set<Owner> owners) {

        static State gone() {
            return new State(null, Holes.none(), false, false, Grade.exact(), Set.of());
        }

        /** An object that is there and was not written. */
        static State untouched(Map<String, Object> tree) {
            return new State(tree, Holes.none(), false, false, Grade.exact(), Set.of());
        }

        /** The same with other content. */
        State with(Map<String, Object> other, Holes otherHoles, boolean otherAwaited) {
            return new State(other, otherHoles, created, otherAwaited, grade, owners);
        }

        /** Whether the plan writes it. */
        boolean written() {
            return tree == null || created || !owners.isEmpty();
        }
    }

    Optional<State> get(Ref ref) {
        return Optional.ofNullable(states.get(ref));
    }

    /** The object is as it is in the cluster. */
    void remove(Ref ref) {
        states.remove(ref);
    }

    void put(Ref ref, State state) {
        states.put(ref, state);
    }

    /** The touched objects of a kind, in order. */
    Map<Ref, State> of(Kind kind) {
        Map<Ref, State> found = new LinkedHashMap<>();
        states.forEach((ref, state) -> {
            if (ref.kind().equals(kind)) {
                found.put(ref, state);
            }
        });
        return found;
    }

    /** Whether the plan makes this object. */
    boolean creates(Ref ref) {
        State state = states.get(ref);
        return state != null && state.created() && state.tree() != null;
    }

    /** Everything touched. */
    Map<Ref, State> all() {
        return new LinkedHashMap<>(states);
    }

    /** A copy to plan a branch on. */
    Overlay copy() {
        return new Overlay(new TreeMap<>(states));
    }

    /** Takes over what a branch touched. */
    void takeOver(Map<Ref, State> touched) {
        states.putAll(touched);
    }
}
