package io.fairlead.internal.metrics;

import io.fairlead.event.Event;
import io.fairlead.event.EventListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Makes observations of events. Starts and ends are told on the thread that does the work, so that an observation's scope opens and closes
 * on one thread.
 */
public final class RunObservations implements EventListener {

    private final ObservationRegistry registry;

    /** What is open on this thread, the innermost first; of these observations alone, which live as long as their cluster. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Deque<Observation.Scope>> open = ThreadLocal.withInitial(ArrayDeque::new);

    /** The operation under way, also for the threads that its branches start. */
    @SuppressWarnings("ThreadLocalUsage")
    private final InheritableThreadLocal<@Nullable Observation> operation = new InheritableThreadLocal<>();

    /** Observations in a registry. */
    public RunObservations(ObservationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.Started started) {
            Observation begun = Observation.createNotStarted(RunObservation.OPERATION.observation(), registry)
                    .contextualName(started.operation())
                    .lowCardinalityKeyValue("operation", started.operation());
            begin(begun);
            operation.set(begun);
        } else if (event instanceof Event.StepStarted step) {
            Observation begun = Observation.createNotStarted(RunObservation.STEP.observation(), registry)
                    .contextualName(step.what())
                    .lowCardinalityKeyValue("verb", step.id().verb())
                    .highCardinalityKeyValue("step", step.id().toString())
                    .highCardinalityKeyValue("objects", Integer.toString(step.objects()));
            Observation parent = operation.get();
            if (registry.getCurrentObservation() == null && parent != null) {
                begun.parentObservation(parent);
            }
            begin(begun);
        } else if (event instanceof Event.StepEnded step) {
            end(step.failed() ? "failed" : "done", null);
        } else if (event instanceof Event.Ended ended) {
            operation.remove();
            end(
                    ended.failure()
                            .map(failure -> failure.getClass().getSimpleName())
                            .orElse("done"),
                    ended.failure().orElse(null));
            open.remove();
        }
    }

    private void begin(Observation begun) {
        begun.start();
        open.get().push(begun.openScope());
    }

    private void end(String outcome, @Nullable Throwable failure) {
        Observation.@Nullable Scope scope = open.get().poll();
        if (scope == null) {
            return;
        }
        Observation ended = scope.getCurrentObservation();
        ended.lowCardinalityKeyValue("outcome", outcome);
        if (failure != null) {
            ended.error(failure);
        }
        scope.close();
        ended.stop();
    }
}
