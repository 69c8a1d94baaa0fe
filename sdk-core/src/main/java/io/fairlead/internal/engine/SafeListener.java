package io.fairlead.internal.engine;

import io.fairlead.event.Event;
import io.fairlead.event.EventListener;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a user's listener one event at a time; what it throws is logged and changes nothing. */
public final class SafeListener implements EventListener {

    private static final Logger LOG = LoggerFactory.getLogger(SafeListener.class);

    private final EventListener listener;
    private final ReentrantLock telling = new ReentrantLock();

    /** A guard around a listener. */
    public SafeListener(EventListener listener) {
        this.listener = listener;
    }

    @Override
    public void on(Event event) {
        telling.lock();
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("event", event.getClass().getSimpleName())
                    .setCause(e)
                    .log("A listener threw; the run goes on.");
        } finally {
            telling.unlock();
        }
    }
}
