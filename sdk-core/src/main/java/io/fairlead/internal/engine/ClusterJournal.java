package io.fairlead.internal.engine;

import io.fairlead.internal.journal.RecordReader;
import io.fairlead.internal.journal.Records;
import io.fairlead.internal.journal.Shelf;
import io.fairlead.journal.Journal;
import io.fairlead.journal.JournalEntry;
import io.fairlead.journal.JournalOptions;
import io.fairlead.journal.ResumeChoices;
import io.fairlead.journal.UndoChoices;
import io.fairlead.operation.Operation;
import io.fairlead.operation.UndoReport;
import java.util.List;
import java.util.function.UnaryOperator;

/** The journal as a cluster's door gives it. */
final class ClusterJournal implements Journal {

    private final Session session;
    private final Shelf shelf;

    ClusterJournal(Session session) {
        this.session = session;
        this.shelf = session.journals().shelf();
    }

    @Override
    public List<JournalEntry> list() {
        return new Records(shelf).everywhere(session.journals().home());
    }

    @Override
    public List<JournalEntry> list(String namespace) {
        return new Records(shelf).in(namespace);
    }

    @Override
    public String show(String id) {
        return RecordText.of(new RecordReader(shelf).read(id), session);
    }

    @Override
    public Operation<UndoReport> undo(String id, UnaryOperator<UndoChoices> choices) {
        return new RecordUndo(session, id, choices.apply(UndoChoices.none()));
    }

    @Override
    public <R> Operation<R> resume(String id, Operation<R> operation, UnaryOperator<ResumeChoices> choices) {
        return new Resuming<>(session, id, operation, choices.apply(ResumeChoices.none()));
    }

    @Override
    public int prune() {
        JournalOptions options = session.options().journal().orElseGet(JournalOptions::ofDefaults);
        return new Records(shelf)
                .prune(options, session.journals().home(), session.pace().now());
    }

    @Override
    public String toString() {
        List<JournalEntry> entries = list();
        return entries.isEmpty()
                ? "Journal: empty"
                : "Journal: " + entries.size() + " records\n  "
                        + String.join(
                                "\n  ",
                                entries.stream()
                                        .limit(20)
                                        .map(JournalEntry::toString)
                                        .toList());
    }
}
