package io.fairlead.internal.metrics;

/** The meters of operations, their steps and writes. */
public enum RunMeter {

    /** A timer; tags {@code operation} (its name) and {@code outcome} ({@code done}, or the failure's type). */
    OPERATIONS("fairlead.operations", "Operations that ended"),

    /** A timer; tags {@code verb} (apply, delete, await ...) and {@code outcome} ({@code done}, {@code failed}). */
    STEPS("fairlead.steps", "Steps of operations that ended"),

    /** A counter; tags {@code kind} and {@code action} (create, update, replace, delete). */
    WRITES("fairlead.writes", "Objects written");

    private final String meter;
    private final String description;

    RunMeter(String meter, String description) {
        this.meter = meter;
        this.description = description;
    }

    /** The meter's name. */
    public String meter() {
        return meter;
    }

    /** What it counts. */
    public String description() {
        return description;
    }
}
