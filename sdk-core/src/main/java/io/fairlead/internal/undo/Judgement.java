package io.fairlead.internal.undo;

import io.fairlead.internal.fields.Entry;
import io.fairlead.internal.fields.FieldSet;
import io.fairlead.internal.fields.Fields;
import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldPath.Step;
import io.fairlead.resource.FieldValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Decides for each touched path whether it can be given back, and if not, who stands against it. */
final class Judgement {

    private final PriorState prior;
    private final Map<String, Object> live;
    private final ManagedFields managed;
    private final FieldSet owned;
    private final Map<FieldPath, String> refused;

    /**
     * A judgement of a live object.
     *
     * @param refused paths that the server refused to give back, with its reasons
     */
    Judgement(PriorState prior, Map<String, Object> live, Map<FieldPath, String> refused) {
        this.prior = prior;
        this.live = live;
        this.managed = ManagedFields.of(live);
        this.owned = managed.fieldsOf(prior.owner);
        this.refused = refused;
    }

    List<PathUndo> paths() {
        List<PathUndo> paths = new ArrayList<>();
        for (Touched touched : prior.touched) {
            paths.add(judge(touched));
        }
        return keepItemsOfOthers(paths);
    }

    private FieldValue liveValue(Touched touched) {
        FieldValue value = Fields.at(live, touched.path());
        return touched.holder() && value.isPresent() ? FieldValue.of(Map.of()) : value;
    }

    private PathUndo judge(Touched touched) {
        FieldPath path = touched.path();
        FieldValue now = liveValue(touched);
        String refusal = refused.get(path);
        if (refusal != null) {
            return new PathUndo(path, PathUndo.Step.REFUSED, now, touched.prior(), refusal);
        }
        boolean owns = owned.contains(path);
        boolean owned = prior.ownedBefore.contains(path);
        if (touched.same(now, touched.prior())) {
            if (owns == owned && !lostByOthers(path)) {
                return new PathUndo(path, PathUndo.Step.DONE, now, touched.prior(), "");
            }
            if (owns || !owned) {
                return new PathUndo(path, PathUndo.Step.OWNERSHIP, now, touched.prior(), "");
            }
            return prior.ownedAfter.contains(path)
                    ? refusedByOwners(touched, now)
                    : new PathUndo(path, PathUndo.Step.RESTORE, now, touched.prior(), "");
        }
        if (!isAsWritten(touched, now) || owns != prior.ownedAfter.contains(path)) {
            return refusedByOwners(touched, now);
        }
        List<Entry> others = othersAt(path);
        if (others.isEmpty()) {
            return new PathUndo(path, PathUndo.Step.RESTORE, now, touched.prior(), "");
        }
        return touched.prior().isPresent()
                ? refusedByOwners(touched, now)
                : new PathUndo(
                        path,
                        PathUndo.Step.RESTORE,
                        now,
                        touched.prior(),
                        "stays, as " + names(others) + " owns it too");
    }

    /** Whether someone who owned it does not any more, nor anybody new: our forced value took it from them. */
    private boolean lostByOthers(FieldPath path) {
        boolean ownedByNewcomers = othersAt(path).stream()
                .anyMatch(entry -> prior.priorOwners.stream()
                        .noneMatch(owner ->
                                owner.sameOwner(entry) && owner.fields().contains(path)));
        return !ownedByNewcomers
                && prior.priorOwners.stream()
                        .anyMatch(owner -> owner.fields().contains(path)
                                && managed.entries().stream()
                                        .noneMatch(entry -> entry.sameOwner(owner)
                                                && entry.fields().contains(path)));
    }

    /** A prediction may spell what the server stored otherwise, or leave out its defaults. */
    private boolean isAsWritten(Touched touched, FieldValue now) {
        return touched.same(now, touched.written())
                || (touched.written() instanceof FieldValue.Json written
                        && now instanceof FieldValue.Json json
                        && Fields.isStoredFor(prior.ref.kind(), touched.path(), written.value(), json.value()));
    }

    private PathUndo refusedByOwners(Touched touched, FieldValue now) {
        List<Entry> others = othersAt(touched.path());
        String why;
        if (!others.isEmpty()) {
            why = names(others) + " owns it now";
        } else if (now.isPresent()) {
            why = "it was changed since, by someone who does not own it any more";
        } else {
            why = "it was removed since";
        }
        return new PathUndo(touched.path(), PathUndo.Step.REFUSED, now, touched.prior(), why);
    }

    private List<Entry> othersAt(FieldPath path) {
        return managed.others(prior.owner).stream()
                .filter(entry -> entry.fields().contains(path))
                .toList();
    }

    private static String names(List<Entry> entries) {
        return entries.stream().map(Entry::label).distinct().collect(Collectors.joining(" and "));
    }

    /**
     * Releasing an item takes with it what others own inside it, unless one of them owns the item too: such an item stays,
     * and our fields in it with it.
     */
    private List<PathUndo> keepItemsOfOthers(List<PathUndo> paths) {
        List<PathUndo> kept = new ArrayList<>(paths);
        for (PathUndo item : paths) {
            if (item.step() != PathUndo.Step.RESTORE
                    || item.prior().isPresent()
                    || !(item.path().steps().get(item.path().steps().size() - 1) instanceof Step.Item)) {
                continue;
            }
            List<Entry> inside = managed.others(prior.owner).stream()
                    .filter(entry ->
                            !entry.fields().below(item.path()).children().isEmpty())
                    .toList();
            if (!inside.isEmpty()
                    && inside.stream().noneMatch(entry -> entry.fields().contains(item.path()))) {
                String why = "removing " + item.path() + " would take fields of " + names(inside) + " with it";
                kept.replaceAll(path -> item.path().isPrefixOf(path.path()) && path.step() == PathUndo.Step.RESTORE
                        ? new PathUndo(path.path(), PathUndo.Step.REFUSED, path.live(), path.prior(), why)
                        : path);
            }
        }
        return kept;
    }
}
