package io.fairlead.internal.metrics;

import io.fairlead.internal.resilience.CallObserver;
import io.fairlead.internal.resilience.NoAnswer;
import io.fairlead.internal.resilience.Sendable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts calls of the API server in a registry of Micrometer. Thread-safe. */
public final class CallMeters implements CallObserver {

    private final MeterRegistry registry;
    private final AtomicInteger window;
    private final AtomicInteger circuitOpen = new AtomicInteger();

    /**
     * Meters in this registry.
     *
     * @param registry where to count
     * @param window how many requests may be under way at the start
     */
    public CallMeters(MeterRegistry registry, int window) {
        this.registry = registry;
        this.window = new AtomicInteger(window);
        // Held strongly by the registry: these two live in fields of an observer that nobody else may keep.
        Gauge.builder(KubeMeter.WINDOW.meter(), this.window, AtomicInteger::get)
                .description(KubeMeter.WINDOW.description())
                .strongReference(true)
                .register(registry);
        Gauge.builder(KubeMeter.CIRCUIT_OPEN.meter(), circuitOpen, AtomicInteger::get)
                .description(KubeMeter.CIRCUIT_OPEN.description())
                .strongReference(true)
                .register(registry);
    }

    @Override
    public void answered(Sendable request, int code, Duration took) {
        timer(KubeMeter.REQUESTS, request, "code", Integer.toString(code)).record(took);
    }

    @Override
    public void lost(Sendable request, NoAnswer reason, Duration took) {
        timer(KubeMeter.LOST, request, "fate", reason.fate().name().toLowerCase(Locale.ROOT))
                .record(took);
    }

    @Override
    public void retrying(Sendable request, String why, Duration pause) {
        Counter.builder(KubeMeter.RETRIES.meter())
                .description(KubeMeter.RETRIES.description())
                .tag("verb", request.verb())
                .tag("resource", request.resource())
                .register(registry)
                .increment();
    }

    @Override
    public void circuitOpened() {
        circuitOpen.set(1);
    }

    @Override
    public void circuitClosed() {
        circuitOpen.set(0);
    }

    @Override
    public void windowChanged(int size) {
        window.set(size);
    }

    private Timer timer(KubeMeter meter, Sendable request, String tag, String value) {
        return Timer.builder(meter.meter())
                .description(meter.description())
                .tag("verb", request.verb())
                .tag("resource", request.resource())
                .tag(tag, value)
                .register(registry);
    }
}
