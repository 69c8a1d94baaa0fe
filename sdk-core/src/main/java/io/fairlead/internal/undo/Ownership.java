package io.fairlead.internal.undo;

import io.fairlead.internal.fields.Entry;
import io.fairlead.internal.fields.FieldSet;
import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The second of the two writes of an undo: ownership alone, by a JSON patch of {@code metadata.managedFields} that is guarded by
 * the resource version.
 */
final class Ownership {

    private static final String BEFORE_FIRST_APPLY = "before-first-apply";

    private Ownership() {}

    /**
     * The patch that gives ownership back; empty where everything is owned as it was.
     *
     * @param answer the object after the values were given back
     * @param paths what becomes of each path; those that are refused keep their owners
     */
    static Optional<List<Map<String, Object>>> patch(
            PriorState prior, Map<String, Object> answer, List<PathUndo> paths) {
        ManagedFields now = ManagedFields.of(answer);
        List<Entry> target = target(prior, now, paths);
        // The server takes no patch that changes nothing but times, so it is not tried.
        return timeless(target).equals(timeless(now.entries()))
                ? Optional.empty()
                : Optional.of(patch(answer, new ManagedFields(target).toTree()));
    }

    private static Set<Entry> timeless(List<Entry> entries) {
        return entries.stream().map(entry -> entry.withTime("")).collect(Collectors.toSet());
    }

    private static List<Entry> target(PriorState prior, ManagedFields now, List<PathUndo> paths) {
        List<FieldPath> given = paths.stream()
                .filter(path -> path.step() == PathUndo.Step.RESTORE || path.step() == PathUndo.Step.OWNERSHIP)
                .map(PathUndo::path)
                .toList();
        FieldSet returned = FieldSet.of(given);
        // To give a field of an item back, the apply had to name the item, which may not have been ours before.
        FieldSet settled = FieldSet.of(paths.stream()
                .filter(path -> path.step() != PathUndo.Step.REFUSED)
                .map(PathUndo::path)
                .toList());
        FieldSet mine = now.fieldsOf(prior.owner);
        FieldSet keeps = mine.minus(settled.minus(prior.ownedBefore)).minus(Listing.onlyForOrder(prior, mine));
        if (prior.stripped && keeps.isEmpty() && nobodyWroteSince(prior, now)) {
            return List.of();
        }
        List<Entry> target = new ArrayList<>(now.others(prior.owner));
        now.applied(prior.owner).ifPresent(entry -> {
            if (!keeps.isEmpty()) {
                boolean asBefore = keeps.equals(prior.ownedBefore) && !prior.timeBefore.isEmpty();
                target.add((asBefore ? entry.withTime(prior.timeBefore) : entry).withFields(keeps));
            }
        });
        FieldSet holders = holders(paths);
        for (Entry owner : prior.priorOwners) {
            FieldSet theirs = owner.fields().intersect(returned);
            if (!theirs.isEmpty() || target.stream().anyMatch(entry -> entry.sameOwner(owner))) {
                giveTo(target, owner.withFields(theirs.union(owner.fields().intersect(holders))));
            }
        }
        return target;
    }

    /** The maps around what is as before: an updater owns such a map as such, which a forced apply can take. */
    private static FieldSet holders(List<PathUndo> paths) {
        List<FieldPath> settled = paths.stream()
                .filter(path ->
                        path.step() != PathUndo.Step.REFUSED && path.prior().isPresent())
                .map(PathUndo::path)
                .toList();
        return FieldSet.of(Recording.withHolders(settled))
                .minus(FieldSet.of(paths.stream().map(PathUndo::path).toList()));
    }

    private static void giveTo(List<Entry> entries, Entry share) {
        if (share.fields().isEmpty()) {
            return;
        }
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.sameOwner(share)) {
                entries.set(i, entry.withFields(entry.fields().union(share.fields())));
                return;
            }
        }
        entries.add(share);
    }

    /** Status is written all the time, and an entry for it comes back with the next write: it does not count. */
    private static boolean nobodyWroteSince(PriorState prior, ManagedFields now) {
        return now.others(prior.owner).stream()
                .filter(entry -> !entry.subresource().equals("status"))
                .allMatch(entry -> entry.manager().equals(BEFORE_FIRST_APPLY)
                        && prior.othersAfter.contains(Recording.writer(entry)));
    }

    /** The patch that makes these the managed fields of an object; an empty list strips it of all. */
    static List<Map<String, Object>> patch(Map<String, Object> answer, List<Object> managedFields) {
        List<Object> value = managedFields.isEmpty() ? List.of(Map.of()) : managedFields;
        boolean isThere = Trees.at(answer, "metadata", "managedFields") != null;
        List<Map<String, Object>> patch = new ArrayList<>();
        patch.add(operation(isThere ? "replace" : "add", "/metadata/managedFields", value));
        patch.add(operation(
                "replace",
                "/metadata/resourceVersion",
                Trees.text(answer, "metadata", "resourceVersion").orElse("")));
        return patch;
    }

    private static Map<String, Object> operation(String op, String path, Object value) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("op", op);
        operation.put("path", path);
        operation.put("value", value);
        return operation;
    }
}
