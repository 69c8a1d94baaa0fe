package io.fairlead.internal.metrics;

import io.fairlead.event.Event;
import io.fairlead.event.EventListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;

/** Makes meters of events. */
public final class RunMeters implements EventListener {

    private final MeterRegistry registry;

    /** Meters in a registry. */
    public RunMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.Ended ended) {
            timer(RunMeter.OPERATIONS, "operation", ended.operation())
                    .tag(
                            "outcome",
                            ended.failure()
                                    .map(failure -> failure.getClass().getSimpleName())
                                    .orElse("done"))
                    .register(registry)
                    .record(ended.took());
        } else if (event instanceof Event.StepEnded step) {
            timer(RunMeter.STEPS, "verb", step.id().verb())
                    .tag("outcome", step.failed() ? "failed" : "done")
                    .register(registry)
                    .record(step.took());
        } else if (event instanceof Event.Wrote wrote) {
            Counter.builder(RunMeter.WRITES.meter())
                    .description(RunMeter.WRITES.description())
                    .tag("kind", wrote.ref().kind().name())
                    .tag("action", wrote.action().name().toLowerCase(Locale.ROOT))
                    .register(registry)
                    .increment();
        }
    }

    private static Timer.Builder timer(RunMeter meter, String tag, String value) {
        return Timer.builder(meter.meter()).description(meter.description()).tag(tag, value);
    }
}
