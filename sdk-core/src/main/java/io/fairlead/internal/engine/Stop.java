package io.fairlead.internal.engine;

import io.fairlead.failure.FairleadException;
import org.jspecify.annotations.Nullable;

/** Says to the branches of a run that one of them failed: no other starts a new write. */
final class Stop {

    private final @Nullable Stop outer;
    private volatile boolean stopped;

    Stop(@Nullable Stop outer) {
        this.outer = outer;
    }

    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped || outer != null && outer.isStopped();
    }

    /** Ends a branch because another failed; never reported itself. */
    static final class Stopped extends FairleadException {
        Stopped() {
            super("go on", "Another branch failed.", "", null, null);
        }
    }
}
