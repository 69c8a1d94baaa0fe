package io.fairlead.plan;

import io.fairlead.failure.FairleadException;
import io.fairlead.failure.MaskedCause;

/** A guard threw in place of a verdict, so the plan was not run; nothing was written. */
public final class GuardFailed extends FairleadException {

    /**
     * A guard that threw.
     *
     * @param operation what it was to judge
     * @param where the guard's own line
     * @param said its message, without secrets; empty when it has none
     * @param cause what it threw; a {@link MaskedCause} where that told a secret
     */
    public GuardFailed(String operation, String where, String said, Throwable cause) {
        super(
                "ask a guard about the plan of " + operation,
                "The guard threw " + MaskedCause.typeOf(cause) + " at " + where
                        + (said.isEmpty() ? "." : ": " + said + (said.endsWith(".") ? "" : ".")),
                "Mend the guard: it has to allow, warn or refuse.",
                null,
                cause);
    }
}
