package io.fairlead.internal.resilience;

import java.time.Duration;

/**
 * Hears what happens between the engine and the API server; events and metrics are made from it.
 *
 * <p>Called on the transport's threads: must be fast and must not block. What it throws is swallowed.
 */
public interface CallObserver {

    /** Hears nothing. */
    CallObserver NONE = new CallObserver() {};

    /** An attempt leaves; the first is 1. */
    default void sent(Sendable request, int attempt) {}

    /** An attempt was answered, whatever the code. */
    default void answered(Sendable request, int code, Duration took) {}

    /** An attempt was not answered. */
    default void lost(Sendable request, NoAnswer reason, Duration took) {}

    /** A request will be sent again after a pause. */
    default void retrying(Sendable request, String why, Duration pause) {}

    /** The server seems to be gone: requests are held back. */
    default void circuitOpened() {}

    /** The server is back. */
    default void circuitClosed() {}

    /** The window has another size. */
    default void windowChanged(int size) {}

    /** Both, in this order; neither can disturb the other or the call. */
    default CallObserver and(CallObserver other) {
        return new SafeObservers(java.util.List.of(this, other));
    }
}
