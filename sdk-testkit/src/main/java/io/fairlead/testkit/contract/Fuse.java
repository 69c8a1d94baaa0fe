package io.fairlead.testkit.contract;

import io.fairlead.operation.Work;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the writes of a program, in all its branches, and ends it after a given one; after the 0th is before the first. */
final class Fuse {

    private final int writes;
    private final AtomicInteger done = new AtomicInteger();
    private volatile boolean blown;

    Fuse(int writes) {
        this.writes = writes;
    }

    /** Whether the program came as far as this. */
    boolean isBlown() {
        return blown;
    }

    void before(Work work) {
        if (writes == 0 && done.get() == 0 && !blown) {
            blow(work);
        }
    }

    void after(Work work) {
        if (done.incrementAndGet() == writes) {
            blow(work);
        }
    }

    private void blow(Work work) {
        blown = true;
        throw work.abort("The contract lets it fail after " + writes + " writes.");
    }
}
