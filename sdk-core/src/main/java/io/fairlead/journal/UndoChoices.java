package io.fairlead.journal;

import io.fairlead.operation.ExternalStep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * What an undo from a record needs to be told; immutable, each method gives a changed copy.
 *
 * <p>{@code cluster.journal().undo(id, u -> u.steps(List.of(new RebootMachine())).asking(console::confirm))}.
 */
public final class UndoChoices {

    private final List<ExternalStep<?>> steps;
    private final Predicate<String> answer;
    private final boolean asks;

    private UndoChoices(List<ExternalStep<?>> steps, Predicate<String> answer, boolean asks) {
        this.steps = Collections.unmodifiableList(new ArrayList<>(steps));
        this.answer = answer;
        this.asks = asks;
    }

    /** No external steps at hand, and nobody to ask: what cannot be confirmed is left alone. */
    public static UndoChoices none() {
        return new UndoChoices(List.of(), question -> false, false);
    }

    /** The same with these external steps at hand, known by their names: the steps taken, or those that take them back. */
    public UndoChoices steps(Collection<? extends ExternalStep<?>> atHand) {
        List<ExternalStep<?>> all = new ArrayList<>(steps);
        all.addAll(atHand);
        return new UndoChoices(all, answer, asks);
    }

    /**
     * The same, with somebody who answers for what only the record says, where another account wrote it. Asked once, with all of it
     * in one question of several lines.
     */
    public UndoChoices asking(Predicate<String> somebody) {
        return new UndoChoices(steps, somebody, true);
    }

    /** The same, believing the record whoever wrote it. */
    public UndoChoices trusting() {
        return asking(question -> true);
    }

    /** The external steps at hand. */
    public List<ExternalStep<?>> steps() {
        return steps;
    }

    /** Whether somebody can be asked. */
    public boolean asks() {
        return asks;
    }

    /** Asks. */
    public boolean confirms(String question) {
        return answer.test(question);
    }
}
