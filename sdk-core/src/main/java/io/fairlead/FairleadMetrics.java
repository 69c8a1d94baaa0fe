package io.fairlead;

import io.fairlead.event.EventListener;
import io.fairlead.internal.metrics.CallMeters;
import io.fairlead.internal.metrics.RunMeters;
import io.fairlead.internal.resilience.CallObserver;
import io.fairlead.policy.Concurrency;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Meters of operations and requests in a Micrometer registry, which is an optional dependency:
 * {@code Cluster.connect(o -> o.metrics(FairleadMetrics.bindTo(registry)))}.
 *
 * <p>Timers {@code fairlead.operations} (tags operation, outcome), {@code fairlead.steps} (verb, outcome), {@code fairlead.kube.requests}
 * (verb, resource, code); counters {@code fairlead.writes} (kind, action), {@code fairlead.kube.lost}, {@code fairlead.kube.retries}
 * (verb, resource); gauges {@code fairlead.kube.window} and {@code fairlead.kube.circuit.open}.
 */
public final class FairleadMetrics {

    private final MeterRegistry registry;

    private FairleadMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Meters in this registry. */
    public static FairleadMetrics bindTo(MeterRegistry registry) {
        return new FairleadMetrics(registry);
    }

    EventListener listener() {
        return new RunMeters(registry);
    }

    CallObserver observer(Concurrency concurrency) {
        return new CallMeters(registry, concurrency.initial());
    }
}
