package io.fairlead.internal.engine;

import io.fairlead.plan.Step;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.util.List;

/** How a wait reads: the same in a plan, while it runs, and in its failure. */
final class WaitWords {

    private WaitWords() {}

    /** After its object: {@code is ready}. */
    static String condition(Until until) {
        if (until instanceof Until.Ready || until instanceof Until.Gone) {
            return "is " + until;
        }
        return until instanceof Until.ConditionIs wanted
                ? "has condition " + wanted.type() + "=" + wanted.status()
                : "has: " + until;
    }

    /** As the verb of a step. */
    static String verb(Until until) {
        return until instanceof Until.Gone ? "await gone" : "await";
    }

    /** What is waited for. */
    static String targets(List<Ref> refs) {
        return Step.Wait.targets(refs);
    }
}
