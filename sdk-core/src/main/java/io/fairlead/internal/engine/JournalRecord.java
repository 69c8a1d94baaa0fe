package io.fairlead.internal.engine;

import java.util.List;

/**
 * The record of one run, written before each wave of writes: what is about to change and from what.
 *
 * <p>An entry told before its write holds a prediction of what the server will store; told again after it, the truth.
 */
interface JournalRecord {

    /** Before a wave is written. */
    void before(List<Ledger.Entry> wave);

    /** After a wave was written, with what the server stored. */
    void after(List<Ledger.Entry> wave);

    /** The run ended; nothing is left to take back or to go on with. */
    void close(boolean done);

    /** No record. */
    static JournalRecord none() {
        return new JournalRecord() {
            @Override
            public void before(List<Ledger.Entry> wave) {}

            @Override
            public void after(List<Ledger.Entry> wave) {}

            @Override
            public void close(boolean done) {}
        };
    }
}
