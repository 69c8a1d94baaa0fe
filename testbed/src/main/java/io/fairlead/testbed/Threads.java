package io.fairlead.testbed;

import java.util.concurrent.Executor;

/**
 * Runs what blocks on a thread of its own.
 *
 * <p>The JVM's common pool has one thread on a small machine: a single answer that does not come would hold up all
 * others.
 */
final class Threads {

    static final Executor ONE_EACH = task -> {
        Thread thread = new Thread(task, "fairlead-testbed");
        thread.setDaemon(true);
        thread.start();
    };

    private Threads() {}
}
