package io.fairlead.plan;

/**
 * How sure a plan is of a step.
 *
 * @param level how sure
 * @param why the reason when it is not exact; empty otherwise
 */
public record Grade(Level level, String why) {

    /** How sure a plan is. */
    public enum Level {
        /** The server said so. */
        EXACT,
        /** Computed here, because the server could not be asked. */
        PREDICTED,
        /** Needs what only the run makes. */
        DEFERRED
    }

    /** The server said so, or the live object already holds it. */
    public static Grade exact() {
        return new Grade(Level.EXACT, "");
    }

    /** Computed here, and why. */
    public static Grade predicted(String why) {
        return new Grade(Level.PREDICTED, why);
    }

    /** Needs what only the run makes, and what. */
    public static Grade deferred(String why) {
        return new Grade(Level.DEFERRED, why);
    }

    /** The less sure of two. */
    public Grade and(Grade other) {
        return other.level.compareTo(level) > 0 ? other : this;
    }

    @Override
    public String toString() {
        String name = level.name().toLowerCase(java.util.Locale.ROOT);
        return why.isEmpty() ? name : name + ": " + why;
    }
}
