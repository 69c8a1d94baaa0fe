package io.fairlead.plan;

import io.fairlead.plan.Change.Action;
import java.util.List;
import java.util.Optional;

/**
 * A plan's data: what would be done, in order, and what to know about it.
 *
 * <p>Immutable; holds no secret value and no handle to a cluster. Prints as a summary and a readable difference of at most
 * about 25 lines; {@link #text} is the whole of it.
 *
 * @param name the operation's name
 * @param steps the steps, in the program's order
 * @param warnings what to know first, the server's own warnings among them
 * @param permissions what an account must be allowed to run it
 * @param rewriters the other tools that will write these objects again
 * @param hash a stable hash of the effect
 * @param effects what each object is before and after the whole of it
 */
public record Preview(
        String name,
        List<Step> steps,
        List<Warning> warnings,
        Permissions permissions,
        List<Rewriter> rewriters,
        String hash,
        Effects effects) {

    public Preview {
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
        rewriters = List.copyOf(rewriters);
    }

    /** The objects that would be written, in order. */
    public List<Change> changes() {
        return steps.stream()
                .filter(Change.class::isInstance)
                .map(Change.class::cast)
                .filter(Change::writes)
                .toList();
    }

    /** How many objects this action would be done to. */
    public long count(Action action) {
        return steps.stream()
                .filter(step -> step instanceof Change change && change.action() == action)
                .count();
    }

    /** Whether running it would leave the cluster as it is, as far as it is known. */
    public boolean changesNothing() {
        return steps.stream()
                .allMatch(step -> step instanceof Change change && !change.writes()
                        || step instanceof Step.Wait
                        || step instanceof Step.Pause
                        || step instanceof Step.Alternative);
    }

    /** What the rest needs to know, when a part is known only when it runs. */
    public Optional<String> deferred() {
        return steps.stream()
                .filter(Step.Cut.class::isInstance)
                .map(step -> ((Step.Cut) step).needs())
                .findFirst();
    }

    /** The first line: the name, and how much of what. */
    public String summary() {
        return PlanText.summary(this);
    }

    /** The whole plan as text. */
    public String text() {
        return PlanText.full(this);
    }

    @Override
    public String toString() {
        return PlanText.brief(this);
    }
}
