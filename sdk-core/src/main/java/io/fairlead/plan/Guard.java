package io.fairlead.plan;

/**
 * Reads a plan and allows it, warns, or refuses it before anything is written: a price, a permission, an availability.
 *
 * <p>A guard is told of a deferred rest by {@link Preview#deferred}, and decides.
 */
@FunctionalInterface
public interface Guard {

    /** The verdict over a plan; called once a plan, and again on the effect found when it runs. */
    Verdict check(Preview preview);

    /**
     * The verdict of a guard that needs to know more than the plan says. The engine calls this one; it asks {@link #check(Preview)} unless it is
     * overridden.
     */
    default Verdict check(Preview preview, Surroundings cluster) {
        return check(preview);
    }

    /**
     * What a guard says.
     *
     * @param kind allow, warn or refuse
     * @param reason why; empty when it allows
     */
    record Verdict(Kind kind, String reason) {

        /** The three things a guard can say. */
        public enum Kind {
            /** Go on. */
            ALLOW,
            /** Go on, and tell. */
            WARN,
            /** Do not run. */
            REFUSE
        }

        /** Go on. */
        public static Verdict allow() {
            return new Verdict(Kind.ALLOW, "");
        }

        /** Go on, and tell this. */
        public static Verdict warn(String reason) {
            return new Verdict(Kind.WARN, reason);
        }

        /** Do not run, for this reason. */
        public static Verdict refuse(String reason) {
            return new Verdict(Kind.REFUSE, reason);
        }
    }
}
