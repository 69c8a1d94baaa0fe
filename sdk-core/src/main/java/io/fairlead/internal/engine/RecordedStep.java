package io.fairlead.internal.engine;

import io.fairlead.operation.ExternalStep;
import java.util.Collection;
import java.util.Optional;

/**
 * An external step as a record keeps it: by name, with what takes it back where that is at hand.
 *
 * @param name the step's name
 * @param inverse what takes it back
 */
record RecordedStep(String name, Optional<ExternalStep<?>> inverse) implements ExternalStep<Void> {

    /**
     * Finds the step among those at hand.
     *
     * @param inverseName the name of the step that takes it back; empty where the record knows of none
     */
    static RecordedStep of(String name, String inverseName, Collection<? extends ExternalStep<?>> atHand) {
        for (ExternalStep<?> step : atHand) {
            if (!inverseName.isEmpty() && step.name().equals(inverseName)) {
                return new RecordedStep(name, Optional.of(step));
            }
        }
        for (ExternalStep<?> step : atHand) {
            if (step.name().equals(name) && step.inverse().isPresent()) {
                return new RecordedStep(name, Optional.of(step.inverse().get()));
            }
        }
        return new RecordedStep(name, Optional.empty());
    }

    @Override
    public Void run() {
        throw new UnsupportedOperationException("a recorded step is only taken back");
    }

    @Override
    public boolean valueless() {
        return true;
    }
}
