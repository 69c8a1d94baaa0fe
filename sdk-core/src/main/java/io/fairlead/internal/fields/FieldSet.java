package io.fairlead.internal.fields;

import io.fairlead.resource.FieldPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A set of fields of one object, as {@code fieldsV1} of a managed-fields entry says it.
 *
 * <p>A tree of path elements; each node says whether the path that ends there is in the set. A path without longer ones
 * below it is a <em>leaf</em>: one unit of ownership, be it a scalar, an atomic list or an empty map. Immutable.
 */
public final class FieldSet {

    private static final FieldSet EMPTY = new FieldSet(false, Map.of());
    private static final FieldSet LEAF = new FieldSet(true, Map.of());

    private final boolean member;
    private final Map<String, FieldSet> children;

    private FieldSet(boolean member, Map<String, FieldSet> children) {
        this.member = member;
        this.children = children;
    }

    /** The set without fields. */
    public static FieldSet empty() {
        return EMPTY;
    }

    /** The set that a {@code fieldsV1} tree says; elements of a form that is not known are left out, as the server does. */
    public static FieldSet parse(@Nullable Object fieldsV1) {
        if (!(fieldsV1 instanceof Map<?, ?> map) || map.isEmpty()) {
            return EMPTY;
        }
        FieldSet parsed = node(map);
        return new FieldSet(false, parsed.children);
    }

    private static FieldSet node(Map<?, ?> map) {
        if (map.isEmpty()) {
            return LEAF;
        }
        boolean member = false;
        Map<String, FieldSet> children = new LinkedHashMap<>(map.size() * 2);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String element = (String) entry.getKey();
            if (element.equals(".")) {
                member = true;
            } else if (Elements.isKnown(element)) {
                children.put(element, entry.getValue() instanceof Map<?, ?> below ? node(below) : LEAF);
            }
        }
        return children.isEmpty() ? LEAF : new FieldSet(member, children);
    }

    /** The set of these paths. */
    public static FieldSet of(Collection<FieldPath> paths) {
        Builder builder = new Builder();
        paths.forEach(builder::add);
        return builder.build();
    }

    /** Collects paths into a set. */
    static final class Builder {

        private boolean member;
        private final Map<String, Builder> children = new TreeMap<>(Elements::compare);

        Builder at(String element) {
            return children.computeIfAbsent(element, e -> new Builder());
        }

        /** The place where this ends belongs to the set. */
        void mark() {
            member = true;
        }

        void add(FieldPath path) {
            Builder here = this;
            for (FieldPath.Step step : path.steps()) {
                here = here.at(Elements.of(step));
            }
            here.mark();
        }

        FieldSet build() {
            Map<String, FieldSet> built = new LinkedHashMap<>();
            children.forEach((element, child) -> {
                FieldSet set = child.build();
                if (!set.isEmpty()) {
                    built.put(element, set);
                }
            });
            return make(member, built);
        }
    }

    private static FieldSet make(boolean member, Map<String, FieldSet> children) {
        return children.isEmpty() ? (member ? LEAF : EMPTY) : new FieldSet(member, children);
    }

    /** Whether no field is in it. */
    public boolean isEmpty() {
        return !member && children.isEmpty();
    }

    /** Whether the path at which this set hangs belongs to it itself; never true of a whole object's set. */
    public boolean isMember() {
        return member;
    }

    /** What hangs below one element, or null. */
    @Nullable
    FieldSet child(String element) {
        return children.get(element);
    }

    /** The elements below, in the server's order, with what hangs below each. */
    public Map<String, FieldSet> children() {
        return Collections.unmodifiableMap(children);
    }

    /** The first element below, in the server's order: it shows whether this is a map or a list; empty for a leaf. */
    public String first() {
        return children.isEmpty() ? "" : children.keySet().iterator().next();
    }

    /** Whether exactly this path is in the set. */
    public boolean contains(FieldPath path) {
        FieldSet here = below(path);
        return here.member;
    }

    /** Whether this path, or a leaf above it that includes it, is in the set. */
    public boolean covers(FieldPath path) {
        FieldSet here = this;
        for (FieldPath.Step step : path.steps()) {
            if (here.member && here.children.isEmpty()) {
                return true;
            }
            FieldSet next = here.children.get(Elements.of(step));
            if (next == null) {
                return false;
            }
            here = next;
        }
        return here.member;
    }

    /** The part of the set below a path, as seen from there; empty where there is none. */
    public FieldSet below(FieldPath path) {
        FieldSet here = this;
        for (FieldPath.Step step : path.steps()) {
            FieldSet next = here.children.get(Elements.of(step));
            if (next == null) {
                return EMPTY;
            }
            here = next;
        }
        return here;
    }

    /** What is in this set, the other, or both. */
    public FieldSet union(FieldSet other) {
        if (isEmpty()) {
            return other;
        }
        if (other.isEmpty()) {
            return this;
        }
        Map<String, FieldSet> united = new TreeMap<>(Elements::compare);
        united.putAll(children);
        other.children.forEach((element, set) -> united.merge(element, set, FieldSet::union));
        return make(member || other.member, new LinkedHashMap<>(united));
    }

    /** What is in this set and not in the other. */
    public FieldSet minus(FieldSet other) {
        if (other.isEmpty()) {
            return this;
        }
        Map<String, FieldSet> left = new LinkedHashMap<>();
        children.forEach((element, set) -> {
            FieldSet theirs = other.children.get(element);
            FieldSet rest = theirs == null ? set : set.minus(theirs);
            if (!rest.isEmpty()) {
                left.put(element, rest);
            }
        });
        return make(member && !other.member, left);
    }

    /** What is in both sets. */
    public FieldSet intersect(FieldSet other) {
        Map<String, FieldSet> shared = new LinkedHashMap<>();
        children.forEach((element, set) -> {
            FieldSet theirs = other.children.get(element);
            FieldSet both = theirs == null ? EMPTY : set.intersect(theirs);
            if (!both.isEmpty()) {
                shared.put(element, both);
            }
        });
        return make(member && other.member, shared);
    }

    /** What of this set a path filter lets through. */
    public FieldSet filter(Predicate<FieldPath> filter) {
        return of(paths().stream().filter(filter).toList());
    }

    /** All paths in the set, also those with longer ones below them, in the server's order. */
    public List<FieldPath> paths() {
        List<FieldPath> paths = new ArrayList<>();
        collect(FieldPath.root(), paths, false);
        return paths;
    }

    /** The paths in the set that have no longer ones below them, in the server's order. */
    public List<FieldPath> leaves() {
        List<FieldPath> paths = new ArrayList<>();
        collect(FieldPath.root(), paths, true);
        return paths;
    }

    private void collect(FieldPath here, List<FieldPath> paths, boolean leavesOnly) {
        if (member && (!leavesOnly || children.isEmpty())) {
            paths.add(here);
        }
        children.forEach((element, set) -> set.collect(here.then(Elements.step(element)), paths, leavesOnly));
    }

    /** As {@code fieldsV1}, in the order in which the server writes it. */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (member && !children.isEmpty()) {
            tree.put(".", new LinkedHashMap<String, Object>());
        }
        children.forEach((element, set) -> tree.put(element, set.toTree()));
        return tree;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldSet set && member == set.member && children.equals(set.children);
    }

    @Override
    public int hashCode() {
        return 31 * children.hashCode() + Boolean.hashCode(member);
    }

    @Override
    public String toString() {
        return paths().toString();
    }
}
