package io.fairlead.operation;

import java.time.Duration;
import java.util.Optional;

/**
 * How to delete.
 *
 * @param propagation what becomes of the objects that it owns
 * @param grace how long its processes may take to end; empty for the object's own grace period
 */
public record Deletion(Propagation propagation, Optional<Duration> grace) {

    /** What becomes of the objects that a deleted object owns. */
    public enum Propagation {
        /** They are deleted after it. */
        BACKGROUND("Background"),
        /** They are deleted before it. */
        FOREGROUND("Foreground"),
        /** They stay, without an owner. */
        ORPHAN("Orphan");

        private final String wire;

        Propagation(String wire) {
            this.wire = wire;
        }

        /** The API's word for it. */
        public String wire() {
            return wire;
        }
    }

    /** The object, and what it owns after it. */
    public static Deletion background() {
        return new Deletion(Propagation.BACKGROUND, Optional.empty());
    }

    /** What the object owns, and then the object. */
    public static Deletion foreground() {
        return new Deletion(Propagation.FOREGROUND, Optional.empty());
    }

    /** The object alone. */
    public static Deletion orphan() {
        return new Deletion(Propagation.ORPHAN, Optional.empty());
    }

    /** The same with another grace period. */
    public Deletion grace(Duration time) {
        return new Deletion(propagation, Optional.of(time));
    }
}
