package io.fairlead.internal.engine;

import io.fairlead.internal.journal.RecordWriter;
import io.fairlead.journal.JournalEntry.State;
import io.fairlead.plan.StepId;
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

    /**
     * The step of a program that a wave is a part of; another process knows it again by this.
     *
     * @param id where it stands in the program, and what it does
     * @param objects tells what it writes from other objects
     * @param stays whether nobody is to take it back
     */
    record Step(StepId id, String objects, boolean stays) {}

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
    Wave before(Step step, List<Ledger.Entry> entries);

    /**
     * Goes on with the record of another process, as its own from now on.
     *
     * @param was how its operation stood
     * @throws io.fairlead.failure.NotRecorded when somebody wrote to it since it was read
     */
    void takeOver(RecordWriter record, State was, RecordedProgram program, Replay replay);

    /** Whether something was recorded. */
    boolean isBegun();

    /** A step came to its end; travels with the next wave or with the end. */
    void ended(Step step);

    /** Something that is no write and matters to undo or to going on, such as a wait or a decision; travels with the next wave. */
    void note(Ledger.Entry entry);

    /**
     * These are about to be taken back: whoever goes on with the record takes them back too.
     *
     * @param why the failure that it is for
     * @throws io.fairlead.failure.NotRecorded when that cannot be recorded, as when somebody else goes on with the record
     */
    void undoing(Ledger.Entry why, List<Ledger.Entry> entries);

    /** These were taken back: whoever undoes by the record leaves them alone. */
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
