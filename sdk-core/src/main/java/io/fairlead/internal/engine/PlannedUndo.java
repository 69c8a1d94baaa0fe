package io.fairlead.internal.engine;

import io.fairlead.operation.UndoReport;
import java.util.*;

/** STUB. */
final class PlannedUndo {
    PlannedUndo(PlanWork w, Session s, Overlay o, PlannedReads r) {}

    UndoReport restore(Ledger l) {
        return new UndoReport(List.of(), List.of());
    }
}
