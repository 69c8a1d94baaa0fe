package io.fairlead.internal.engine;

import io.fairlead.internal.fields.Masking;
import io.fairlead.internal.journal.StoredRecord;
import io.fairlead.internal.tree.Trees;
import io.fairlead.internal.undo.PriorState;
import io.fairlead.operation.Amendment;
import io.fairlead.plan.Change.Action;
import io.fairlead.resource.FieldChange;
import io.fairlead.resource.FieldValue;
import io.fairlead.resource.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prints a record as a plan prints: what was done, field by field, secrets masked. */
final class RecordText {

    private final List<String> lines = new ArrayList<>();
    private final Masking masking;

    private RecordText(Masking masking) {
        this.masking = masking;
    }

    static String of(StoredRecord record, Session session) {
        List<String> secrets = new ArrayList<>();
        record.waves()
                .forEach(wave -> wave.pieces()
                        .forEach(piece ->
                                Trees.list(piece, "masks").forEach(word -> secrets.add(String.valueOf(word)))));
        RecordText text = new RecordText(Masking.ofSecretsOnly().and(secrets));
        text.head(record);
        for (int i = 0; i < record.waves().size(); i++) {
            text.wave(i + 1, record.waves().get(i), session);
        }
        record.lost().forEach(sentence -> text.lines.add("  ! " + sentence));
        return String.join("\n", text.lines);
    }

    private void head(StoredRecord record) {
        lines.add("Record " + record.id() + ": " + record.header().operation() + ", "
                + record.state().word());
        lines.add("  by " + record.header().user() + " on " + record.header().where() + ", since "
                + record.header().started());
    }

    private void wave(int number, StoredRecord.Wave wave, Session session) {
        List<Map<String, Object>> entries = new ArrayList<>();
        wave.pieces().forEach(piece -> entries.addAll(Trees.maps(piece, "entries")));
        if (wave.what().isEmpty()) {
            return;
        }
        boolean known = entries.stream().allMatch(entry -> Boolean.TRUE.equals(entry.get("known")));
        lines.add("  step " + number + ": " + wave.what()
                + (known ? "" : "  (begun; whether it was done shows in the objects)"));
        entries.forEach(entry -> entry(entry, session));
    }

    private void entry(Map<String, Object> tree, Session session) {
        switch (LedgerTree.text(tree, "do")) {
            case "apply" -> Trees.maps(tree, "objects").forEach(object -> state(PriorState.parse(object)));
            case "delete" -> state(PriorState.parse(Trees.map(tree, "object")));
            case "amend" -> amended(tree, session);
            case "act" ->
                lines.add("    * " + LedgerTree.text(tree, "what")
                        + undo(LedgerTree.text(Trees.map(tree, "inverse"), "what")));
            case "step" ->
                lines.add("    @ outside the cluster: " + LedgerTree.text(tree, "name")
                        + undo(LedgerTree.text(tree, "inverse")));
            case Notes.DECIDED ->
                lines.add("    ? decided: " + LedgerTree.text(tree, "of").replaceFirst("^(.* / )?decide ", "") + ", "
                        + LedgerTree.text(tree, "result").toLowerCase(java.util.Locale.ROOT));
            case Notes.MADE, Notes.FAILED -> {
                // For who goes on, not for who reads.
            }
            default ->
                lines.add("    > waited until "
                        + WaitWords.targets(Trees.maps(tree, "objects").stream()
                                .map(LedgerTree::ref)
                                .toList())
                        + " is " + LedgerTree.text(tree, "until"));
        }
    }

    private static String undo(String inverse) {
        return inverse.isEmpty() ? "  (cannot be undone)" : "  (undo: " + inverse + ")";
    }

    private void state(PriorState state) {
        String sign = switch (state.touch()) {
            case CREATED -> Action.CREATE.sign();
            case CHANGED -> Action.UPDATE.sign();
            case DELETED -> Action.DELETE.sign();
            case REPLACED -> Action.REPLACE.sign();
        };
        lines.add("    " + sign + " " + state.ref() + " as " + state.owner());
        state.changes().forEach(change -> field(state.ref().kind(), change));
    }

    private void amended(Map<String, Object> tree, Session session) {
        Ledger.Amended amended = (Ledger.Amended) LedgerTree.read(tree, List.of(), session::locate);
        Kind kind = amended.at().ref().kind();
        lines.add("    ~ " + amended.at().ref());
        for (Amendment.Edit edit : amended.amendment().edits()) {
            boolean secret = kind.group().isEmpty() && kind.name().equals("Secret");
            lines.add("        " + edit.verb() + " " + edit.pointer()
                    + (edit.value() == null
                            ? ""
                            : ": " + (secret ? Masking.MASK : masking.text(String.valueOf(edit.value())))));
        }
    }

    private void field(Kind kind, FieldChange change) {
        FieldValue before = masking.value(kind, change.path(), change.before());
        FieldValue after = masking.value(kind, change.path(), change.after());
        lines.add("        " + change.path() + ": " + before + " -> " + after);
    }
}
