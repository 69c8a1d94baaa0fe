package io.fairlead.event;

/**
 * Hears the events of runs: called one at a time, on the thread of the run, which waits for it; so it must be quick, and must not
 * wait for another operation of the same cluster. What it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface EventListener {

    /** One event. */
    void on(Event event);

    /** Both, this one first. */
    default EventListener and(EventListener other) {
        return event -> {
            on(event);
            other.on(event);
        };
    }

    /** A listener that hears nothing. */
    static EventListener none() {
        return event -> {};
    }
}
