package io.fairlead.internal.engine;

import io.fairlead.internal.tree.Trees;
import io.fairlead.internal.undo.PriorState;
import io.fairlead.operation.Amendment;
import io.fairlead.operation.ExternalStep;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Entries of a ledger as JSON trees, for the journal. */
final class LedgerTree {

    private LedgerTree() {}

    /**
     * An entry as a tree.
     *
     * @param known whether it tells what the server stored; else it tells what was about to be written
     */
    static Map<String, Object> write(Ledger.Entry entry, boolean known) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (entry instanceof Ledger.Applied applied) {
            tree.put("do", "apply");
            tree.put(
                    "objects",
                    applied.objects().stream().map(PriorState::toTree).toList());
        } else if (entry instanceof Ledger.Deleted deleted) {
            tree.put("do", "delete");
            tree.put("object", deleted.state().toTree());
        } else if (entry instanceof Ledger.Amended amended) {
            tree.put("do", "amend");
            tree.put("object", object(amended.at().ref()));
            tree.put("before", amended.before());
            tree.put("written", amended.written());
            tree.put("amendment", edits(amended.amendment()));
            tree.put("inverse", edits(amended.inverse()));
        } else if (entry instanceof Ledger.Acted acted) {
            tree.put("do", "act");
            tree.put("what", acted.what());
            tree.put("object", object(acted.ref()));
            tree.put("before", acted.before());
            acted.inverse().ifPresent(act -> tree.put("inverse", RecordedAct.toTree(act)));
            acted.given().write(tree);
        } else if (entry instanceof Ledger.Stepped stepped) {
            tree.put("do", "step");
            tree.put("name", stepped.step().name());
            stepped.step().inverse().ifPresent(inverse -> {
                tree.put("inverse", inverse.name());
                tree.put("repeatable", inverse.idempotent());
            });
            stepped.given().write(tree);
        } else if (entry instanceof Ledger.Waited waited) {
            tree.put("do", "wait");
            tree.put("objects", waited.refs().stream().map(LedgerTree::object).toList());
            tree.put("until", waited.until().toString());
        } else if (entry instanceof Ledger.Noted noted) {
            tree.putAll(noted.tree());
        }
        if (known) {
            tree.put("known", true);
        }
        return tree;
    }

    private static List<Object> edits(Amendment amendment) {
        List<Object> edits = new ArrayList<>();
        for (Amendment.Edit edit : amendment.edits()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("op", edit.verb());
            tree.put("path", edit.pointer());
            if (edit.value() != null) {
                tree.put("value", edit.value());
            }
            edits.add(tree);
        }
        return edits;
    }

    static Map<String, Object> object(Ref ref) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", ref.kind().apiVersion());
        tree.put("kind", ref.kind().name());
        tree.put("namespace", ref.namespace());
        tree.put("name", ref.name());
        return tree;
    }

    static Ref ref(Map<String, Object> tree) {
        return checked(new Ref(
                Kind.of(text(tree, "apiVersion"), text(tree, "kind")), text(tree, "namespace"), text(tree, "name")));
    }

    /** A name from a record goes into a path: one that leads elsewhere is refused, whoever wrote the record. */
    private static Ref checked(Ref ref) {
        for (String part : List.of(ref.namespace(), ref.name())) {
            if (part.equals(".") || part.equals("..") || part.matches(".*[/%?#\\s].*")) {
                throw new IllegalArgumentException("\"" + part + "\" is no name of an object");
            }
        }
        return ref;
    }

    private static PriorState state(Map<String, Object> tree) {
        PriorState state = PriorState.parse(tree);
        checked(state.ref());
        return state;
    }

    static String text(Map<String, Object> tree, String field) {
        return Trees.text(tree, field).orElse("");
    }

    /**
     * An entry again.
     *
     * @param steps the external steps at hand
     * @param locate finds an object's resource
     */
    static Ledger.Entry read(
            Map<String, Object> tree, Collection<? extends ExternalStep<?>> steps, Function<Ref, Located> locate) {
        return switch (text(tree, "do")) {
            case "apply" ->
                new Ledger.Applied(Trees.maps(tree, "objects").stream()
                        .map(LedgerTree::state)
                        .toList());
            case "delete" -> new Ledger.Deleted(state(Trees.map(tree, "object")));
            case "amend" ->
                new Ledger.Amended(
                        locate.apply(ref(Trees.map(tree, "object"))),
                        Trees.map(tree, "before"),
                        Trees.map(tree, "written"),
                        amendment(tree, "amendment"),
                        amendment(tree, "inverse"));
            case "act" ->
                new Ledger.Acted(
                        text(tree, "what"),
                        ref(Trees.map(tree, "object")),
                        Trees.map(tree, "before"),
                        Optional.of(Trees.map(tree, "inverse"))
                                .filter(inverse -> !inverse.isEmpty())
                                .map(RecordedAct::of),
                        Given.read(tree));
            case "step" ->
                new Ledger.Stepped(RecordedStep.of(text(tree, "name"), text(tree, "inverse"), steps), Given.read(tree));
            case "wait" ->
                new Ledger.Waited(
                        Trees.maps(tree, "objects").stream()
                                .map(LedgerTree::ref)
                                .toList(),
                        Until.holds(text(tree, "until"), object -> true));
            case Notes.DECIDED, Notes.MADE, Notes.FAILED ->
                new Ledger.Noted(tree, Boolean.TRUE.equals(tree.get("secret")));
            default -> throw new IllegalArgumentException("unknown step \"" + text(tree, "do") + "\"");
        };
    }

    private static Amendment amendment(Map<String, Object> tree, String field) {
        return new Amendment(Trees.maps(tree, field).stream()
                .map(edit -> new Amendment.Edit(text(edit, "op"), text(edit, "path"), edit.get("value")))
                .toList());
    }
}
