package io.fairlead.journal;

import io.fairlead.operation.ExternalStep;
import io.fairlead.operation.Operation;
import io.fairlead.operation.UndoReport;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The records that operations leave in the cluster: what each wrote and what was there before, enough to take it back by another
 * process, by another user, on another day.
 *
 * <pre>{@code
 * for (JournalEntry left : cluster.journal().unfinished()) {
 *   System.out.println(cluster.journal().show(left.id()));
 *   System.out.println(cluster.plan(cluster.journal().undo(left.id())));
 * }
 * }</pre>
 *
 * <p>A record is written before each wave of writes and closed at the end: k write calls take k + 1 requests. It is a ConfigMap, or a
 * Secret where it holds secret values, labelled {@code fairlead.io/journal}. Thread-safe.
 *
 * <p>Verbs: {@code list} and {@code get} of configmaps, and of secrets for records with secret values; {@code create} and {@code update}
 * to keep records; {@code delete} to prune them.
 */
public interface Journal {

    /** The records of every namespace that the caller may list, newest first; of the default namespace alone where that is all. */
    List<JournalEntry> list();

    /** The records in a namespace, newest first. */
    List<JournalEntry> list(String namespace);

    /** The records that are open or stuck, of {@link #list()}. */
    default List<JournalEntry> unfinished() {
        return list().stream()
                .filter(entry -> entry.state() == JournalEntry.State.OPEN || entry.state() == JournalEntry.State.STUCK)
                .toList();
    }

    /**
     * What a record says, field by field, without secret values.
     *
     * @param id namespace and name of the record
     * @throws io.fairlead.failure.NotFound when there is no such record
     * @throws io.fairlead.failure.BadRecord when it cannot be used, with the reason
     */
    String show(String id);

    /** Takes back what a record says was written, from the record alone: an operation like any other, to be planned first. */
    default Operation<UndoReport> undo(String id) {
        return undo(id, choices -> choices);
    }

    /** As {@link #undo(String)}, with the external steps that it takes to take theirs back. */
    default Operation<UndoReport> undo(String id, Collection<? extends ExternalStep<?>> steps) {
        return undo(id, choices -> choices.steps(steps));
    }

    /**
     * As {@link #undo(String)}, with more told: external steps at hand, and who answers for what only the record says.
     *
     * <p>Of a record that another account wrote, only what the objects' managed fields confirm, in the record's own namespace, is
     * taken back; the rest is asked for, and left alone where nobody can be asked. Whether planned before or not, such an undo is
     * planned before it writes.
     */
    Operation<UndoReport> undo(String id, UnaryOperator<UndoChoices> choices);

    /**
     * Goes on with an operation that another process began and did not end, given the same operation again.
     *
     * <p>The program is played anew. What the record and the objects show as done is not done again: until it is met, objects are read as they
     * were when the program ran first; gates that were decided are not asked again, values that were made up are the same, waits that
     * ended are not waited for. The rest runs, under the same record, which is this process's from then on.
     *
     * <p>Run it by itself. It fails with {@link io.fairlead.failure.NotResumed} when the operation is another one, before its first
     * write; when others changed since what was finished; and when nobody knows whether a step outside the cluster was taken. Only the
     * account that began an operation can go on with it.
     *
     * @param id namespace and name of the record
     * @param operation the operation, made as it was made then
     */
    default <R> Operation<R> resume(String id, Operation<R> operation) {
        return resume(id, operation, choices -> choices);
    }

    /** As {@link #resume(String, Operation)}, with what somebody has found out about steps in doubt. */
    <R> Operation<R> resume(String id, Operation<R> operation, UnaryOperator<ResumeChoices> choices);

    /**
     * Deletes ended records beyond the count and age that are kept, in the namespaces that {@link #list()} covers; never an open or stuck
     * one.
     *
     * @return how many were deleted
     */
    int prune();
}
