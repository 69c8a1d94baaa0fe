package io.fairlead.internal.engine;

import io.fairlead.failure.Misuse;
import io.fairlead.internal.fields.Fields;
import io.fairlead.internal.fields.Holes;
import io.fairlead.internal.tree.Trees;
import io.fairlead.plan.Change;
import io.fairlead.plan.Grade;
import io.fairlead.plan.Step;
import io.fairlead.resource.FieldChange;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Joins the branches of what runs side by side, each planned on the common start; refuses two that write the same field. */
final class PlannedBranches {

    private final Overlay common;
    private final Map<Ref, Overlay.State> start;
    private final Map<Ref, Map<FieldPath, Writer>> writers = new HashMap<>();

    /** One of the branches; several may have one name. */
    private record Writer(int index, String name) {}

    PlannedBranches(Overlay common) {
        this.common = common;
        this.start = common.all();
    }

    void join(int index, String name, Overlay own, Recorder record) {
        Writer branch = new Writer(index, name);
        for (Step step : record.steps()) {
            if (step instanceof Change change && change.writes()) {
                refuseClash(branch, change);
            }
        }
        own.all().forEach((ref, after) -> {
            if (!after.equals(start.get(ref))) {
                common.put(ref, joined(ref, after, record));
            }
        });
    }

    private void refuseClash(Writer branch, Change change) {
        Map<FieldPath, Writer> written = writers.computeIfAbsent(change.ref(), ref -> new LinkedHashMap<>());
        Set<FieldPath> paths = new HashSet<>();
        if (change.action() == Change.Action.UPDATE) {
            change.fields().forEach(field -> paths.add(field.path()));
        } else {
            paths.add(FieldPath.root());
        }
        for (FieldPath path : paths) {
            written.forEach((other, by) -> {
                if (!by.equals(branch) && (other.isPrefixOf(path) || path.isPrefixOf(other))) {
                    throw new Misuse(
                            "plan " + by.name() + " and " + branch.name() + " side by side",
                            "Both write " + field(path.steps().isEmpty() ? other : path) + change.ref() + ".",
                            "Put one after the other with then(...).");
                }
            });
        }
        paths.forEach(path -> written.put(path, branch));
    }

    private static String field(FieldPath path) {
        return path.steps().isEmpty() ? "" : path + " of ";
    }

    /** What another branch wrote to the same object stays; this one's fields are laid over it. */
    private Overlay.State joined(Ref ref, Overlay.State after, Recorder record) {
        Optional<Overlay.State> other = common.get(ref).filter(now -> !now.equals(start.get(ref)));
        if (other.isEmpty() || after.tree() == null || other.get().tree() == null) {
            return after;
        }
        Map<String, Object> merged = Trees.copy(other.get().tree());
        for (Step step : record.steps()) {
            if (step instanceof Change change && change.ref().equals(ref)) {
                for (FieldChange field : change.fields()) {
                    Object value = Fields.valueAt(after.tree(), field.path());
                    if (value == null) {
                        Fields.remove(merged, field.path());
                    } else {
                        Fields.set(merged, field.path(), value);
                    }
                }
            }
        }
        Map<FieldPath, String> holes = new LinkedHashMap<>(other.get().holes().chosen());
        holes.putAll(after.holes().chosen());
        Set<Owner> owners = new HashSet<>(other.get().owners());
        owners.addAll(after.owners());
        return new Overlay.State(
                merged,
                new Holes(holes),
                after.created() || other.get().created(),
                after.awaited() || other.get().awaited(),
                Grade.predicted("two branches write it"),
                owners);
    }
}
