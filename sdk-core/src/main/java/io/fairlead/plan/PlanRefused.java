package io.fairlead.plan;

import io.fairlead.failure.FairleadException;

/** A guard refused the plan; nothing was written. */
public final class PlanRefused extends FairleadException {

    private final String reason;
    private final transient Preview preview;

    /** A refusal with the guard's reason. */
    public PlanRefused(String operation, String reason, Preview preview) {
        super("run " + operation, "A guard refused it: " + reason, "Change the operation, or the guard.", null, null);
        this.reason = reason;
        this.preview = preview;
    }

    /** The guard's reason. */
    public String reason() {
        return reason;
    }

    /** The plan that was refused. */
    public Preview preview() {
        return preview;
    }
}
