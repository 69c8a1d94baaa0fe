package io.fairlead.internal.engine;

import io.fairlead.failure.Misuse;
import io.fairlead.operation.Operation;
import io.fairlead.operation.UndoReport;
import io.fairlead.operation.Work;

/** Takes back what a ledger holds: an operation like any other, to be planned first where there is time to look. */
final class UndoOperation implements Operation<UndoReport> {

    private final Ledger ledger;
    private final JournalRecord record;

    /**
     * An undo.
     *
     * @param record where the run of it is told of
     */
    UndoOperation(Ledger ledger, JournalRecord record) {
        this.ledger = ledger;
        this.record = record;
    }

    @Override
    public UndoReport perform(Work work) {
        if (work instanceof PlanWork planning) {
            return planning.restore(ledger);
        }
        if (work instanceof RunWork running) {
            UndoReport report = running.restore(ledger);
            if (report.complete()) {
                record.forget(ledger.entries());
            }
            return report;
        }
        throw new Misuse(
                "undo",
                "This Work is not one of a cluster's own.",
                "Give the operation to cluster.plan or cluster.run.");
    }

    @Override
    public String name() {
        return "undo";
    }

    @Override
    public String toString() {
        return "undo of " + ledger.told().size() + " steps on "
                + ledger.changed().size() + " objects";
    }
}
