package io.fairlead.operation;

import io.fairlead.failure.FairleadException;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.function.Function;

/**
 * How an attempt ended.
 *
 * @param <R> what the operation gives back
 */
public sealed interface Outcome<R> {

    /**
     * The operation's result.
     *
     * @throws FairleadException the failure, when it is not {@link Done}
     */
    R orThrow();

    /** One function for each way it can have ended. */
    <T> T fold(
            Function<Done<R>, T> done,
            Function<Refused<R>, T> refused,
            Function<Undone<R>, T> undone,
            Function<Stuck<R>, T> stuck);

    /** Whether the operation came to its end. */
    default boolean isDone() {
        return this instanceof Done<R>;
    }

    /**
     * It came to its end.
     *
     * @param value what it gave back
     * @param undo takes it back: an operation like any other, to be planned or run
     * @param changed the objects that were written
     * @param <R> what the operation gives back
     */
    record Done<R>(R value, Operation<UndoReport> undo, List<Ref> changed) implements Outcome<R> {
        public Done {
            changed = List.copyOf(changed);
        }

        @Override
        public R orThrow() {
            return value;
        }

        @Override
        public <T> T fold(
                Function<Done<R>, T> done,
                Function<Refused<R>, T> refused,
                Function<Undone<R>, T> undone,
                Function<Stuck<R>, T> stuck) {
            return done.apply(this);
        }

        @Override
        public String toString() {
            String objects = changed.size() + (changed.size() == 1 ? " object" : " objects") + " changed";
            return changed.isEmpty() && value instanceof UndoReport ? "Done: " + value : "Done: " + objects;
        }
    }

    /**
     * Nothing was written.
     *
     * @param cause why
     * @param <R> what the operation gives back
     */
    record Refused<R>(FairleadException cause) implements Outcome<R> {
        @Override
        public R orThrow() {
            throw cause;
        }

        @Override
        public <T> T fold(
                Function<Done<R>, T> done,
                Function<Refused<R>, T> refused,
                Function<Undone<R>, T> undone,
                Function<Stuck<R>, T> stuck) {
            return refused.apply(this);
        }

        @Override
        public String toString() {
            return "Refused, nothing was written: " + cause.getMessage();
        }
    }

    /**
     * It failed half-way, and everything it wrote was taken back.
     *
     * @param cause why it failed
     * @param report what was given back
     * @param <R> what the operation gives back
     */
    record Undone<R>(FairleadException cause, UndoReport report) implements Outcome<R> {
        @Override
        public R orThrow() {
            throw cause;
        }

        @Override
        public <T> T fold(
                Function<Done<R>, T> done,
                Function<Refused<R>, T> refused,
                Function<Undone<R>, T> undone,
                Function<Stuck<R>, T> stuck) {
            return undone.apply(this);
        }

        @Override
        public String toString() {
            return "Undone: " + cause.getMessage() + "\n" + report;
        }
    }

    /**
     * It failed half-way, and something that it wrote is still there.
     *
     * @param cause why it failed
     * @param left what is still there, one sentence each
     * @param undo takes back what is left, as far as possible
     * @param <R> what the operation gives back
     */
    record Stuck<R>(FairleadException cause, List<String> left, Operation<UndoReport> undo) implements Outcome<R> {
        public Stuck {
            left = List.copyOf(left);
        }

        @Override
        public R orThrow() {
            throw cause;
        }

        @Override
        public <T> T fold(
                Function<Done<R>, T> done,
                Function<Refused<R>, T> refused,
                Function<Undone<R>, T> undone,
                Function<Stuck<R>, T> stuck) {
            return stuck.apply(this);
        }

        @Override
        public String toString() {
            return "Stuck: " + cause.getMessage() + "\nLeft: " + String.join("\n      ", left);
        }
    }
}
