package io.fairlead.operation;

import io.fairlead.plan.Guard;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The combinators of {@link Operation}, as named types: they print, and they tell a reader the structure through {@link Work}. */
final class Combined {

    private Combined() {}

    record Doing(Program program) implements Operation<Void> {
        @Override
        @SuppressWarnings("NullAway") // a Void has no other value
        public @Nullable Void perform(Work work) throws Exception {
            program.perform(work);
            return null;
        }

        @Override
        public String toString() {
            return "an operation";
        }
    }

    record Value<R>(R value) implements Operation<R> {
        @Override
        public R perform(Work work) {
            return value;
        }
    }

    record Named<R>(String name, Operation<R> part) implements Operation<R> {
        @Override
        public R perform(Work work) {
            return work.perform(name, part);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    record Then<S>(Operation<?> first, Operation<? extends S> second) implements Operation<S> {
        @Override
        public S perform(Work work) {
            work.ignoring(first);
            return work.perform(second);
        }

        @Override
        public String name() {
            return joined(first, "then", second);
        }

        @Override
        public String toString() {
            return told(first) + ", then " + told(second);
        }
    }

    record ThenFrom<R, S>(Operation<R> first, Function<? super R, ? extends Operation<? extends S>> next)
            implements Operation<S> {
        @Override
        public S perform(Work work) {
            R result = work.perform(first);
            return work.perform(next.apply(result));
        }

        @Override
        public String name() {
            return first.name();
        }

        @Override
        public String toString() {
            return told(first) + ", then what follows from it";
        }
    }

    record All<T>(List<? extends Operation<? extends T>> parts) implements Operation<List<T>> {
        All {
            parts = List.copyOf(parts);
        }

        @Override
        public List<T> perform(Work work) {
            return work.all(parts);
        }

        @Override
        public String toString() {
            return "side by side: "
                    + String.join(", ", parts.stream().map(Combined::told).toList());
        }
    }

    record And<R, S, T>(
            Operation<R> one, Operation<? extends S> other, BiFunction<? super R, ? super S, ? extends T> combiner)
            implements Operation<T> {
        @Override
        @SuppressWarnings("unchecked") // the list holds the two results in the order of the parts
        public T perform(Work work) {
            List<Object> both = work.all(List.<Operation<?>>of(one, other));
            return combiner.apply((R) both.get(0), (S) both.get(1));
        }

        @Override
        public String toString() {
            return told(one) + " and " + told(other);
        }
    }

    record Mapped<R, S>(Operation<R> part, Function<? super R, ? extends S> function) implements Operation<S> {
        @Override
        public S perform(Work work) {
            return function.apply(work.perform(part));
        }

        @Override
        public String name() {
            return part.name();
        }

        @Override
        public String toString() {
            return told(part);
        }
    }

    record Within<R>(Duration limit, Operation<R> part) implements Operation<R> {
        Within {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("a time limit is more than nothing, got " + limit);
            }
        }

        @Override
        public R perform(Work work) {
            return work.within(limit, part);
        }

        @Override
        public String name() {
            return part.name();
        }

        @Override
        public String toString() {
            return told(part) + " within " + limit;
        }
    }

    record UndoOnFailure<R>(Operation<R> part) implements Operation<R> {
        @Override
        public R perform(Work work) {
            return work.undoOnFailure(part);
        }

        @Override
        public String name() {
            return part.name();
        }

        @Override
        public String toString() {
            return told(part) + ", undone on failure";
        }
    }

    record OnFailure<R>(Operation<R> part, Operation<? extends R> other) implements Operation<R> {
        @Override
        public R perform(Work work) {
            return work.orElse(part, other);
        }

        @Override
        public String name() {
            return part.name();
        }

        @Override
        public String toString() {
            return told(part) + ", on failure " + told(other);
        }
    }

    record Requiring<R>(Guard guard, Operation<R> part) implements Operation<R> {
        @Override
        public R perform(Work work) {
            return work.requiring(guard, part);
        }

        @Override
        public String name() {
            return part.name();
        }

        @Override
        public String toString() {
            return told(part) + ", if " + guard;
        }
    }

    private static String joined(Operation<?> one, String word, Operation<?> other) {
        if (one.name().isEmpty() || other.name().isEmpty()) {
            return one.name() + other.name();
        }
        return one.name() + " " + word + " " + other.name();
    }

    /** A lambda prints as a class name and a hash, which says nothing and changes from run to run. */
    static String told(Operation<?> operation) {
        if (!operation.name().isEmpty()) {
            return operation.name();
        }
        String text = operation.toString();
        return text.contains("$$Lambda") ? "an operation" : text;
    }
}
