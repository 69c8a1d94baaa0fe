package io.fairlead.internal.engine;

import io.fairlead.internal.fields.Comparing;
import io.fairlead.internal.fields.Entry;
import io.fairlead.internal.fields.FieldSet;
import io.fairlead.internal.fields.Holes;
import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.internal.fields.Masking;
import io.fairlead.internal.tree.Trees;
import io.fairlead.plan.Change;
import io.fairlead.plan.Change.Action;
import io.fairlead.plan.Grade;
import io.fairlead.plan.StepId;
import io.fairlead.resource.FieldChange;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldValue;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says what a write does to an object, as a plan shows it: masked, with tokens spelled out. */
final class Changes {

    private final Masking masking;
    private final Tokens tokens;

    Changes(Masking masking, Tokens tokens) {
        this.masking = masking;
        this.tokens = tokens;
    }

    /** An object that already is as wanted. */
    static Change keep(StepId id, Prepared wanted, @Nullable Map<String, Object> live) {
        return new Change(
                id,
                Action.KEEP,
                wanted.ref(),
                Optional.of(wanted.owner()),
                uid(live),
                List.of(),
                Map.of(),
                Grade.exact(),
                "");
    }

    /** An object that need not be amended. */
    static Change kept(StepId id, Ref ref, Map<String, Object> live) {
        return new Change(id, Action.KEEP, ref, Optional.empty(), uid(live), List.of(), Map.of(), Grade.exact(), "");
    }

    /** An object that is applied. */
    Change written(
            StepId id,
            Action action,
            Prepared wanted,
            @Nullable Map<String, Object> before,
            Map<String, Object> after,
            Holes holes,
            Grade grade) {
        return new Change(
                id,
                action,
                wanted.ref(),
                Optional.of(wanted.owner()),
                uid(before),
                fields(before, after, holes),
                before == null || action == Action.REPLACE ? Map.of() : taken(before, after, wanted.owner()),
                grade,
                action == Action.REPLACE ? Undoable.recreation(wanted.ref().kind()) : "");
    }

    /**
     * An object that is changed without an owner, or deleted.
     *
     * @param uid which object it is; empty where the plan itself makes it
     */
    Change edited(
            StepId id,
            Action action,
            Located at,
            String uid,
            Map<String, Object> before,
            @Nullable Map<String, Object> after,
            Grade grade,
            String undo) {
        List<FieldChange> fields = after == null ? List.of() : fields(before, after, Holes.none());
        return new Change(id, action, at.ref(), Optional.empty(), uid, fields, Map.of(), grade, undo);
    }

    /** An object that is made again as it was. */
    Change recreated(
            StepId id,
            Action action,
            Located at,
            @Nullable Map<String, Object> before,
            Map<String, Object> after,
            Grade grade) {
        List<FieldChange> fields = fields(before, after, Holes.of(after, null));
        return new Change(id, action, at.ref(), Optional.empty(), uid(before), fields, Map.of(), grade, "");
    }

    /** The fields that differ, as a plan shows them. */
    List<FieldChange> fields(@Nullable Map<String, Object> before, Map<String, Object> after, Holes holes) {
        return Comparing.between(before, after, holes, masking).changes().stream()
                .map(this::shown)
                .toList();
    }

    private FieldChange shown(FieldChange change) {
        return change.after() instanceof FieldValue.Json json
                        && tokens.in(json.value()).isPresent()
                ? new FieldChange(change.path(), change.before(), new FieldValue.Later(spelled(json.value())))
                : change;
    }

    private String spelled(@Nullable Object value) {
        return value instanceof String text
                ? tokens.shown(text)
                : tokens.in(value).orElse("");
    }

    /** The fields that change hands, by who had them. */
    private static Map<String, List<String>> taken(Map<String, Object> before, Map<String, Object> after, Owner owner) {
        Map<String, List<String>> taken = new TreeMap<>();
        FieldSet mine = ManagedFields.of(after).fieldsOf(owner);
        List<Entry> left = ManagedFields.of(after).others(owner);
        for (Entry had : ManagedFields.of(before).others(owner)) {
            FieldSet kept = left.stream()
                    .filter(entry -> entry.sameOwner(had))
                    .map(Entry::fields)
                    .findFirst()
                    .orElse(FieldSet.empty());
            List<String> paths = had.fields().minus(kept).intersect(mine).leaves().stream()
                    .map(FieldPath::toString)
                    .toList();
            if (!paths.isEmpty()) {
                taken.merge(had.label(), paths, (one, more) -> {
                    List<String> both = new ArrayList<>(one);
                    both.addAll(more);
                    return both;
                });
            }
        }
        return taken;
    }

    /** What writing an object takes: a missing one is created by the same patch. */
    static List<Permission> permissions(Located at, Action action) {
        Permission patch = Live.permission("patch", at);
        Permission create = new Permission("create", patch.group(), patch.resource(), "", patch.namespace(), "");
        return switch (action) {
            case KEEP -> List.of();
            case UPDATE -> List.of(patch);
            case CREATE -> List.of(patch, create);
            case DELETE -> List.of(Live.permission("delete", at));
            case REPLACE -> List.of(patch, create, Live.permission("delete", at));
        };
    }

    static String uid(@Nullable Map<String, Object> object) {
        return Trees.text(object, "metadata", "uid").orElse("");
    }
}
