package io.fairlead.testkit.internal.apply;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.schema.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of structured merge: how ownership moves when an object is written or applied. */
final class Updater {
    private final Versions versions;
    private final String version;
    private final Type type;
    private final FieldSet reset;

    /** {@code reset} are the fields that a write through this door does not change, and so does not own. */
    Updater(Versions versions, String version, Type type, FieldSet reset) {
        this.versions = versions;
        this.version = version;
        this.type = type;
        this.reset = reset;
    }

    /** An applied object merged with the live one. */
    record Merged(Map<String, Object> object, boolean changed) {}

    /** Notes in {@code managers} what a writer changed between two states. */
    void update(Map<String, Object> live, Map<String, Object> next, Managers managers, Managers.Id writer) {
        Differences differences = move(live, next, managers, writer, true);
        Managers.Entry entry = managers.entries().get(writer);
        FieldSet before = entry == null ? new FieldSet() : entry.fields();
        FieldSet owned = filter(before.difference(differences.removed).union(differences.changed));
        if (owned.isEmpty()) {
            managers.entries().remove(writer);
        } else {
            managers.entries().put(writer, new Managers.Entry(version, entry == null ? null : entry.time(), owned));
        }
    }

    /** Merges an applied object and notes its ownership; throws {@link ApplyConflict} unless forced. */
    Merged apply(
            Map<String, Object> live,
            Map<String, Object> applied,
            Managers managers,
            Managers.Id applier,
            boolean force) {
        Map<String, Object> merged = Merging.merge(live, applied, type);
        Managers.Entry last = managers.entries().get(applier);
        FieldSet set = filter(Owning.of(applied, type));
        managers.entries().put(applier, new Managers.Entry(version, last == null ? null : last.time(), set));
        Map<String, Object> pruned = prune(merged, managers, last);
        move(live, pruned, managers, applier, force);
        return new Merged(pruned, !Json.same(live, pruned));
    }

    private FieldSet filter(FieldSet set) {
        return reset.isEmpty() ? set : set.recursiveDifference(reset);
    }

    private record Differences(FieldSet changed, FieldSet removed) {}

    private Differences compare(Map<String, Object> live, Map<String, Object> next, String at, Type typeAt) {
        Comparison comparison = Comparison.of(versions.convert(live, at), versions.convert(next, at), typeAt);
        return new Differences(filter(comparison.modified().union(comparison.added())), filter(comparison.removed()));
    }

    private Differences move(
            Map<String, Object> live, Map<String, Object> next, Managers managers, Managers.Id writer, boolean force) {
        Map<String, Differences> byVersion = new HashMap<>();
        Differences own = compare(live, next, version, type);
        byVersion.put(version, own);
        Map<Managers.Id, FieldSet> conflicts = new HashMap<>();
        for (Managers.Id id : List.copyOf(managers.entries().keySet())) {
            if (id.equals(writer)) {
                continue;
            }
            Managers.Entry entry = at(managers, id);
            Optional<Type> typeAt = versions.type(entry.version());
            if (typeAt.isEmpty()) {
                managers.entries().remove(id);
                continue;
            }
            Differences differences =
                    byVersion.computeIfAbsent(entry.version(), v -> compare(live, next, v, typeAt.get()));
            FieldSet taken = entry.fields().intersection(differences.changed);
            if (!taken.isEmpty()) {
                conflicts.put(id, taken);
            }
        }
        if (!force && !conflicts.isEmpty()) {
            throw new ApplyConflict(causes(conflicts));
        }
        for (Managers.Id id : List.copyOf(managers.entries().keySet())) {
            Managers.Entry entry = at(managers, id);
            FieldSet left = entry.fields();
            if (!id.equals(writer)) {
                FieldSet taken = conflicts.get(id);
                Differences differences = byVersion.get(entry.version());
                left = taken == null ? left : left.difference(taken);
                left = differences == null ? left : left.difference(differences.removed);
            }
            if (left.isEmpty()) {
                managers.entries().remove(id);
            } else {
                managers.entries().put(id, entry.with(left));
            }
        }
        return own;
    }

    private static Managers.Entry at(Managers managers, Managers.Id id) {
        Managers.Entry entry = managers.entries().get(id);
        if (entry == null) {
            throw new IllegalStateException("no entry for " + id);
        }
        return entry;
    }

    private static List<ApplyConflict.Cause> causes(Map<Managers.Id, FieldSet> conflicts) {
        List<ApplyConflict.Cause> causes = new ArrayList<>();
        conflicts.entrySet().stream()
                .sorted(Comparator.comparing(e -> e.getKey().sortKey()))
                .forEach(e -> e.getValue().forEach(path -> causes.add(new ApplyConflict.Cause(e.getKey(), path))));
        return causes;
    }

    /** Takes out what the applier applied last time, does not now, and nobody else owns. */
    private Map<String, Object> prune(
            Map<String, Object> merged, Managers managers, Managers.@org.jspecify.annotations.Nullable Entry last) {
        if (last == null || last.fields().isEmpty()) {
            return merged;
        }
        Optional<Type> typeThen = versions.type(last.version());
        if (typeThen.isEmpty()) {
            return merged;
        }
        Type then = typeThen.get();
        Map<String, Object> whole = versions.convert(merged, last.version());
        FieldSet lastSet = last.fields().withNamedFields(typeThen);
        Map<String, Object> pruned = Removing.remove(whole, lastSet, then);
        pruned = addBackOwned(whole, pruned, last.version(), managers);
        FieldSet gone = Owning.of(whole, then)
                .withNamedFields(typeThen)
                .difference(Owning.of(pruned, then).withNamedFields(typeThen))
                .intersection(lastSet);
        return versions.convert(Removing.remove(whole, gone, then), version);
    }

    private Map<String, Object> addBackOwned(
            Map<String, Object> merged, Map<String, Object> pruned, String prunedVersion, Managers managers) {
        Map<String, FieldSet> byVersion = new HashMap<>();
        for (Managers.Entry entry : managers.entries().values()) {
            byVersion.merge(entry.version(), entry.fields(), FieldSet::union);
        }
        List<String> order = new ArrayList<>(byVersion.keySet());
        order.sort(Comparator.comparing((String v) -> !v.equals(prunedVersion)).thenComparing(v -> v));
        Map<String, Object> result = pruned;
        for (String at : order) {
            Optional<Type> typeAt = versions.type(at);
            if (typeAt.isPresent()) {
                Map<String, Object> wholeAt = versions.convert(merged, at);
                Map<String, Object> prunedAt = versions.convert(result, at);
                FieldSet kept = Owning.of(prunedAt, typeAt.get())
                        .withNamedFields(typeAt)
                        .union(byVersion.getOrDefault(at, new FieldSet()).withNamedFields(typeAt));
                FieldSet gone =
                        Owning.of(wholeAt, typeAt.get()).withNamedFields(typeAt).difference(kept);
                result = Removing.remove(wholeAt, gone, typeAt.get());
            }
        }
        return versions.convert(result, prunedVersion);
    }
}
