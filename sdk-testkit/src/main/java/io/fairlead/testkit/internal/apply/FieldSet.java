package io.fairlead.testkit.internal.apply;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.schema.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A set of paths in an object: what one manager owns. A path may be a member and have members below it. Sets are built
 * up by {@link #insert} and never changed by the operations between them.
 */
public final class FieldSet {
    private final TreeSet<PathElement> members = new TreeSet<>();
    private final TreeMap<PathElement, FieldSet> children = new TreeMap<>();

    /** The set of these paths. */
    public static FieldSet of(List<List<PathElement>> paths) {
        var set = new FieldSet();
        paths.forEach(set::insert);
        return set;
    }

    /** The path of fields by these names. */
    public static List<PathElement> fields(String... names) {
        List<PathElement> path = new ArrayList<>();
        for (String name : names) {
            path.add(PathElement.field(name));
        }
        return path;
    }

    /** Adds a path; the empty path is no member of any set. */
    public void insert(List<PathElement> path) {
        if (path.isEmpty()) {
            return;
        }
        FieldSet set = this;
        for (PathElement step : path.subList(0, path.size() - 1)) {
            set = set.children.computeIfAbsent(step, s -> new FieldSet());
        }
        set.members.add(path.get(path.size() - 1));
    }

    /** Whether there is no path in it. */
    public boolean isEmpty() {
        if (!members.isEmpty()) {
            return false;
        }
        for (FieldSet child : children.values()) {
            if (!child.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the step itself is a member. */
    public boolean has(PathElement step) {
        return members.contains(step);
    }

    /** Whether the path is a member. */
    public boolean has(List<PathElement> path) {
        FieldSet set = this;
        for (PathElement step : path.subList(0, path.size() - 1)) {
            FieldSet below = set.children.get(step);
            if (below == null) {
                return false;
            }
            set = below;
        }
        return set.members.contains(path.get(path.size() - 1));
    }

    /** What is below a step, empty when nothing is. */
    public Optional<FieldSet> below(PathElement step) {
        FieldSet child = children.get(step);
        return child == null || child.isEmpty() ? Optional.empty() : Optional.of(child);
    }

    /** The paths in either. */
    public FieldSet union(FieldSet other) {
        var result = new FieldSet();
        result.members.addAll(members);
        result.members.addAll(other.members);
        result.children.putAll(children);
        other.children.forEach((step, set) -> result.children.merge(step, set, FieldSet::union));
        return result;
    }

    /** The paths in both. */
    public FieldSet intersection(FieldSet other) {
        var result = new FieldSet();
        for (PathElement member : members) {
            if (other.members.contains(member)) {
                result.members.add(member);
            }
        }
        children.forEach((step, set) -> {
            FieldSet theirs = other.children.get(step);
            if (theirs != null) {
                result.put(step, set.intersection(theirs));
            }
        });
        return result;
    }

    /** The paths in this one only. */
    public FieldSet difference(FieldSet other) {
        var result = new FieldSet();
        for (PathElement member : members) {
            if (!other.members.contains(member)) {
                result.members.add(member);
            }
        }
        children.forEach((step, set) -> {
            FieldSet theirs = other.children.get(step);
            result.put(step, theirs == null ? set : set.difference(theirs));
        });
        return result;
    }

    /** The paths that are neither in the other one nor below one of its members. */
    public FieldSet recursiveDifference(FieldSet other) {
        var result = new FieldSet();
        for (PathElement member : members) {
            if (!other.members.contains(member)) {
                result.members.add(member);
            }
        }
        children.forEach((step, set) -> {
            if (other.members.contains(step)) {
                return;
            }
            FieldSet theirs = other.children.get(step);
            result.put(step, theirs == null ? set : set.recursiveDifference(theirs));
        });
        return result;
    }

    /** The same with every struct field that has something below it a member itself. */
    public FieldSet withNamedFields(Optional<Type> type) {
        var result = new FieldSet();
        result.members.addAll(members);
        children.forEach((step, set) -> {
            Optional<Type> below = Optional.empty();
            if (step.form() == PathElement.Form.FIELD) {
                if (type.flatMap(t -> t.field(step.text())).isPresent()) {
                    result.members.add(step);
                }
                below = type.flatMap(t -> t.under(step.text()));
            } else if (step.form() == PathElement.Form.KEYS) {
                below = type.filter(t -> t.kind() == Type.Kind.LIST).map(Type::element);
            }
            result.children.put(step, set.withNamedFields(below));
        });
        return result;
    }

    /** Tells each path, members of a level before what is below them. */
    public void forEach(Consumer<List<PathElement>> consumer) {
        walk(new ArrayList<>(), consumer);
    }

    private void walk(List<PathElement> prefix, Consumer<List<PathElement>> consumer) {
        for (PathElement member : members) {
            prefix.add(member);
            consumer.accept(List.copyOf(prefix));
            prefix.remove(prefix.size() - 1);
        }
        children.forEach((step, set) -> {
            prefix.add(step);
            set.walk(prefix, consumer);
            prefix.remove(prefix.size() - 1);
        });
    }

    private void put(PathElement step, FieldSet set) {
        if (!set.isEmpty()) {
            children.put(step, set);
        }
    }

    /** The set as {@code fieldsV1}. */
    public Map<String, Object> toFieldsV1() {
        Map<String, Object> printed = new LinkedHashMap<>();
        var steps = new TreeSet<>(members);
        steps.addAll(children.keySet());
        for (PathElement step : steps) {
            FieldSet child = children.get(step);
            if (child == null || child.isEmpty()) {
                if (members.contains(step)) {
                    printed.put(step.serialized(), new LinkedHashMap<String, Object>());
                }
                continue;
            }
            Map<String, Object> below = new LinkedHashMap<>();
            if (members.contains(step)) {
                below.put(".", new LinkedHashMap<String, Object>());
            }
            below.putAll(child.toFieldsV1());
            printed.put(step.serialized(), below);
        }
        return printed;
    }

    /** Reads a set as it is stored; throws {@link IllegalArgumentException} when it is malformed. */
    public static FieldSet fromFieldsV1(Map<String, Object> fields) {
        var set = new FieldSet();
        fields.forEach((key, value) -> {
            if (key.equals(".")) {
                return;
            }
            PathElement step = PathElement.parse(key);
            Map<String, Object> below = value instanceof Map<?, ?> map ? Json.map(map) : Map.of();
            if (below.isEmpty() || below.containsKey(".")) {
                set.members.add(step);
            }
            set.put(step, fromFieldsV1(below));
        });
        return set;
    }

    /** A path as messages print it: {@code .spec.template.spec.containers[name="web"].image}. */
    public static String print(List<PathElement> path) {
        var text = new StringBuilder();
        path.forEach(text::append);
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldSet set && members.equals(set.members) && children.equals(set.children);
    }

    @Override
    public int hashCode() {
        return members.hashCode() * 31 + children.hashCode();
    }

    @Override
    public String toString() {
        return Json.print(toFieldsV1());
    }
}
