package io.fairlead.failure;

import org.jspecify.annotations.Nullable;

/** An operation's own code, a gate, or an external step threw. */
public final class ProgramFailed extends FairleadException {

    /**
     * A program that threw.
     *
     * @param tried what was tried
     * @param where the program's own line, empty when not known
     * @param said its message, without secrets; empty when it has none
     * @param cause what it threw; a {@link MaskedCause} where that told a secret
     */
    public ProgramFailed(String tried, String where, String said, @Nullable Throwable cause) {
        super(
                tried,
                "It threw " + (cause == null ? "a failure" : MaskedCause.typeOf(cause))
                        + (where.isEmpty() ? "" : " at " + where)
                        + (said.isEmpty() ? "." : ": " + said),
                "Mend the program, then run it again.",
                null,
                cause);
    }
}
