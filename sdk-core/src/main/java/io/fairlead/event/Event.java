package io.fairlead.event;

import io.fairlead.failure.FairleadException;
import io.fairlead.plan.Change;
import io.fairlead.plan.Preview;
import io.fairlead.plan.StepId;
import io.fairlead.plan.Warning;
import io.fairlead.resource.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happens while an operation runs.
 *
 * <p>The order of one run: {@link Planned} first when it was planned (a plan is run, a guard asked); {@link Started}; then for each
 * step {@link StepStarted} and, exactly once, {@link StepEnded}, with {@link Wrote} and {@link WaitProgress} between; {@link Ended} last.
 * Steps of operations side by side interleave. {@link Retried} is told from aside, as soon as may be, perhaps after the step.
 * Listeners are called one at a time; see {@link EventListener}.
 */
public sealed interface Event {

    /** When it happened. */
    Instant at();

    /**
     * The plan that is about to run.
     *
     * @param at when
     * @param preview the plan
     */
    record Planned(Instant at, Preview preview) implements Event {}

    /**
     * An operation starts.
     *
     * @param at when
     * @param operation its name
     */
    record Started(Instant at, String operation) implements Event {}

    /**
     * An operation ended.
     *
     * @param at when
     * @param operation its name
     * @param took how long it took
     * @param failure why it failed; empty when it did not
     */
    record Ended(Instant at, String operation, Duration took, Optional<FairleadException> failure) implements Event {}

    /**
     * A step starts.
     *
     * @param at when
     * @param id the step
     * @param what how it reads: {@code apply 12 objects as fairlead/shop}
     * @param objects how many objects it is about
     */
    record StepStarted(Instant at, StepId id, String what, int objects) implements Event {}

    /**
     * A step ended.
     *
     * @param at when
     * @param id the step
     * @param took how long it took
     * @param failed whether it failed
     */
    record StepEnded(Instant at, StepId id, Duration took, boolean failed) implements Event {}

    /**
     * An object was written.
     *
     * @param at when
     * @param id the step
     * @param ref the object
     * @param action what became of it
     */
    record Wrote(Instant at, StepId id, Ref ref, Change.Action action) implements Event {}

    /**
     * A wait came further.
     *
     * @param at when
     * @param id the step
     * @param done how many objects are as wanted
     * @param total how many are waited for
     * @param sentence how the slowest stands
     * @param trouble what keeps it, root causes first; empty when nothing is known to
     */
    record WaitProgress(Instant at, StepId id, int done, int total, String sentence, List<String> trouble)
            implements Event {
        public WaitProgress {
            trouble = List.copyOf(trouble);
        }
    }

    /**
     * A request is sent again.
     *
     * @param at when
     * @param request its method and path
     * @param reason why
     * @param delay after how long
     */
    record Retried(Instant at, String request, String reason, Duration delay) implements Event {}

    /**
     * Something to know.
     *
     * @param at when
     * @param warning what
     */
    record Warned(Instant at, Warning warning) implements Event {}

    /** What a feature tells of its own; implement it for your own operations. */
    non-sealed interface Domain extends Event {}
}
