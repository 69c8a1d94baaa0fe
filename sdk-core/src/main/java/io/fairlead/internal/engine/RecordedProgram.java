package io.fairlead.internal.engine;

import io.fairlead.failure.BadRecord;
import io.fairlead.internal.journal.StoredRecord;
import io.fairlead.internal.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a record says of a program as far as it ran: its steps, its decisions, the values that it made up.
 *
 * @param waves what was about to be written, in order
 * @param secrets values that must not be shown
 */
record RecordedProgram(List<Wave> waves, List<String> secrets) {

    RecordedProgram {
        waves = List.copyOf(waves);
        secrets = List.copyOf(secrets);
    }

    /**
     * One wave.
     *
     * @param number its place in the record
     * @param step the step that it is a part of
     * @param stepNumber tells that step from others that read the same
     * @param ended whether the step came to its end
     * @param undoing whether it is being taken back
     * @param vault the namespace of its made-up secrets
     * @param before what was noted before it
     * @param told what was written or about to be
     */
    record Wave(
            int number,
            JournalRecord.Step step,
            int stepNumber,
            boolean ended,
            boolean undoing,
            String vault,
            List<Ledger.Entry> before,
            List<Recovered.Told> told) {}

    static RecordedProgram of(StoredRecord record, Session session) {
        List<Wave> waves = new ArrayList<>();
        List<String> secrets = new ArrayList<>();
        for (StoredRecord.Wave wave : record.waves()) {
            waves.add(wave(record, wave, session, secrets));
        }
        return new RecordedProgram(waves, secrets);
    }

    private static Wave wave(StoredRecord record, StoredRecord.Wave wave, Session session, List<String> secrets) {
        List<Ledger.Entry> before = new ArrayList<>();
        List<Recovered.Told> told = new ArrayList<>();
        Map<String, Object> step = Map.of();
        try {
            for (Map<String, Object> piece : wave.pieces()) {
                step = Trees.map(piece, "step");
                Trees.list(piece, "masks").forEach(word -> secrets.add(String.valueOf(word)));
                for (Map<String, Object> tree : Trees.maps(piece, "entries")) {
                    entry(tree, session, before, told);
                }
            }
            return new Wave(
                    wave.number(),
                    StepTree.read(step),
                    (int) Trees.number(step, 0, "number"),
                    StepTree.ended(step),
                    StepTree.undoing(step),
                    LedgerTree.text(step, "vault"),
                    before,
                    told);
        } catch (IllegalArgumentException e) {
            throw BadRecord.edited(record.id(), "what it tells of (" + e.getMessage() + ")");
        }
    }

    private static void entry(
            Map<String, Object> tree, Session session, List<Ledger.Entry> before, List<Recovered.Told> told) {
        Ledger.Entry entry = LedgerTree.text(tree, "do").equals("step")
                ? new Ledger.Stepped(MetStep.of(tree), Given.read(tree))
                : LedgerTree.read(tree, List.of(), session::locate);
        if (entry instanceof Ledger.Waited || entry instanceof Ledger.Noted) {
            before.add(entry);
        } else {
            told.add(new Recovered.Told(entry, Boolean.TRUE.equals(tree.get("known"))));
        }
    }
}
