package io.fairlead.internal.engine;

import java.util.List;

/** The record of a run that leaves none. */
enum NoRecord implements JournalRecord, JournalRecord.Wave {
    INSTANCE;

    @Override
    public Wave before(List<Ledger.Entry> entries) {
        return this;
    }

    @Override
    public void again(List<Ledger.Entry> pending) {}

    @Override
    public void after(List<Ledger.Entry> done, List<Ledger.Entry> pending) {}

    @Override
    public void note(Ledger.Entry entry) {}

    @Override
    public void forget(List<Ledger.Entry> entries) {}

    @Override
    public void close(End end) {}

    @Override
    public void release() {}
}
