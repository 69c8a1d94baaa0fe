package io.fairlead.internal.undo;

import io.fairlead.internal.fields.Entry;
import io.fairlead.internal.fields.FieldSet;
import io.fairlead.internal.fields.Fields;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldValue;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A prior state as a JSON tree, for the journal.
 *
 * <p>Touched paths are a tree of {@code fieldsV1} elements, so that a thousand records compress well; at each,
 * {@code "="} holds the value before ({@code b}) and after ({@code a}). A value that is not there was absent: {@code null} is a
 * value.
 */
final class PriorTree {

    private static final String HERE = "=";

    private PriorTree() {}

    static Map<String, Object> write(PriorState state) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", state.ref.kind().apiVersion());
        tree.put("kind", state.ref.kind().name());
        putUnlessEmpty(tree, "namespace", state.ref.namespace());
        tree.put("name", state.ref.name());
        tree.put("owner", state.owner.name());
        tree.put("touch", state.touch.name());
        putUnlessEmpty(tree, "uid", state.uid);
        if (state.object != null) {
            tree.put("object", state.object);
        }
        if (state.touch != PriorState.Touch.CHANGED) {
            return tree;
        }
        if (state.stripped) {
            tree.put("stripped", true);
        }
        putUnlessEmpty(tree, "timeBefore", state.timeBefore);
        putUnlessEmpty(tree, "ownedBefore", state.ownedBefore.toTree());
        putUnlessEmpty(tree, "ownedAfter", state.ownedAfter.toTree());
        Map<String, Object> touched = new LinkedHashMap<>();
        state.touched.forEach(one -> write(touched, one));
        putUnlessEmpty(tree, "touched", touched);
        putUnlessEmpty(
                tree,
                "priorOwners",
                state.priorOwners.stream().map(Entry::toTree).toList());
        putUnlessEmpty(tree, "othersAfter", state.othersAfter);
        putUnlessEmpty(
                tree, "orders", state.orders.stream().map(PriorTree::write).toList());
        return tree;
    }

    private static void putUnlessEmpty(Map<String, Object> tree, String name, Object value) {
        boolean empty = value instanceof String text
                ? text.isEmpty()
                : value instanceof List<?> list ? list.isEmpty() : value instanceof Map<?, ?> map && map.isEmpty();
        if (!empty) {
            tree.put(name, value);
        }
    }

    private static void write(Map<String, Object> tree, Touched touched) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (touched.prior() instanceof FieldValue.Json json) {
            values.put("b", json.value());
        }
        if (touched.written() instanceof FieldValue.Json json) {
            values.put("a", json.value());
        }
        if (touched.holder()) {
            values.put("holder", true);
        }
        List<String> way = new ArrayList<>(Fields.elements(touched.path()));
        way.add(HERE);
        Trees.put(tree, values, way.toArray(String[]::new));
    }

    private static Map<String, Object> write(ItemOrder order) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("list", Fields.elements(order.list()));
        tree.put("b", order.prior());
        tree.put("a", order.written());
        return tree;
    }

    static PriorState read(Map<String, Object> tree) {
        Ref ref = new Ref(
                Kind.of(text(tree, "apiVersion"), text(tree, "kind")), text(tree, "namespace"), text(tree, "name"));
        List<Touched> touched = new ArrayList<>();
        read(Trees.map(tree, "touched"), FieldPath.root(), touched);
        return new PriorState(
                ref,
                Owner.of(text(tree, "owner")),
                PriorState.Touch.valueOf(text(tree, "touch")),
                text(tree, "uid"),
                Boolean.TRUE.equals(tree.get("stripped")),
                FieldSet.parse(tree.get("ownedBefore")),
                FieldSet.parse(tree.get("ownedAfter")),
                text(tree, "timeBefore"),
                touched,
                Trees.maps(tree, "priorOwners").stream().map(Entry::of).toList(),
                texts(tree, "othersAfter"),
                Trees.maps(tree, "orders").stream().map(PriorTree::order).toList(),
                tree.get("object") == null ? null : Trees.map(tree, "object"));
    }

    private static ItemOrder order(Map<String, Object> tree) {
        return new ItemOrder(Fields.path(texts(tree, "list")), texts(tree, "b"), texts(tree, "a"));
    }

    private static void read(Map<String, Object> tree, FieldPath here, List<Touched> touched) {
        tree.forEach((element, below) -> {
            if (element.equals(HERE)) {
                Map<String, Object> values = Trees.map(below);
                touched.add(new Touched(here, values.containsKey("holder"), value(values, "b"), value(values, "a")));
            } else {
                FieldPath.Step step = Fields.path(List.of(element)).steps().get(0);
                read(Trees.map(below), here.then(step), touched);
            }
        });
    }

    private static FieldValue value(Map<String, Object> values, String name) {
        return values.containsKey(name) ? FieldValue.of(values.get(name)) : FieldValue.absent();
    }

    private static String text(Map<String, Object> tree, String name) {
        return Trees.text(tree, name).orElse("");
    }

    private static List<String> texts(Map<String, Object> tree, String name) {
        return Trees.list(tree, name).stream().map(String::valueOf).toList();
    }
}
