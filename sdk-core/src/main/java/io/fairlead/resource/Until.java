package io.fairlead.resource;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a wait waits for, as a value: it prints, and a preview knows the state it implies.
 *
 * <p>{@code Until.ready()}, {@code Until.gone()}, {@code Until.condition("Available")}, {@code Until.field(path, value)}; a predicate of one's
 * own with words for it where none of these will do, which a preview can assume to hold but cannot look behind.
 */
public sealed interface Until {

    /** Until the object is ready, as its kind's rule says. */
    static Until ready() {
        return new Ready();
    }

    /** Until the object is not there any more. */
    static Until gone() {
        return new Gone(Set.of());
    }

    /**
     * Until the object with one of these uids is not there any more; another of the same name in its place, such as the next pod of a
     * StatefulSet, does not count.
     */
    static Until gone(Collection<String> uids) {
        if (uids.isEmpty()) {
            throw new IllegalArgumentException("for an object of whatever uid say Until.gone()");
        }
        return new Gone(Set.copyOf(uids));
    }

    /** Until the condition of this type is {@code True}, of the object's current generation. */
    static Until condition(String type) {
        return new ConditionIs(type, "True");
    }

    /** Until the condition of this type has this status, of the object's current generation. */
    static Until condition(String type, String status) {
        return new ConditionIs(type, status);
    }

    /** Until the field has this value. */
    static Until field(FieldPath field, Object value) {
        return new FieldIs(field, value);
    }

    /** Until the object is there and this holds; the words complete the sentence "until ...". */
    static Until holds(String words, Predicate<Map<String, Object>> predicate) {
        return new Holds(words, predicate);
    }

    /** The object is ready. */
    record Ready() implements Until {
        @Override
        public String toString() {
            return "ready";
        }
    }

    /**
     * The object is gone.
     *
     * @param uids the uids that are waited to be gone; empty where whatever has the name must be
     */
    record Gone(Set<String> uids) implements Until {
        public Gone {
            uids = Set.copyOf(uids);
        }

        /** Whether an object that is there is another than the one that is waited to be gone. */
        public boolean isAnother(Map<String, Object> object) {
            return !uids.isEmpty()
                    && object.get("metadata") instanceof Map<?, ?> metadata
                    && metadata.get("uid") instanceof String uid
                    && !uids.contains(uid);
        }

        @Override
        public String toString() {
            return "gone";
        }
    }

    /**
     * A condition has a status.
     *
     * @param type the condition's type
     * @param status {@code True}, {@code False} or {@code Unknown}
     */
    record ConditionIs(String type, String status) implements Until {
        public ConditionIs {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(status, "status");
        }

        @Override
        public String toString() {
            return "condition " + type + " is " + status;
        }
    }

    /**
     * A field has a value.
     *
     * @param field the field
     * @param value text, a number or a boolean
     */
    record FieldIs(FieldPath field, Object value) implements Until {
        public FieldIs {
            Objects.requireNonNull(field, "field");
            Objects.requireNonNull(value, "value");
        }

        @Override
        public String toString() {
            return field + " is " + value;
        }
    }

    /**
     * Anything else.
     *
     * @param words what it is, for people
     * @param predicate asked with the object as it is
     */
    record Holds(String words, Predicate<Map<String, Object>> predicate) implements Until {
        public Holds {
            Objects.requireNonNull(words, "words");
            Objects.requireNonNull(predicate, "predicate");
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
