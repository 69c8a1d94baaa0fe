package io.fairlead.plan;

import io.fairlead.failure.FairleadException;
import java.util.List;

/** The effect would be another one now than the plan shows; nothing was written. */
public final class PlanDrifted extends FairleadException {

    private final transient Preview shown;
    private final transient Preview now;
    private final List<String> differences;

    /**
     * A drift.
     *
     * @param shown the plan that was to be run
     * @param now the plan as it would be now
     * @param differences what differs, one line each
     */
    public PlanDrifted(Preview shown, Preview now, List<String> differences) {
        super(
                "run the plan of " + shown.name(),
                "Its effect is no longer the one shown: " + String.join("; ", differences) + ".",
                "Look at the new plan (now()), and run that one.",
                null,
                null);
        this.shown = shown;
        this.now = now;
        this.differences = List.copyOf(differences);
    }

    /** The plan that was to be run. */
    public Preview shown() {
        return shown;
    }

    /** The plan as it would be now. */
    public Preview now() {
        return now;
    }

    /** What differs, one line each. */
    public List<String> differences() {
        return differences;
    }
}
