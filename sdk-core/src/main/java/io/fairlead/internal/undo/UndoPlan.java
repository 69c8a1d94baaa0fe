package io.fairlead.internal.undo;

import io.fairlead.internal.fields.Entry;
import io.fairlead.internal.fields.Fields;
import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Ref;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What takes one owner's writes to one object back, given the object as it is now.
 *
 * <p>Values first, by an apply ({@link #apply}), then ownership, by a patch computed from the answer ({@link #ownership}). Both are
 * guarded, so that whoever writes in between makes them fail: then read the object again and make a new plan. A plan made
 * between the two writes, or after both, does what is left. Immutable.
 */
public final class UndoPlan {

    /** What is to be sent. */
    public enum Action {
        /** Nothing: all is as before, or all that could be given back was refused. */
        NOTHING,
        /** An apply, where {@link #apply} has one, then a patch, where {@link #ownership} has one. */
        RESTORE,
        /** A deletion with the uid as precondition. */
        DELETE,
        /** A creation, then a patch. */
        CREATE,
        /** A deletion with the uid as precondition, then a creation and a patch. */
        REPLACE,
        /** Nothing, as the object is not the one that was written, or cannot be: see {@link #why}. */
        REFUSED
    }

    private final PriorState prior;
    private final Action action;
    private final String why;
    private final @Nullable Map<String, Object> live;
    private final List<PathUndo> paths;
    private final @Nullable RestoreBody body;
    private boolean force;

    private UndoPlan(
            PriorState prior,
            Action action,
            String why,
            @Nullable Map<String, Object> live,
            List<PathUndo> paths,
            @Nullable RestoreBody body) {
        this.prior = prior;
        this.action = action;
        this.why = why;
        this.live = live;
        this.paths = List.copyOf(paths);
        this.body = body;
    }

    /**
     * The plan for an object.
     *
     * @param prior what was kept of it
     * @param live the object now, or null where it is gone
     */
    public static UndoPlan of(PriorState prior, @Nullable Map<String, Object> live) {
        return of(prior, live, Map.of());
    }

    /**
     * The plan for an object of which the server refused some paths before.
     *
     * @param prior what was kept of it
     * @param live the object now, or null where it is gone
     * @param refused the refused paths, each with the reason in words: {@code argo owns it now}
     */
    public static UndoPlan of(PriorState prior, @Nullable Map<String, Object> live, Map<FieldPath, String> refused) {
        String uid = live == null ? "" : Recording.uid(live);
        boolean same = uid.equals(prior.uid);
        boolean going = live != null && Trees.at(live, "metadata", "deletionTimestamp") != null;
        return switch (prior.touch) {
            case CREATED ->
                live == null
                        ? plan(prior, Action.NOTHING, "it is gone already", null)
                        : !same
                                ? plan(prior, Action.REFUSED, "another object of this name was created since", live)
                                : going
                                        ? plan(prior, Action.NOTHING, "it is being deleted already", live)
                                        : plan(prior, Action.DELETE, alsoOwned(prior, live), live);
            case DELETED ->
                live == null
                        ? plan(prior, Action.CREATE, "", null)
                        : !same
                                ? plan(prior, Action.REFUSED, "another object of this name was created since", live)
                                : going
                                        ? plan(prior, Action.REFUSED, "it is still being deleted", live)
                                        : plan(prior, Action.NOTHING, "it was not deleted", live);
            case REPLACED ->
                live == null
                        ? plan(prior, Action.CREATE, "", null)
                        : !same
                                ? plan(prior, Action.REFUSED, "another object of this name was created since", live)
                                : plan(
                                        prior,
                                        going ? Action.REFUSED : Action.REPLACE,
                                        going ? "it is being deleted" : "",
                                        live);
            case CHANGED ->
                live == null
                        ? plan(prior, Action.REFUSED, "it was deleted since", null)
                        : !same
                                ? plan(
                                        prior,
                                        Action.REFUSED,
                                        "it was deleted since, and another created under its name",
                                        live)
                                : going
                                        ? plan(prior, Action.REFUSED, "it is being deleted", live)
                                        : restore(prior, live, refused);
        };
    }

    private static UndoPlan plan(PriorState prior, Action action, String why, @Nullable Map<String, Object> live) {
        return new UndoPlan(prior, action, why, live, List.of(), null);
    }

    private static String alsoOwned(PriorState prior, Map<String, Object> live) {
        String others = ManagedFields.of(live).others(prior.owner).stream()
                .filter(entry -> entry.subresource().isEmpty())
                .map(Entry::manager)
                .distinct()
                .collect(Collectors.joining(" and "));
        return others.isEmpty() ? "" : others + " wrote to it since";
    }

    private static UndoPlan restore(PriorState prior, Map<String, Object> live, Map<FieldPath, String> refused) {
        Optional<Entry> mine = ManagedFields.of(live).applied(prior.owner);
        String version = prior.ref.kind().apiVersion();
        if (mine.isPresent() && !mine.get().apiVersion().equals(version)) {
            String why = "its owned fields were recorded as " + version + " and are now kept as "
                    + mine.get().apiVersion();
            return plan(prior, Action.REFUSED, why, live);
        }
        List<PathUndo> paths = new Judgement(prior, live, refused).paths();
        RestoreBody body = new RestoreBody(prior, live, paths);
        boolean values = paths.stream().anyMatch(path -> path.step() == PathUndo.Step.RESTORE) || body.movesItems();
        if (!values && Ownership.patch(prior, live, paths).isEmpty()) {
            return new UndoPlan(prior, Action.NOTHING, "", live, paths, null);
        }
        return new UndoPlan(prior, Action.RESTORE, "", live, paths, values ? body : null);
    }

    /** The object. */
    public Ref ref() {
        return prior.ref;
    }

    /** What is to be sent. */
    public Action action() {
        return action;
    }

    /** Why nothing is to be sent, or what to know beforehand; may be empty. */
    public String why() {
        return why;
    }

    /** What becomes of each touched path, in order. */
    public List<PathUndo> paths() {
        return paths;
    }

    /** The paths that stay as they are because others changed them since. */
    public List<PathUndo> refusals() {
        return paths.stream()
                .filter(path -> path.step() == PathUndo.Step.REFUSED)
                .toList();
    }

    /** The uid to give as precondition of a deletion. */
    public String uid() {
        return prior.uid;
    }

    /**
     * The body of the apply that gives values back, to be sent under {@link PriorState#owner()} without force; empty where only
     * ownership is left. A 409 with causes names paths to refuse in a new plan; one without, a new state to read.
     */
    public Optional<Map<String, Object>> apply() {
        return Optional.ofNullable(body).map(RestoreBody::tree);
    }

    /** Whether the apply is to be sent with force, which {@link #afterConflict} decides; safe, as its body is guarded. */
    public boolean force() {
        return force;
    }

    /**
     * The plan to go on with when the server refused the apply with a conflict that names fields.
     *
     * <p>A field that undo would give a value is refused. Where every field named is a map that an updater owns as such and
     * that is only to be filled again, the same apply may be forced: the patch that follows gives such a map back too.
     *
     * @param causes the field of each cause, as the server writes it, with the reason in words: {@code argo owns it now}
     */
    public UndoPlan afterConflict(Map<String, String> causes) {
        if (live == null) {
            return this;
        }
        Map<FieldPath, String> refused = new LinkedHashMap<>();
        for (PathUndo path : paths) {
            if (path.step() == PathUndo.Step.REFUSED) {
                refused.put(path.path(), path.why());
            } else if (causes.containsKey(path.path().toString())) {
                refused.put(
                        path.path(),
                        java.util.Objects.requireNonNull(causes.get(path.path().toString())));
            }
        }
        UndoPlan next = of(prior, live, refused);
        next.force = refused.keySet().stream().noneMatch(path -> causes.containsKey(path.toString()))
                && causes.keySet().stream().allMatch(this::isMapToFill);
        return next;
    }

    private boolean isMapToFill(String field) {
        return paths.stream()
                .anyMatch(path -> path.step() == PathUndo.Step.RESTORE
                        && path.prior().isPresent()
                        && path.path().toString().startsWith(field)
                        && !path.path().toString().equals(field));
    }

    /**
     * The JSON patch that gives ownership back; empty where it is as before.
     *
     * @param answer what the server answered to {@link #apply}, or the live object where there was nothing to apply
     */
    public Optional<List<Map<String, Object>>> ownership(Map<String, Object> answer) {
        if (action != Action.RESTORE) {
            return Optional.empty();
        }
        return Ownership.patch(prior, answer, paths);
    }

    /**
     * The body to POST.
     *
     * @param uids the new uids of owners that were made again before, by their old ones
     */
    public Optional<Map<String, Object>> creation(Map<String, String> uids) {
        boolean creates = action == Action.CREATE || action == Action.REPLACE;
        return creates ? prior.object().map(object -> Recreation.body(object, uids)) : Optional.empty();
    }

    /** The JSON patch that gives ownership back after the creation; empty where it is as before. */
    public Optional<List<Map<String, Object>>> ownershipOfCreated(Map<String, Object> answer) {
        return prior.object().flatMap(object -> Recreation.ownership(object, answer));
    }

    /**
     * The live object as it will be when both writes are done, as far as that can be told without the server; empty where the
     * plan is none to restore.
     */
    public Optional<Map<String, Object>> outcome() {
        if (live == null) {
            return Optional.empty();
        }
        if (body == null) {
            return Optional.of(withOwnership(Trees.copy(live)));
        }
        Map<String, Object> after = Trees.copy(live);
        for (PathUndo path : paths) {
            if (path.step() == PathUndo.Step.RESTORE && !path.prior().isPresent()) {
                Fields.remove(after, path.path());
            }
        }
        for (PathUndo path : paths) {
            boolean isHolder =
                    prior.touched.stream().anyMatch(t -> t.holder() && t.path().equals(path.path()));
            if (path.step() == PathUndo.Step.RESTORE && path.prior().isPresent() && !isHolder) {
                Fields.set(after, path.path(), copy(Fields.json(path.prior())));
            }
        }
        Map<String, Object> answer = withFields(after, body);
        return Optional.of(withOwnership(answer));
    }

    private static @Nullable Object copy(@Nullable Object json) {
        return json == null ? null : Trees.copy(json);
    }

    private Map<String, Object> withFields(Map<String, Object> object, RestoreBody given) {
        ManagedFields managed = ManagedFields.of(object);
        List<Entry> entries = new java.util.ArrayList<>(managed.others(prior.owner));
        if (!given.fields().isEmpty()) {
            Entry mine = managed.applied(prior.owner)
                    .orElseGet(() -> Entry.applied(
                            prior.owner.name(), prior.ref.kind().apiVersion(), prior.timeBefore, given.fields()));
            entries.add(mine.withFields(given.fields()));
        }
        Trees.put(object, new ManagedFields(entries).toTree(), "metadata", "managedFields");
        return object;
    }

    private Map<String, Object> withOwnership(Map<String, Object> object) {
        Map<String, Object> owned = new LinkedHashMap<>(object);
        ownership(object).ifPresent(patch -> Trees.put(owned, patch.get(0).get("value"), "metadata", "managedFields"));
        return owned;
    }

    @Override
    public String toString() {
        String head = prior.ref + ": "
                + switch (action) {
                    case NOTHING -> why.isEmpty() ? "nothing to give back" : why;
                    case RESTORE ->
                        "give back " + (paths.size() - refusals().size()) + " of " + paths.size() + " paths";
                    case DELETE -> "delete" + (why.isEmpty() ? "" : " (" + why + ")");
                    case CREATE -> "create again";
                    case REPLACE -> "delete, and create again as it was";
                    case REFUSED -> "stays, because " + why;
                };
        return head + paths.stream().map(path -> "\n  " + path).collect(Collectors.joining());
    }
}
