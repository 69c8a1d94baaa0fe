package io.fairlead;

import io.fairlead.internal.engine.StoredPlan;
import io.fairlead.plan.Preview;

/**
 * A plan that was kept as text, to be looked at and run by another process on another day.
 *
 * <pre>{@code
 * Files.writeString(file, cluster.plan(operation).toJson());            // one process
 * cluster.run(operation, SavedPlan.parse(Files.readString(file)));      // another, when somebody has approved the file
 * }</pre>
 *
 * <p>It decides nothing by itself: it is compared with what the operation would do when it is run, so it cannot make an operation write
 * anything else. Immutable; holds no secret value. Prints as the plan.
 */
public final class SavedPlan {

    private final StoredPlan stored;

    private SavedPlan(StoredPlan stored) {
        this.stored = stored;
    }

    /**
     * Reads what {@link io.fairlead.operation.Plan#toJson} wrote.
     *
     * @throws io.fairlead.plan.BadPlan when it is cut, was edited, or comes from a newer version
     */
    public static SavedPlan parse(String json) {
        return new SavedPlan(StoredPlan.parse(json));
    }

    /** Everything that the plan says, as data. */
    public Preview preview() {
        return stored.preview();
    }

    /** The hash of its effect, by which an approval can name it. */
    public String hash() {
        return stored.preview().hash();
    }

    StoredPlan stored() {
        return stored;
    }

    @Override
    public String toString() {
        return stored.preview().toString();
    }
}
