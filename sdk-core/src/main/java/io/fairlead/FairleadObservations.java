package io.fairlead;

import io.fairlead.event.EventListener;
import io.fairlead.internal.metrics.RunObservations;
import io.micrometer.observation.ObservationRegistry;

/**
 * Operations and their steps as observations of Micrometer, which is an optional dependency: spans, timers, or whatever the registry's
 * handlers make of them. {@code Cluster.connect(o -> o.listener(FairleadObservations.in(registry)))}.
 *
 * <p>{@code fairlead.operation} from start to end of a run, a child of the caller's current observation (low cardinality: operation,
 * outcome); {@code fairlead.step} for each step, a child of its operation (low cardinality: verb, outcome; high cardinality: step,
 * objects). Each is the current observation of its thread while it lasts, so that what a program itself observes or logs between
 * belongs to it. An outcome is {@code done}, {@code failed}, or of an operation the type of its failure.
 */
public final class FairleadObservations {

    private FairleadObservations() {}

    /** A listener that makes observations in this registry. */
    public static EventListener in(ObservationRegistry registry) {
        return new RunObservations(registry);
    }
}
