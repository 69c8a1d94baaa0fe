package io.fairlead.examples.shell;

import io.fairlead.Cluster;
import io.fairlead.ClusterOptions;
import io.fairlead.event.Progress;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Plan;
import io.fairlead.operation.UndoReport;
import io.fairlead.testkit.Sandbox;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A JShell session's cluster, and the way back from everything the session ran.
 *
 * <p>Not thread-safe: a session has one thread.
 */
public final class Shell {

    private final CompletableFuture<Cluster> cluster;
    private final Deque<Operation<UndoReport>> undos = new ArrayDeque<>();

    private Shell(Supplier<Cluster> cluster) {
        this.cluster = CompletableFuture.supplyAsync(cluster);
    }

    /**
     * A session on the cluster of a kubeconfig context, or in a Sandbox of its own when the name is empty; connects while the
     * shell compiles the rest of its start.
     *
     * @param lines gets the progress of what runs, line by line
     */
    public static Shell on(String context, Consumer<String> lines) {
        UnaryOperator<ClusterOptions> options = o -> o.listener(Progress.to(line -> lines.accept("  " + line)));
        return new Shell(() -> context.isEmpty()
                ? Cluster.using(Sandbox.start().client(), options)
                : Cluster.connect(context, options));
    }

    /** The cluster. */
    public Cluster cluster() {
        return cluster.join();
    }

    /** What an operation would do now. */
    public <R> Plan<R> plan(Operation<R> operation) {
        return cluster().plan(operation);
    }

    /** Runs an operation, and remembers the way back; a failure is shown, not thrown. */
    public <R> Outcome<R> run(Operation<R> operation) {
        Outcome<R> outcome = cluster().attempt(operation);
        way(outcome).ifPresent(undos::push);
        return outcome;
    }

    private static <R> Optional<Operation<UndoReport>> way(Outcome<R> outcome) {
        return outcome.fold(
                done -> done.changed().isEmpty() ? Optional.empty() : Optional.of(done.undo()),
                refused -> Optional.empty(),
                undone -> Optional.empty(),
                stuck -> Optional.of(stuck.undo()));
    }

    /** Takes back the last thing that was run and not yet taken back. */
    public UndoReport undo() {
        return undos.isEmpty()
                ? new UndoReport(List.of(), List.of())
                : cluster().run(undos.pop());
    }
}
