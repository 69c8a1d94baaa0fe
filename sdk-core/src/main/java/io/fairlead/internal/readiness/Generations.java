package io.fairlead.internal.readiness;

import io.fairlead.resource.Observed;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.ReadinessRule;
import org.jspecify.annotations.Nullable;

/**
 * The first question about any object: does its status tell of the spec as it is now?
 *
 * <p>Until it does, everything else in the status is about something that was asked for before: an old Deployment's pods are all ready.
 */
final class Generations {

    private Generations() {}

    /** The rule, asked only once the status, where it names a generation, names this one. */
    static ReadinessRule first(ReadinessRule rule) {
        return object -> {
            Readiness unseen = unseen(object);
            return unseen == null ? rule.judge(object) : unseen;
        };
    }

    /** The rule, asked only once the status names this generation; a status that names none is not written yet. */
    static ReadinessRule always(ReadinessRule rule) {
        return object -> {
            Readiness unseen = missing(object);
            return unseen == null ? rule.judge(object) : unseen;
        };
    }

    /** What to say when the status tells of an older generation, else null. */
    static @Nullable Readiness unseen(Observed object) {
        long observed = object.observedGeneration();
        return observed >= 0 && observed < object.generation() ? stale(object, observed) : null;
    }

    /** What to say when the status tells of an older generation or of none at all, else null. */
    static @Nullable Readiness missing(Observed object) {
        long observed = object.observedGeneration();
        if (observed < 0 && (object.generation() > 0 || !object.has("status"))) {
            return object.inProgress("its controller has not seen it yet").because(Fields.OBSERVED, "absent");
        }
        return observed >= 0 && observed < object.generation() ? stale(object, observed) : null;
    }

    private static Readiness stale(Observed object, long observed) {
        return object.inProgress(
                        "generation " + object.generation() + " is not observed yet, the status tells of " + observed)
                .because(Fields.GENERATION, object.generation())
                .because(Fields.OBSERVED, observed);
    }
}
