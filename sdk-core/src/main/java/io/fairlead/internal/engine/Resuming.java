package io.fairlead.internal.engine;

import io.fairlead.failure.BadRecord;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Misuse;
import io.fairlead.failure.NotResumed;
import io.fairlead.internal.journal.RecordReader;
import io.fairlead.internal.journal.RecordWriter;
import io.fairlead.internal.journal.RunningRecords;
import io.fairlead.internal.journal.StoredRecord;
import io.fairlead.journal.JournalEntry.State;
import io.fairlead.journal.ResumeChoices;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Work;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Goes on with an operation that another process began: the program is played anew, what the record says was done is met and not done again,
 * the rest runs, under the same record.
 *
 * @param <R> what the operation gives back
 */
final class Resuming<R> implements Operation<R> {

    private final Session session;
    private final String id;
    private final Operation<R> operation;
    private final ResumeChoices choices;

    Resuming(Session session, String id, Operation<R> operation, ResumeChoices choices) {
        this.session = session;
        this.id = id;
        this.operation = operation;
        this.choices = choices;
    }

    @Override
    public R perform(Work work) {
        if (work instanceof PlanWork planning) {
            return plan(planning);
        }
        if (work instanceof RunWork running) {
            return run(running);
        }
        throw new Misuse(
                "resume the record " + id,
                "This Work is not one of a cluster's own.",
                "Give the operation to cluster.plan or cluster.run.");
    }

    private R plan(PlanWork work) {
        Taken taken = read(work);
        Replay replay = taken.replay();
        new LeftAsItWas(session, replay, taken.live()).check();
        work.recorder()
                .need(new Permission(
                        "update",
                        "",
                        taken.record().type().plural(),
                        "",
                        taken.record().namespace(),
                        taken.record().name()));
        work.replay(replay);
        R result = work.call(operation);
        replay.refuseRest();
        return result;
    }

    private R run(RunWork work) {
        JournalRecord journal = work.control().journal();
        if (work.control().readOnly()
                || session.options().journal().isEmpty()
                || journal.isBegun()
                || !work.scope().isEmpty()
                || work.ledger().size() > 0) {
            throw new Misuse(
                    "resume the record " + id,
                    "It goes on with that record, and cannot be a part of what has one of its own, or none.",
                    "Give it to cluster.run or cluster.attempt by itself.");
        }
        Taken taken = read(work);
        journal.takeOver(
                RecordWriter.of(session.journals().shelf(), taken.record()),
                taken.record().state(),
                taken.program(),
                taken.replay());
        work.control().replay(taken.replay());
        try {
            new LeftAsItWas(session, taken.replay(), taken.live()).check();
            R result = work.call(operation);
            taken.replay().refuseRest();
            return result;
        } catch (NotResumed e) {
            if (e.isOtherProgram() && !taken.replay().wroteNew()) {
                // Nothing was written by this one: the record stays what it was.
                work.ledger().takeSince(0);
            } else {
                work.ledger().addAll(taken.replay().rest());
            }
            throw e;
        } catch (FairleadException e) {
            work.ledger().addAll(taken.replay().rest());
            throw e;
        }
    }

    /** A record as it was read, and what is to be made of it. */
    private record Taken(
            StoredRecord record, RecordedProgram program, Replay replay, Map<Ref, Map<String, Object>> live) {}

    private Taken read(EngineWork work) {
        StoredRecord record = new RecordReader(session.journals().shelf()).read(id);
        if (record.state() == State.OPEN && RunningRecords.runsHere(id, record.header())) {
            throw BadRecord.running(id, record.header().where());
        }
        if (record.format() < RecordWriter.RESUMABLE) {
            throw BadRecord.older(id, record.format());
        }
        if (record.state() == State.UNDONE) {
            throw BadRecord.undone(id);
        }
        if (!record.lost().isEmpty()) {
            throw BadRecord.cut(id, record.lost().get(0));
        }
        if (!record.header().user().equals(session.api().user())) {
            throw BadRecord.anothers(id, record.header().user());
        }
        RecordedProgram program = RecordedProgram.of(record, session);
        program.secrets().forEach(work.masks()::add);
        program.waves().forEach(wave -> wave.before().forEach(note -> remember(work, note)));
        Map<Ref, Map<String, Object>> live = new Live(session.api(), permission -> {}).readAll(objects(program));
        return new Taken(record, program, Replay.of(id, program, live, choices), live);
    }

    private static void remember(EngineWork work, Ledger.Entry entry) {
        if (entry instanceof Ledger.Noted noted
                && LedgerTree.text(noted.tree(), "do").equals(Notes.MADE)) {
            work.madeUp().remember(noted.tree());
            if (noted.secret()) {
                work.masks().add(LedgerTree.text(noted.tree(), "value"));
            }
        }
    }

    private List<Located> objects(RecordedProgram program) {
        Set<Ref> refs = new LinkedHashSet<>();
        Ledger all = new Ledger();
        program.waves().forEach(wave -> wave.told().forEach(told -> all.add(told.entry())));
        refs.addAll(all.changed());
        return refs.stream()
                .filter(ref -> session.isServed(ref.kind()))
                .map(session::locate)
                .toList();
    }

    @Override
    public String name() {
        return operation.name();
    }

    @Override
    public String toString() {
        return "resume " + id + " with " + EngineWork.described(operation);
    }
}
