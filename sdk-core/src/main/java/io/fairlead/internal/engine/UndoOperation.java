package io.fairlead.internal.engine;

import io.fairlead.failure.Misuse;
import io.fairlead.operation.Operation;
import io.fairlead.operation.UndoReport;
import io.fairlead.operation.Work;

/** Takes back what a ledger holds: an operation like any other, to be planned first where there is time to look. */
final class UndoOperation implements Operation<UndoReport> {

    private final Ledger ledger;

    UndoOperation(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public UndoReport perform(Work work) {
        if (work instanceof PlanWork planning) {
            return planning.restore(ledger);
        }
        if (work instanceof RunWork running) {
            return running.restore(ledger);
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
