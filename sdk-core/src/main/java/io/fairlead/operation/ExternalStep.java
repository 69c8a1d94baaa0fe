package io.fairlead.operation;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A named step outside the cluster: a machine rebooted, a service called. Recorded in a plan, carried out in a run.
 *
 * <p>Make it a named type, not a lambda, where another process must be able to take it back or go on after a crash.
 *
 * @param <T> what it gives back
 */
public interface ExternalStep<T> {

    /** The step's name: unique in its program, the same in every process, kept in records. */
    String name();

    /**
     * Takes the step.
     *
     * @throws Exception when it fails, which fails the program with the cause
     */
    T run() throws Exception;

    /** The step that takes it back; empty when nothing does, which the plan shows before it runs. */
    default Optional<ExternalStep<?>> inverse() {
        return Optional.empty();
    }

    /** Whether it may be taken again after a crash that left unknown whether it ended; {@code false} by default. */
    default boolean idempotent() {
        return false;
    }

    /**
     * What a plan goes on with in place of the result; empty, the default, ends the plan here as far as the result is
     * needed.
     */
    default Optional<T> predicted() {
        return Optional.empty();
    }

    /** Whether it gives nothing back, so that a plan always goes on. */
    default boolean valueless() {
        return false;
    }

    /** A step that gives nothing back and cannot be taken back. */
    static ExternalStep<Void> of(String name, Action action) {
        return new Plain(name, action, null);
    }

    /** A step that gives nothing back, with the step that takes it back. */
    static ExternalStep<Void> of(String name, Action action, String inverseName, Action inverse) {
        return new Plain(name, action, new Plain(inverseName, inverse, null));
    }

    /** A step that gives a value, with what a plan goes on with. */
    static <T> ExternalStep<T> of(String name, Callable<T> action, T predicted) {
        return new ExternalStep<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public T run() throws Exception {
                return action.call();
            }

            @Override
            public Optional<T> predicted() {
                return Optional.of(predicted);
            }
        };
    }

    /** Something to do that may fail. */
    @FunctionalInterface
    interface Action {

        /**
         * Does it.
         *
         * @throws Exception when it fails
         */
        void run() throws Exception;
    }

    /**
     * A step from an action.
     *
     * @param name the step's name
     * @param action what it does
     * @param undoing the step that takes it back, or null
     */
    record Plain(String name, Action action, @Nullable ExternalStep<Void> undoing) implements ExternalStep<Void> {

        @Override
        @SuppressWarnings("NullAway") // a Void has no other value
        public @Nullable Void run() throws Exception {
            action.run();
            return null;
        }

        @Override
        public Optional<ExternalStep<?>> inverse() {
            return Optional.ofNullable(undoing);
        }

        @Override
        public boolean valueless() {
            return true;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
