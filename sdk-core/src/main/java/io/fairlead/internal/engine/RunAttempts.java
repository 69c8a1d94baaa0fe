package io.fairlead.internal.engine;

import io.fairlead.event.Event;
import io.fairlead.failure.FailedEarlier;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Interrupted;
import io.fairlead.failure.NotRecorded;
import io.fairlead.failure.NotResumed;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.UndoReport;
import io.fairlead.plan.StepId;
import io.fairlead.plan.Warning;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the parts whose failure a program survives, or wants taken back.
 *
 * <p>A failure is kept in the record. Where an earlier process saw one, the part fails at the same place: at its first write that was not
 * made then, so that the program takes the way it took.
 */
final class RunAttempts {

    private final RunWork work;

    RunAttempts(RunWork work) {
        this.work = work;
    }

    <R> Outcome<R> attempt(Operation<R> part) {
        StepId id = id(part);
        int before = work.ledger().size();
        try {
            return Outcomes.done(play(id, part), since(before), work.control());
        } catch (Interrupted | Stop.Stopped | NotResumed e) {
            throw e;
        } catch (FairleadException e) {
            note(id, e);
            return Outcomes.failed(e, since(before), work.control());
        }
    }

    <R> R orElse(Operation<? extends R> part, Operation<? extends R> other) {
        StepId id = id(part);
        try {
            return play(id, part);
        } catch (Interrupted | Stop.Stopped | NotResumed e) {
            throw e;
        } catch (FairleadException e) {
            note(id, e);
            Session session = work.session();
            session.tell(new Event.Warned(
                    session.pace().now(),
                    new Warning(
                            Optional.empty(),
                            EngineWork.described(part) + " failed, its alternative runs: " + e.happened())));
            return work.call(other);
        }
    }

    <R> R undoOnFailure(Operation<? extends R> part) {
        StepId id = id(part);
        int before = work.ledger().size();
        try {
            return play(id, part);
        } catch (NotResumed e) {
            // What is done is the record's, and whoever asked decides what becomes of it.
            throw e;
        } catch (FairleadException e) {
            takeBack(id, before, e);
            throw e;
        }
    }

    private StepId id(Operation<?> part) {
        return work.id("try", EngineWork.described(part));
    }

    private <R> R play(StepId id, Operation<? extends R> part) {
        Optional<Map<String, Object>> failed = work.control().replay().note(Notes.FAILED, id.toString());
        if (failed.isEmpty()) {
            return work.call(part);
        }
        FailedEarlier failure = Notes.failure(failed.get());
        work.failing(failure, part);
        throw failure;
    }

    private void note(StepId id, FairleadException failure) {
        if (work.control().replay().note(Notes.FAILED, id.toString()).isEmpty()) {
            work.control().journal().note(Notes.failed(id, failure, work.masks()));
        }
    }

    private Ledger since(int before) {
        Ledger part = new Ledger();
        part.addAll(work.ledger().entries().subList(before, work.ledger().size()));
        return part;
    }

    /** What cannot be told is taken back all the same, unless somebody else goes on with the record. */
    private void tellUndoing(StepId id, FairleadException failure, Ledger done) {
        try {
            work.control().journal().undoing(Notes.failed(id, failure, work.masks()), done.entries());
        } catch (NotRecorded e) {
            if (e.takenOver()) {
                throw e;
            }
            failure.addSuppressed(e);
        }
    }

    /** Takes back what was done since, also when interrupted or stopped: the flag is set again afterwards. */
    private void takeBack(StepId id, int before, FairleadException failure) {
        boolean interrupted = Thread.interrupted();
        Ledger done = work.ledger().takeSince(before);
        JournalRecord journal = work.control().journal();
        try {
            if (done.wroteNothing()) {
                // A refusal is told as one, also where the part would have been taken back.
                note(id, failure);
                return;
            }
            tellUndoing(id, failure, done);
            UndoReport report = new RunUndo(work.undoing("undo")).restore(done);
            work.control().undone(failure, report);
            if (report.complete()) {
                journal.forget(done.entries());
            } else {
                work.ledger().addAll(done.entries());
            }
        } catch (FairleadException e) {
            work.ledger().addAll(done.entries());
            failure.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
