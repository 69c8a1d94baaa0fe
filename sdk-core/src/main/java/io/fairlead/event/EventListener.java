package io.fairlead.event;

/** Hears the events of runs; called one at a time, must be quick, and cannot break a run. */
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
