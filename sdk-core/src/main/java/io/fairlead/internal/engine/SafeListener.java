package io.fairlead.internal.engine;

import io.fairlead.event.Event;
import io.fairlead.event.EventListener;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a user's listener one event at a time; what it throws is logged and changes nothing. */
public final class SafeListener implements EventListener {

    private static final Logger LOG = LoggerFactory.getLogger(SafeListener.class);

    private final EventListener listener;
    private final ReentrantLock telling = new ReentrantLock();
    private final Executor elsewhere =
            new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "fairlead-events");
                thread.setDaemon(true);
                return thread;
            });

    /** A guard around a listener. */
    public SafeListener(EventListener listener) {
        this.listener = listener;
    }

    @Override
    public void on(Event event) {
        telling.lock();
        try {
            listener.on(event);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.atWarn()
                    .addKeyValue("event", event.getClass().getSimpleName())
                    .setCause(e)
                    .log("A listener threw; the run goes on.");
        } finally {
            telling.unlock();
        }
    }

    /** As {@link #on}, on a thread of its own: for threads that must not wait, as the transport's and the alarms'. */
    public void soon(Event event) {
        elsewhere.execute(() -> on(event));
    }
}
