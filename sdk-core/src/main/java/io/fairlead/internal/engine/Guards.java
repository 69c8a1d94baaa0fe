package io.fairlead.internal.engine;

import io.fairlead.failure.FairleadException;
import io.fairlead.failure.MaskedCause;
import io.fairlead.plan.Guard;
import io.fairlead.plan.GuardFailed;
import io.fairlead.plan.Preview;

/** Asks guards, which are code of the user's: one that throws has not agreed. */
final class Guards {

    private Guards() {}

    /**
     * What a guard says.
     *
     * @throws FairleadException what the guard threw, or {@link GuardFailed} where that is none of ours
     */
    static Guard.Verdict verdict(Guard guard, Preview preview, Masks masks) {
        try {
            return guard.check(preview);
        } catch (FairleadException e) {
            throw e;
        } catch (RuntimeException e) {
            String said = e.getMessage() == null ? "" : masks.text(e.getMessage());
            throw new GuardFailed(preview.name(), EngineWork.line(e), said, MaskedCause.of(e, masks.now()::text));
        }
    }
}
