package io.fairlead.internal.engine;

import io.fairlead.event.Event;
import io.fairlead.failure.BadRecord;
import io.fairlead.failure.Misuse;
import io.fairlead.internal.journal.Marking;
import io.fairlead.internal.journal.RecordReader;
import io.fairlead.internal.journal.RunningRecords;
import io.fairlead.internal.journal.StoredRecord;
import io.fairlead.journal.JournalEntry.State;
import io.fairlead.journal.UndoChoices;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Operation;
import io.fairlead.operation.UndoReport;
import io.fairlead.operation.UndoReport.Kept;
import io.fairlead.operation.Work;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Takes back what a record of the journal says, by whatever process. */
final class RecordUndo implements Operation<UndoReport> {

    private static final Duration ANSWER = Duration.ofHours(1);

    private final Session session;
    private final String id;
    private final UndoChoices choices;

    RecordUndo(Session session, String id, UndoChoices choices) {
        this.session = session;
        this.id = id;
        this.choices = choices;
    }

    @Override
    public UndoReport perform(Work work) {
        if (work instanceof PlanWork planning) {
            return plan(planning);
        }
        if (work instanceof RunWork running) {
            return run(running);
        }
        throw new Misuse(
                "undo the record " + id,
                "This Work is not one of a cluster's own.",
                "Give the operation to cluster.plan or cluster.run.");
    }

    /** What is to be taken back, and what is not. */
    private record Task(StoredRecord record, Ledger ledger, List<Kept> kept) {}

    private UndoReport plan(PlanWork work) {
        Task task = task(work, work.recorder()::need);
        StoredRecord record = task.record();
        work.recorder()
                .need(new Permission("patch", "", record.type().plural(), "", record.namespace(), record.name()));
        if (record.state() == State.OPEN) {
            work.recorder()
                    .warn("Its operation has not ended: make sure that process "
                            + record.header().where() + " is gone, which nobody can tell from here.");
        }
        task.kept().forEach(kept -> work.recorder().warn(kept.ref(), "stays as it is: " + kept.why()));
        UndoReport report = work.restore(task.ledger());
        return with(report, task.kept());
    }

    private UndoReport run(RunWork work) {
        Task task = task(work, permission -> {});
        StoredRecord record = task.record();
        if (!isOwn(record)) {
            session.tell(new Event.Planned(
                    session.pace().now(),
                    Planning.preview(session, work.madeUp(), work.masks(), work.scope(), name(), this)));
        }
        if (record.state() == State.UNDONE) {
            return with(work.restore(task.ledger()), task.kept());
        }
        Marking marking = new Marking(session.journals().shelf());
        // Whoever still writes for this record is told so by its next write to it.
        if (!marking.take(record, session.api().user(), session.pace().now())) {
            throw BadRecord.taken(id);
        }
        UndoReport report = with(work.restore(task.ledger()), task.kept());
        marking.end(
                record,
                report.complete() ? State.UNDONE : State.STUCK,
                session.pace().now());
        return report;
    }

    private boolean isOwn(StoredRecord record) {
        return record.header().user().equals(session.api().user());
    }

    private Task task(EngineWork work, Consumer<Permission> needed) {
        StoredRecord record = new RecordReader(session.journals().shelf()).read(id);
        if (record.state() == State.OPEN && RunningRecords.runsHere(id, record.header())) {
            throw BadRecord.running(id, record.header().where());
        }
        if (record.state() == State.UNDONE) {
            return new Task(record, new Ledger(), List.of());
        }
        Recovered recovered = Recovered.of(record, choices.steps(), session);
        recovered.secrets().forEach(work.masks()::add);
        List<Kept> kept = new ArrayList<>(recovered.kept());
        List<Recovered.Told> told = served(recovered.entries(), kept);
        Map<Ref, Map<String, Object>> live = new Live(session.api(), needed).readAll(objects(told));
        Foretold foretold = new Foretold(live);
        List<Ledger.Entry> entries = new ArrayList<>();
        for (Recovered.Told one : told) {
            (one.known() ? Optional.of(one.entry()) : foretold.done(one.entry())).ifPresent(entries::add);
        }
        Ledger ledger = new Ledger();
        ledger.addAll(isOwn(record) ? entries : believed(work, record, entries, live, kept));
        return new Task(record, ledger, kept);
    }

    /** Leaves out what is of a kind that the cluster does not serve any more. */
    private List<Recovered.Told> served(List<Recovered.Told> told, List<Kept> kept) {
        List<Recovered.Told> served = new ArrayList<>();
        for (Recovered.Told one : told) {
            if (one.entry() instanceof Ledger.Applied applied) {
                List<io.fairlead.internal.undo.PriorState> states = applied.objects().stream()
                        .filter(state -> isServed(state.ref(), kept))
                        .toList();
                if (!states.isEmpty()) {
                    served.add(new Recovered.Told(new Ledger.Applied(states), one.known()));
                }
            } else if (one.entry() instanceof Ledger.Deleted deleted) {
                if (isServed(deleted.state().ref(), kept)) {
                    served.add(one);
                }
            } else {
                served.add(one);
            }
        }
        return served;
    }

    private boolean isServed(Ref ref, List<Kept> kept) {
        if (session.isServed(ref.kind())) {
            return true;
        }
        kept.add(new Kept(ref, FieldPath.root(), "the cluster does not serve its kind any more"));
        return false;
    }

    private Set<Located> objects(List<Recovered.Told> told) {
        Set<Located> objects = new LinkedHashSet<>();
        for (Recovered.Told one : told) {
            Ledger single = new Ledger();
            single.add(one.entry());
            single.changed().forEach(ref -> objects.add(session.locate(ref)));
        }
        return objects;
    }

    /** Of another account's record, what the objects confirm, and the rest if somebody says so. */
    private List<Ledger.Entry> believed(
            EngineWork work,
            StoredRecord record,
            List<Ledger.Entry> entries,
            Map<Ref, Map<String, Object>> live,
            List<Kept> kept) {
        Believed believed = new Believed(entries, record.namespace(), live);
        List<Ledger.Entry> doubtful = believed.doubtful();
        if (doubtful.isEmpty()) {
            return entries;
        }
        Ledger rest = new Ledger();
        rest.addAll(doubtful);
        String writer = record.header().user();
        if (choices.asks() && work.decide(gate(record, rest))) {
            return entries;
        }
        String why = "only the record says how it was, and " + writer + " wrote that, not you"
                + (choices.asks() ? "; it was not confirmed" : ": undo(id, u -> u.asking(...)) asks");
        rest.changed().forEach(ref -> kept.add(new Kept(ref, FieldPath.root(), why)));
        return believed.confirmed();
    }

    private Gate gate(StoredRecord record, Ledger rest) {
        List<String> lines = new ArrayList<>();
        lines.add("The record " + id + " was written by " + record.header().user()
                + ". Only it says how these were; take them back as it says?");
        rest.told().forEach(what -> lines.add("  " + what));
        String question = String.join("\n", lines);
        return Gate.of(question, "whoever runs the undo", ANSWER, () -> choices.confirms(question));
    }

    private static UndoReport with(UndoReport report, List<Kept> more) {
        List<Kept> kept = new ArrayList<>(report.kept());
        kept.addAll(more);
        return new UndoReport(report.restored(), kept);
    }

    @Override
    public String name() {
        return "undo of record " + id;
    }
}
