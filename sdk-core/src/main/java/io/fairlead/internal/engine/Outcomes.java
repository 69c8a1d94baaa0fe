package io.fairlead.internal.engine;

import io.fairlead.failure.FairleadException;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.UndoReport;
import java.util.Optional;

/** Says how an attempt ended. */
final class Outcomes {

    private Outcomes() {}

    static <R> Outcome<R> done(R value, Ledger ledger) {
        return new Outcome.Done<>(value, new UndoOperation(ledger), ledger.changed());
    }

    static <R> Outcome<R> failed(FairleadException failure, Ledger left, RunControl control) {
        Optional<UndoReport> report = control.reportOf(failure);
        if (left.wroteNothing()) {
            return report.isPresent() ? new Outcome.Undone<>(failure, report.get()) : new Outcome.Refused<>(failure);
        }
        return new Outcome.Stuck<>(failure, left.told(), new UndoOperation(left));
    }
}
