package io.fairlead.internal.metrics;

/** The observations of operations and their steps: their names are part of the product. */
enum RunObservation {

    /** Key values {@code operation} (its name) and {@code outcome} ({@code done}, or the failure's type). */
    OPERATION("fairlead.operation"),

    /** Key values {@code verb}, {@code outcome}; of high cardinality {@code step} and {@code objects}. */
    STEP("fairlead.step");

    private final String observation;

    RunObservation(String observation) {
        this.observation = observation;
    }

    /** The observation's name. */
    String observation() {
        return observation;
    }
}
