package io.fairlead.resource;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An object, or a part of one, as plain JSON: what typed models drop or re-spell is all there.
 *
 * <p>Read-only. A tree that a plan hands out knows which of its fields only the running cluster can fill; reading one of those
 * ends the plan at that point.
 */
public final class Tree {

    private final @Nullable Object node;
    private final FieldPath here;
    private final Consumer<FieldPath> onRead;

    private Tree(@Nullable Object node, FieldPath here, Consumer<FieldPath> onRead) {
        this.node = node;
        this.here = here;
        this.onRead = onRead;
    }

    /** A view of a JSON object. */
    public static Tree of(Map<String, ?> object) {
        return new Tree(object, FieldPath.root(), path -> {});
    }

    /** A view whose reads are told, so that a reader of holes can be stopped. */
    public static Tree watched(Map<String, ?> object, Consumer<FieldPath> onRead) {
        return new Tree(object, FieldPath.root(), onRead);
    }

    /** What lies at these fields: an object, a list, or a plain value; a tree without a value where there is nothing. */
    public Tree at(String... fields) {
        Object next = node;
        FieldPath path = here;
        for (String field : fields) {
            next = next instanceof Map<?, ?> map ? map.get(field) : null;
            path = path.field(field);
        }
        return new Tree(next, path, onRead);
    }

    /** The text at these fields. */
    public Optional<String> text(String... fields) {
        return at(fields).value().filter(String.class::isInstance).map(String.class::cast);
    }

    /** The number at these fields. */
    public Optional<BigDecimal> number(String... fields) {
        return at(fields).value().filter(Number.class::isInstance).map(number -> new BigDecimal(number.toString()));
    }

    /** The truth value at these fields. */
    public Optional<Boolean> flag(String... fields) {
        return at(fields).value().filter(Boolean.class::isInstance).map(Boolean.class::cast);
    }

    /** The items of the list at these fields; empty where there is none. */
    public List<Tree> trees(String... fields) {
        Tree list = at(fields);
        list.told();
        if (!(list.node instanceof List<?> items)) {
            return List.of();
        }
        List<Tree> trees = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            trees.add(new Tree(items.get(i), list.here.index(i), onRead));
        }
        return trees;
    }

    /** The names of the fields of the object at these fields, in order. */
    public List<String> names(String... fields) {
        Tree object = at(fields);
        object.told();
        return object.node instanceof Map<?, ?> map
                ? map.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Whether there is anything at these fields, an explicit null included. */
    public boolean has(String... fields) {
        if (fields.length == 0) {
            told();
            return node != null;
        }
        String[] parents = java.util.Arrays.copyOf(fields, fields.length - 1);
        Tree parent = at(parents);
        at(fields).told();
        return parent.node instanceof Map<?, ?> map && map.containsKey(fields[fields.length - 1]);
    }

    /** The value here: a copy of the object or list, or the plain value. */
    public Optional<Object> value() {
        told();
        return Optional.ofNullable(copy(node));
    }

    /** The object here as a copy that may be changed; empty where there is none. */
    @SuppressWarnings("unchecked") // JSON objects have text keys
    public Map<String, Object> toMap() {
        told();
        return node instanceof Map<?, ?>
                ? (Map<String, Object>) Objects.requireNonNull(copy(node))
                : new LinkedHashMap<>();
    }

    /** The reference of the object, when this is a whole one. */
    public Ref ref() {
        if (node instanceof Map<?, ?> map) {
            Map<String, Object> named = new LinkedHashMap<>();
            map.forEach((key, content) -> named.put(String.valueOf(key), content));
            return Ref.of(named);
        }
        throw new IllegalStateException("a part of an object has no reference of its own: " + here);
    }

    private void told() {
        onRead.accept(here);
    }

    private static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, content) -> copy.put(String.valueOf(key), copy(content)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(copy(item)));
            return copy;
        }
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tree tree && Objects.equals(node, tree.node);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(node);
    }

    /** The object's reference, or the fields' names: never values, which may be secret. */
    @Override
    public String toString() {
        if (node instanceof Map<?, ?> map) {
            return map.containsKey("kind") && map.containsKey("metadata")
                    ? ref().toString()
                    : "fields " + Collections.unmodifiableSet(map.keySet());
        }
        return node instanceof List<?> list ? list.size() + " items" : node == null ? "nothing" : "a value";
    }
}
