package io.fairlead.examples.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C into an interrupt of the job, and holds the process until the job has taken back what it wrote. */
final class CtrlC implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private CtrlC(Thread job, Screen screen) {
        this.hook = new Thread(
                () -> {
                    screen.heading("Ctrl-C", "taking back what was written");
                    job.interrupt();
                    await();
                },
                "fairlead-demo-ctrl-c");
    }

    static CtrlC interrupts(Thread job, Screen screen) {
        CtrlC watch = new CtrlC(job, screen);
        Runtime.getRuntime().addShutdownHook(watch.hook);
        return watch;
    }

    /** Does nothing after all, where there is nothing to take back. */
    void unless(boolean needless) {
        if (needless) {
            close();
        }
    }

    private void await() {
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(130);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The job has ended. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is already ending, and the hook is what holds it: it has just been let go.
            return;
        }
    }
}
