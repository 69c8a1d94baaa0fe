package io.fairlead.resource;

import java.util.List;
import java.util.Objects;

/**
 * Why one object is not ready: the cause, the object that shows it, what was seen, whether waiting can mend it, and what a person can do.
 *
 * <p>Immutable. Prints as {@code Pod shop/web-7c9: image registry.example/web:9 is not found (waiting cannot mend it)}.
 *
 * @param cause what is wrong
 * @param object the object that shows it
 * @param evidence the fields that say so
 * @param terminal whether waiting cannot mend it; act on it only once it is confirmed, as a status can be a moment old
 * @param remedy what a person can do, in one sentence
 */
public record Diagnosis(Cause cause, Ref object, List<Evidence> evidence, boolean terminal, String remedy) {

    public Diagnosis {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(object, "object");
        evidence = List.copyOf(evidence);
        Objects.requireNonNull(remedy, "remedy");
    }

    /** A diagnosis with the cause's own word on whether it is terminal and what to do. */
    public static Diagnosis of(Cause cause, Ref object, List<Evidence> evidence) {
        return new Diagnosis(cause, object, evidence, cause.terminal(), cause.remedy());
    }

    /** A diagnosis that rests on one field. */
    public static Diagnosis of(Cause cause, Ref object, FieldPath field, Object value) {
        return of(cause, object, List.of(new Evidence(object, field, value)));
    }

    @Override
    public String toString() {
        return object + ": " + cause.sentence() + (terminal ? " (waiting cannot mend it)" : "");
    }
}
