package io.fairlead.internal.engine;

import io.fairlead.internal.tree.Trees;
import io.fairlead.operation.Act;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An act as a record keeps it: its call, which any process can send.
 *
 * @param ref the object
 * @param what how it reads
 * @param call the call
 * @param type tells acts of one sort from others
 * @param readsFirst whether the object is read first
 */
record RecordedAct(Ref ref, String what, Call call, String type, boolean readsFirst) implements Act<Tree> {

    /** Tells acts of one sort from others, also when they come from a record. */
    static String typeOf(Act<?> act) {
        return act instanceof RecordedAct recorded
                ? recorded.type()
                : act.getClass().getName();
    }

    static Map<String, Object> toTree(Act<?> act) {
        Call call = act.call();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("object", LedgerTree.object(act.ref()));
        tree.put("what", act.what());
        tree.put("type", typeOf(act));
        tree.put("readsFirst", act.readsFirst());
        tree.put("method", call.method());
        tree.put("subresource", call.subresource());
        tree.put("contentType", call.contentType());
        tree.put("body", call.body());
        tree.put("honoursDryRun", call.honoursDryRun());
        tree.put("repeatable", call.repeatable());
        return tree;
    }

    static RecordedAct of(Map<String, Object> tree) {
        Call call = new Call(
                LedgerTree.text(tree, "method"),
                LedgerTree.text(tree, "subresource"),
                LedgerTree.text(tree, "contentType"),
                tree.get("body"),
                Boolean.TRUE.equals(tree.get("honoursDryRun")),
                Boolean.TRUE.equals(tree.get("repeatable")));
        return new RecordedAct(
                LedgerTree.ref(Trees.map(tree, "object")),
                LedgerTree.text(tree, "what"),
                call,
                LedgerTree.text(tree, "type"),
                Boolean.TRUE.equals(tree.get("readsFirst")));
    }

    @Override
    public Tree result(Tree answer) {
        return answer;
    }

    @Override
    public Optional<Tree> predicted() {
        return Optional.of(Tree.of(Map.of()));
    }
}
