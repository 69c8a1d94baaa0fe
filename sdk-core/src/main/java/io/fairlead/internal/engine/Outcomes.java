package io.fairlead.internal.engine;

import io.fairlead.failure.FairleadException;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.UndoReport;
import java.util.Optional;

/** Says how an attempt ended. */
final class Outcomes {

    private Outcomes() {}

    static <R> Outcome<R> done(R value, Ledger ledger, RunControl control) {
        return new Outcome.Done<>(value, new UndoOperation(ledger, control.journal()), ledger.changed());
    }

    /** How the record of a run is to be closed. */
    static JournalRecord.End end(Outcome<?> outcome) {
        return outcome.fold(
                done -> JournalRecord.End.DONE,
                refused -> JournalRecord.End.NOTHING,
                undone -> JournalRecord.End.UNDONE,
                stuck -> JournalRecord.End.STUCK);
    }

    static <R> Outcome<R> failed(FairleadException failure, Ledger left, RunControl control) {
        Optional<UndoReport> report = control.reportOf(failure);
        if (left.wroteNothing()) {
            return report.isPresent() ? new Outcome.Undone<>(failure, report.get()) : new Outcome.Refused<>(failure);
        }
        return new Outcome.Stuck<>(failure, left.told(), new UndoOperation(left, control.journal()));
    }
}
