package io.fairlead.internal.engine;

/**
 * Ends the planning of a part at a value that only the run can know.
 *
 * <p>An {@code Error}, so that a program's {@code catch (Exception e)} cannot swallow it; the planner also remembers it and throws it
 * again at the next call, for programs that catch everything.
 */
final class PlanCut extends Error {

    private static final long serialVersionUID = 1L;

    private final String needs;

    PlanCut(String needs) {
        super("known only when it runs: " + needs, null, false, false);
        this.needs = needs;
    }

    /** What must be known to go on. */
    String needs() {
        return needs;
    }
}
