package io.fairlead.internal.resilience;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several observers as one, none of which can break a call. */
final class SafeObservers implements CallObserver {

    private static final Logger LOG = LoggerFactory.getLogger(CallObserver.class);

    private final List<CallObserver> observers;

    SafeObservers(List<CallObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    @Override
    public void sent(Sendable request, int attempt) {
        tell(observer -> observer.sent(request, attempt));
    }

    @Override
    public void answered(Sendable request, int code, Duration took) {
        tell(observer -> observer.answered(request, code, took));
    }

    @Override
    public void lost(Sendable request, NoAnswer reason, Duration took) {
        tell(observer -> observer.lost(request, reason, took));
    }

    @Override
    public void retrying(Sendable request, String why, Duration pause) {
        tell(observer -> observer.retrying(request, why, pause));
    }

    @Override
    public void circuitOpened() {
        tell(CallObserver::circuitOpened);
    }

    @Override
    public void circuitClosed() {
        tell(CallObserver::circuitClosed);
    }

    @Override
    public void windowChanged(int size) {
        tell(observer -> observer.windowChanged(size));
    }

    private void tell(Consumer<CallObserver> news) {
        for (CallObserver observer : observers) {
            try {
                news.accept(observer);
            } catch (RuntimeException e) {
                LOG.warn("An observer of API calls failed; the call goes on", e);
            }
        }
    }
}
