package io.fairlead.journal;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What resuming needs to be told of steps of which nobody knows whether they were done; immutable, each method gives a changed copy.
 *
 * <p>{@code cluster.journal().resume(id, drain, r -> r.done("switch off node-1"))}.
 */
public final class ResumeChoices {

    private final Set<String> done;
    private final Set<String> again;

    private ResumeChoices(Set<String> done, Set<String> again) {
        this.done = Set.copyOf(done);
        this.again = Set.copyOf(again);
    }

    /** Nothing is known: a step in doubt that must not be taken twice ends the resuming. */
    public static ResumeChoices none() {
        return new ResumeChoices(Set.of(), Set.of());
    }

    /** The same, where somebody has looked: this step was done. */
    public ResumeChoices done(String step) {
        return new ResumeChoices(with(done, step), again);
    }

    /** The same, where somebody has looked: this step was not done, or may be taken again. */
    public ResumeChoices again(String step) {
        return new ResumeChoices(done, with(again, step));
    }

    private static Set<String> with(Set<String> steps, String step) {
        Set<String> more = new LinkedHashSet<>(steps);
        more.add(step);
        return more;
    }

    /** Whether this step is said to have been done. */
    public boolean isDone(String step) {
        return done.contains(step);
    }

    /** Whether this step may be taken again. */
    public boolean isAgain(String step) {
        return again.contains(step);
    }
}
