package io.fairlead.operation;

import io.fairlead.plan.Guard;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A change to a cluster, or a question to it, as a value: a small program over the primitives of {@link Work}.
 *
 * <p>Nothing happens until a cluster reads it: {@code cluster.plan(op)} shows what it would do, {@code cluster.run(op)} does
 * it. Both read the same program, so a plan cannot drift from the run. A lambda is an operation like any other:
 *
 * <pre>{@code
 * Operation<String> address = work -> work.find(Service.class, "shop/web").orElseThrow().getSpec().getClusterIP();
 * Operation<Void> both = Operation.doing(work -> {
 *   work.apply(config, OWNER);
 *   work.apply(deployment, OWNER);
 * });
 * }</pre>
 *
 * <p>Operations compose; the order of a chain is the order of reading: {@code a.then(b).within(limit).undoOnFailure()} is
 * {@code UndoOnFailure(Within(Then(a, b)))}: the outermost word was said last.
 *
 * <p>A program takes times and made-up values from {@code Work} ({@link Work#now}, {@link Work#once}, {@link Work#secret}),
 * never from the clock or a random source, or its plan and its run would differ.
 *
 * @param <R> what it gives back
 */
@FunctionalInterface
public interface Operation<R> {

    /**
     * The program itself; called by a cluster's reader, not by users.
     *
     * @throws Exception whatever the program throws; a reader reports it as a typed failure
     */
    R perform(Work work) throws Exception;

    /** What it is called in plans, events and records; a lambda without a name describes itself by what it does. */
    default String name() {
        return "";
    }

    /** Starts a chain from a lambda: {@code Operation.of(work -> ...).then(...)}. */
    static <R> Operation<R> of(Operation<R> program) {
        return program;
    }

    /** An operation from a program that gives nothing back. */
    static Operation<Void> doing(Program program) {
        return new Combined.Doing(program);
    }

    /** An operation that does nothing and gives this value back. */
    static <R> Operation<R> value(R value) {
        return new Combined.Value<>(value);
    }

    /**
     * These, side by side: planned in this order, each on the common start; run concurrently, at most 64 at once.
     *
     * <p>Two that write the same field of the same object are refused while planning. When one fails, the others finish the
     * write they are in and start no new one.
     */
    static <T> Operation<List<T>> all(List<? extends Operation<? extends T>> operations) {
        return new Combined.All<>(operations);
    }

    /** These, side by side, as {@link #all(List)}. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static <T> Operation<List<T>> all(Operation<? extends T>... operations) {
        return all(List.of(operations));
    }

    /** The same under a name, which marks a part in plans, events, step ids and records. */
    default Operation<R> named(String name) {
        return new Combined.Named<>(name, this);
    }

    /** This, then the other; gives back what the other gives. What the first waits for is a barrier to the second. */
    default <S> Operation<S> then(Operation<? extends S> next) {
        return new Combined.Then<>(this, next);
    }

    /**
     * This, then what is made of its result. Where the result is known only when it runs, the plan shows the second part as
     * deferred.
     */
    default <S> Operation<S> thenFrom(Function<? super R, ? extends Operation<? extends S>> next) {
        return new Combined.ThenFrom<>(this, next);
    }

    /** This and the other, side by side; gives back what the combiner makes of both results. */
    default <S, T> Operation<T> and(
            Operation<? extends S> other, BiFunction<? super R, ? super S, ? extends T> combiner) {
        return new Combined.And<>(this, other, combiner);
    }

    /** The same with its result made into another. */
    default <S> Operation<S> map(Function<? super R, ? extends S> function) {
        return new Combined.Mapped<>(this, function);
    }

    /** The same, failing with {@code TimedOut} when it takes longer. */
    default Operation<R> within(Duration limit) {
        return new Combined.Within<>(limit, this);
    }

    /**
     * The same; when it fails half-way, what it wrote is taken back before the failure is reported.
     *
     * <p>What cannot be taken back (evictions, external steps without inverse) is marked in the plan and listed in the outcome.
     */
    default Operation<R> undoOnFailure() {
        return new Combined.UndoOnFailure<>(this);
    }

    /** The same; when it fails, the other runs in its place (after nothing was undone, unless said). */
    default Operation<R> onFailure(Operation<? extends R> other) {
        return new Combined.OnFailure<>(this, other);
    }

    /** The same; planned first, and refused when the guard says so, before anything is written. */
    default Operation<R> requiring(Guard guard) {
        return new Combined.Requiring<>(guard, this);
    }
}
