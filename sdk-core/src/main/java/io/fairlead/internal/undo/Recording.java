package io.fairlead.internal.undo;

import io.fairlead.internal.fields.Entry;
import io.fairlead.internal.fields.FieldSet;
import io.fairlead.internal.fields.Fields;
import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.internal.fields.Predicted;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldPath.Step;
import io.fairlead.resource.FieldValue;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what an apply touched, from the object before and after. */
final class Recording {

    private static final FieldValue THERE = FieldValue.of(Map.of());

    private final Map<String, Object> before;
    private final Map<String, Object> after;
    private final Owner owner;
    private final ManagedFields managedBefore;
    private final ManagedFields managedAfter;
    private final FieldSet ownedBefore;
    private final FieldSet ownedAfter;

    private Recording(Map<String, Object> before, Map<String, Object> after, Owner owner) {
        this.before = before;
        this.after = after;
        this.owner = owner;
        this.managedBefore = ManagedFields.of(before);
        this.managedAfter = ManagedFields.of(after);
        this.ownedBefore = managedBefore.fieldsOf(owner);
        this.ownedAfter = managedAfter.fieldsOf(owner);
    }

    static String uid(Map<String, Object> object) {
        return Trees.text(object, "metadata", "uid").orElse("");
    }

    static PriorState of(@Nullable Map<String, Object> before, Map<String, Object> after, Owner owner) {
        if (before == null) {
            return PriorState.whole(Ref.of(after), owner, PriorState.Touch.CREATED, uid(after), null);
        }
        return new Recording(before, after, owner).state();
    }

    private PriorState state() {
        FieldSet all = ownedBefore.union(ownedAfter);
        Set<FieldPath> paths = new TreeSet<>();
        for (FieldPath path : all.paths()) {
            Touched touched = touched(path, all);
            if (ownedBefore.contains(path) != ownedAfter.contains(path)
                    || !touched.same(touched.prior(), touched.written())) {
                paths.add(path);
            }
        }
        paths.addAll(removedWithOurItems(paths));
        FieldSet known = all.union(FieldSet.of(paths));
        List<Touched> touched = paths.stream().map(path -> touched(path, known)).toList();
        return new PriorState(
                Ref.of(before),
                owner,
                PriorState.Touch.CHANGED,
                uid(before),
                managedBefore.isEmpty(),
                ownedBefore,
                ownedAfter,
                managedBefore.applied(owner).map(Entry::time).orElse(""),
                touched,
                priorOwners(FieldSet.of(withHolders(paths))),
                managedAfter.others(owner).stream().map(Recording::writer).toList(),
                orders(known),
                null);
    }

    /** An entry without its fields: who wrote, how, and when. */
    static String writer(Entry entry) {
        return String.join(
                " ", entry.operation(), entry.apiVersion(), entry.subresource(), entry.time(), entry.manager());
    }

    private Touched touched(FieldPath path, FieldSet known) {
        FieldValue prior = Fields.at(before, path);
        FieldValue written = Fields.at(after, path);
        boolean holder = !known.below(path).children().isEmpty()
                || (!path.steps().isEmpty() && path.steps().get(path.steps().size() - 1) instanceof Step.Item)
                || (isContainer(prior) && isHeldByOthers(managedBefore, path))
                || (isContainer(written) && isHeldByOthers(managedAfter, path));
        return holder
                ? new Touched(path, true, marker(prior), marker(written))
                : new Touched(path, false, prior, written);
    }

    private static FieldValue marker(FieldValue value) {
        return value.isPresent() ? THERE : value;
    }

    private static boolean isContainer(FieldValue value) {
        return value instanceof FieldValue.Json json && (json.value() instanceof Map || json.value() instanceof List);
    }

    /** An empty map that we own may hold what others put into it: then we do not own its content. */
    private boolean isHeldByOthers(ManagedFields managed, FieldPath path) {
        return managed.others(owner).stream()
                .anyMatch(entry -> !entry.fields().below(path).children().isEmpty());
    }

    /** What went with an item of ours that we gave up, whoever owned it: defaults, and other people's fields. */
    private List<FieldPath> removedWithOurItems(Set<FieldPath> touched) {
        List<FieldPath> items = touched.stream()
                .filter(path -> path.steps().get(path.steps().size() - 1) instanceof Step.Item
                        && Fields.at(before, path).isPresent()
                        && !Fields.at(after, path).isPresent())
                .toList();
        if (items.isEmpty()) {
            return List.of();
        }
        return Predicted.paths(before, managedBefore.all()).paths().stream()
                .filter(path -> items.stream().anyMatch(item -> item.isPrefixOf(path)) && !isEmptyDefault(path))
                .toList();
    }

    private boolean isEmptyDefault(FieldPath path) {
        Object value = Fields.valueAt(before, path);
        boolean empty =
                value instanceof Map<?, ?> map ? map.isEmpty() : value instanceof List<?> list && list.isEmpty();
        return empty
                && managedBefore.entries().stream()
                        .noneMatch(entry -> entry.fields().contains(path));
    }

    /** The touched paths and all above them: an updater owns maps as such, and a forced apply inside one can take that too. */
    static Set<FieldPath> withHolders(Collection<FieldPath> paths) {
        Set<FieldPath> all = new TreeSet<>(paths);
        for (FieldPath path : paths) {
            for (int depth = 1; depth < path.steps().size(); depth++) {
                all.add(new FieldPath(path.steps().subList(0, depth)));
            }
        }
        return all;
    }

    private List<Entry> priorOwners(FieldSet touched) {
        List<Entry> owners = new ArrayList<>();
        for (Entry entry : managedBefore.others(owner)) {
            FieldSet theirs = entry.fields().intersect(touched);
            if (!theirs.isEmpty()) {
                owners.add(entry.withFields(theirs));
            }
        }
        return owners;
    }

    /** The orders of the lists with keys in which we own items before or after. */
    private List<ItemOrder> orders(FieldSet known) {
        List<ItemOrder> orders = new ArrayList<>();
        collectOrders(FieldPath.root(), known, orders);
        return orders;
    }

    private void collectOrders(FieldPath here, FieldSet known, List<ItemOrder> orders) {
        Object was = Fields.valueAt(before, here);
        Object is = Fields.valueAt(after, here);
        if (was instanceof List || is instanceof List) {
            ItemOrder order = new ItemOrder(here, items(was, known), items(is, known));
            if (!order.prior().equals(order.written())) {
                orders.add(order);
            }
        }
        known.children().forEach((element, below) -> {
            if (!below.children().isEmpty()) {
                collectOrders(here.then(Fields.path(List.of(element)).steps().get(0)), below, orders);
            }
        });
    }

    private static List<String> items(@Nullable Object list, FieldSet known) {
        return list instanceof List<?> items ? Fields.itemsOf(items, known.first()) : List.of();
    }
}
