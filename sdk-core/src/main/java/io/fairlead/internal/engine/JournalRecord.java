package io.fairlead.internal.engine;

import java.util.List;

/**
 * The record of one run, written before each wave of writes: what is about to change and from what. Safe for threads.
 *
 * <p>An entry told before its write holds a prediction of what the server will store; told again after it, the truth, which travels with
 * the next wave or with the end.
 */
interface JournalRecord {

    /** How a run ended. */
    enum End {
        /** It came to its end. */
        DONE,
        /** Nothing was written. */
        NOTHING,
        /** What was written was taken back. */
        UNDONE,
        /** Something that was written is still there. */
        STUCK
    }

    /** One wave of writes. */
    interface Wave {

        /** The wave is about to be written otherwise than foretold. */
        void again(List<Ledger.Entry> pending);

        /**
         * What is known now.
         *
         * @param done what was written, as the server stored it
         * @param pending what is still foretold; all else was not written
         */
        void after(List<Ledger.Entry> done, List<Ledger.Entry> pending);
    }

    /**
     * Before a wave is written.
     *
     * @throws io.fairlead.failure.NotRecorded when it cannot be recorded; it must not be written then
     */
    Wave before(List<Ledger.Entry> entries);

    /** Something that is no write and matters to undo, such as a wait. */
    void note(Ledger.Entry entry);

    /** These were taken back, or are for nobody to take back: whoever undoes by the record leaves them alone. */
    void forget(List<Ledger.Entry> entries);

    /** The run ended. */
    void close(End end);

    /** The run is no longer carried out by this process, however that came about. */
    void release();

    /** No record. */
    static JournalRecord none() {
        return NoRecord.INSTANCE;
    }
}
