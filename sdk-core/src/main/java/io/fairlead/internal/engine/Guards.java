package io.fairlead.internal.engine;

import io.fairlead.failure.FairleadException;
import io.fairlead.failure.MaskedCause;
import io.fairlead.plan.Guard;
import io.fairlead.plan.GuardFailed;
import io.fairlead.plan.Preview;
import io.fairlead.plan.Surroundings;

/** Asks guards, which are code of the user's: one that throws has not agreed. */
final class Guards {

    private Guards() {}

    /** Asks a guard of a part of a plan, which says what the guard would say. */
    static void planned(Guard guard, Preview part, Surroundings cluster, Masks masks, Recorder plan) {
        Guard.Verdict verdict = verdict(guard, part, cluster, masks);
        if (verdict.kind() == Guard.Verdict.Kind.REFUSE) {
            plan.warn("A guard refuses " + part.name() + ": " + verdict.reason());
        } else if (verdict.kind() == Guard.Verdict.Kind.WARN) {
            plan.warn(verdict.reason());
        }
    }

    /**
     * What a guard says.
     *
     * @throws FairleadException what the guard threw, or {@link GuardFailed} where that is none of ours
     */
    static Guard.Verdict verdict(Guard guard, Preview preview, Surroundings cluster, Masks masks) {
        try {
            return guard.check(preview, cluster);
        } catch (FairleadException e) {
            throw e;
        } catch (RuntimeException e) {
            String said = e.getMessage() == null ? "" : masks.text(e.getMessage());
            throw new GuardFailed(preview.name(), EngineWork.line(e), said, MaskedCause.of(e, masks.now()::text));
        }
    }
}
