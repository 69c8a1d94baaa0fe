package io.fairlead.internal.engine;

import io.fairlead.failure.BadRecord;
import io.fairlead.internal.journal.StoredRecord;
import io.fairlead.internal.tree.Trees;
import io.fairlead.operation.ExternalStep;
import io.fairlead.operation.UndoReport.Kept;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a record says was done, as entries of a ledger again.
 *
 * @param entries what was done or foretold, in order
 * @param kept what cannot be taken back from here, and why
 * @param secrets values that must not be shown
 */
record Recovered(List<Told> entries, List<Kept> kept, List<String> secrets) {

    Recovered {
        entries = List.copyOf(entries);
        kept = List.copyOf(kept);
        secrets = List.copyOf(secrets);
    }

    /**
     * One entry.
     *
     * @param entry what was done
     * @param known whether the server's answer is in it; else it was about to be done
     */
    record Told(Ledger.Entry entry, boolean known) {}

    static Recovered of(StoredRecord record, Collection<? extends ExternalStep<?>> steps, Session session) {
        List<Told> entries = new ArrayList<>();
        List<Kept> kept = new ArrayList<>();
        List<String> secrets = new ArrayList<>();
        record.lost().forEach(sentence -> kept.add(kept("record", record.name(), sentence)));
        for (StoredRecord.Wave wave : record.waves()) {
            for (Map<String, Object> piece : wave.pieces()) {
                Trees.list(piece, "masks").forEach(word -> secrets.add(String.valueOf(word)));
                if (StepTree.stays(Trees.map(piece, "step"))) {
                    continue;
                }
                for (Map<String, Object> tree : Trees.maps(piece, "entries")) {
                    read(record, tree, steps, session, kept)
                            .filter(told -> !(told.entry() instanceof Ledger.Noted))
                            .ifPresent(entries::add);
                }
            }
        }
        return new Recovered(entries, kept, secrets);
    }

    private static Optional<Told> read(
            StoredRecord record,
            Map<String, Object> tree,
            Collection<? extends ExternalStep<?>> steps,
            Session session,
            List<Kept> kept) {
        boolean known = Boolean.TRUE.equals(tree.get("known"));
        if (LedgerTree.text(tree, "do").equals("step")) {
            Optional<Kept> missing = missing(tree, known, steps);
            missing.ifPresent(kept::add);
            if (missing.isPresent()) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(new Told(LedgerTree.read(tree, steps, session::locate), known));
        } catch (IllegalArgumentException e) {
            throw BadRecord.edited(record.id(), "what it tells of (" + e.getMessage() + ")");
        }
    }

    /** Why a step outside the cluster cannot be taken back here. */
    private static Optional<Kept> missing(
            Map<String, Object> tree, boolean known, Collection<? extends ExternalStep<?>> steps) {
        String name = LedgerTree.text(tree, "name");
        String inverse = LedgerTree.text(tree, "inverse");
        Optional<ExternalStep<?>> found = RecordedStep.of(name, inverse, steps).inverse();
        if (found.isEmpty()) {
            return Optional.of(kept(
                    "step",
                    name,
                    inverse.isEmpty()
                            ? "it cannot be undone"
                            : "the step that takes it back, \"" + inverse
                                    + "\", is not at hand: give it to undo(id, steps)"));
        }
        if (!known && !found.get().idempotent()) {
            return Optional.of(kept(
                    "step",
                    name,
                    "it was begun, and nobody knows whether it ended: look, and run \"" + inverse
                            + "\" by hand, or declare that step idempotent"));
        }
        return Optional.empty();
    }

    private static Kept kept(String what, String name, String why) {
        Kind kind = what.equals("step") ? Kind.of("external", "Step") : Kind.of("v1", "Record");
        return new Kept(new Ref(kind, "", name), FieldPath.root(), why);
    }
}
