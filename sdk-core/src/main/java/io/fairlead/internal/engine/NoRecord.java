package io.fairlead.internal.engine;

import io.fairlead.internal.journal.RecordWriter;
import io.fairlead.journal.JournalEntry.State;
import java.util.List;

/** The record of a run that leaves none. */
enum NoRecord implements JournalRecord, JournalRecord.Wave {
    INSTANCE;

    @Override
    public Wave before(Step step, List<Ledger.Entry> entries) {
        return this;
    }

    @Override
    public void takeOver(RecordWriter record, State was, RecordedProgram program, Replay replay) {}

    @Override
    public boolean isBegun() {
        return false;
    }

    @Override
    public void ended(Step step) {}

    @Override
    public void again(List<Ledger.Entry> pending) {}

    @Override
    public void after(List<Ledger.Entry> done, List<Ledger.Entry> pending) {}

    @Override
    public void note(Ledger.Entry entry) {}

    @Override
    public void undoing(Ledger.Entry why, List<Ledger.Entry> entries) {}

    @Override
    public void forget(List<Ledger.Entry> entries) {}

    @Override
    public void close(End end) {}

    @Override
    public void release() {}
}
