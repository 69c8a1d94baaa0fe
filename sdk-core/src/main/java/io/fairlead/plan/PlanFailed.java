package io.fairlead.plan;

import io.fairlead.failure.FairleadException;
import io.fairlead.failure.MaskedCause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The program itself threw while it was planned; it would throw in the run too, or it read a value not known yet. */
public final class PlanFailed extends FairleadException {

    private final List<String> holes;

    /**
     * A program that threw.
     *
     * @param operation its name
     * @param where the program's own line
     * @param said its message, without secrets; empty when it has none
     * @param cause what it threw; a {@link MaskedCause} where that told a secret
     * @param holes the values not known yet that it had been given
     */
    public PlanFailed(String operation, String where, String said, @Nullable Throwable cause, List<String> holes) {
        super(
                "plan " + operation,
                "The program threw "
                        + (cause == null ? "a failure" : MaskedCause.typeOf(cause)) + " at " + where
                        + (said.isEmpty() ? "." : ": " + said + (said.endsWith(".") ? "" : "."))
                        + (holes.isEmpty()
                                ? ""
                                : " It had been given values that are known only when it runs: "
                                        + String.join(", ", holes) + "."),
                holes.isEmpty()
                        ? "Mend the program: it would throw in the run too."
                        : "Ask for such values by await(ref, \"what\", ...), or pass them on by later(...).",
                null,
                cause);
        this.holes = List.copyOf(holes);
    }

    /** The values not known yet that the program had been given. */
    public List<String> holes() {
        return holes;
    }
}
