package io.fairlead.testkit.internal.apply;

import java.util.List;

/** Others own fields that an apply would change. */
final class ApplyConflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Cause> causes;

    /** One path with the manager that owns it. */
    record Cause(Managers.Id manager, List<PathElement> path) {}

    ApplyConflict(List<Cause> causes) {
        super("conflict", null, false, false);
        this.causes = causes;
    }

    List<Cause> causes() {
        return causes;
    }
}
