package io.fairlead.internal.engine;

import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stands in for the undo package's own until that is there. */
record PriorState(Ref ref) {

    static PriorState before(@Nullable Map<String, Object> before, Map<String, Object> desired, Owner owner) {
        return new PriorState(Ref.of(desired));
    }

    PriorState written(Map<String, Object> stored) {
        return this;
    }

    boolean sameAs(PriorState other) {
        return true;
    }
}
