package io.fairlead.operation;

import io.fairlead.plan.Change;
import io.fairlead.plan.Guard;
import io.fairlead.plan.Preview;
import java.util.List;

/**
 * What an operation would do to a cluster now: data to look at, and the right to run exactly that.
 *
 * <p>Prints as a readable difference. Immutable and thread-safe.
 *
 * @param <R> what the operation gives back
 */
public interface Plan<R> {

    /** Everything that the plan says, as data. */
    Preview preview();

    /** The objects that would be written, in order. */
    default List<Change> changes() {
        return preview().changes();
    }

    /** A stable hash of the effect: the same plan made anew, in another process too, has the same. */
    default String hash() {
        return preview().hash();
    }

    /**
     * The plan as JSON, for pipelines and reviews, and to be run by another process: {@code cluster.run(op, SavedPlan.parse(json))}.
     *
     * <p>One line, without secret values; the same plan gives the same text. Reads which cluster it is, once a {@code Cluster}.
     */
    String toJson();

    /**
     * Runs it, if its effect is still the one shown.
     *
     * @throws io.fairlead.plan.PlanDrifted with the difference and the new plan, when it is not; nothing was written
     * @throws io.fairlead.plan.PlanRefused when a guard refuses
     */
    R run();

    /** As {@link #run}, with the end as a value. */
    Outcome<R> attempt();

    /** The same plan, refused by {@link #run} when the guard refuses it. */
    Plan<R> requiring(Guard guard);
}
