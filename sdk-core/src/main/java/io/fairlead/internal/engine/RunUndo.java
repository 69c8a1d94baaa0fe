package io.fairlead.internal.engine;

import io.fairlead.operation.UndoReport;
import java.util.*;

/** STUB. */
final class RunUndo {
    RunUndo(RunWork w) {}

    UndoReport restore(Ledger l) {
        return new UndoReport(List.of(), List.of());
    }
}
