package io.fairlead.internal.undo;

import io.fairlead.internal.fields.Entry;
import io.fairlead.internal.fields.FieldSet;
import io.fairlead.internal.undo.PriorState.Touch;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the states before two writes of one owner to one object one: straight to the oldest value, through no step between. */
final class Collapse {

    private Collapse() {}

    static Optional<PriorState> of(PriorState first, PriorState later) {
        if (!first.ref.equals(later.ref) || !first.owner.equals(later.owner)) {
            throw new IllegalArgumentException(
                    "only writes of one owner to one object become one, got " + first + " and " + later);
        }
        if (later.touch == Touch.CREATED) {
            return Optional.of(
                    first.object == null
                            ? later
                            : PriorState.whole(first.ref, first.owner, Touch.REPLACED, later.uid, first.object));
        }
        return switch (first.touch) {
            case CREATED -> later.touch == Touch.DELETED ? Optional.empty() : Optional.of(first);
            case DELETED -> Optional.of(later);
            case REPLACED ->
                Optional.of(
                        later.touch == Touch.CHANGED
                                ? first
                                : PriorState.whole(first.ref, first.owner, Touch.DELETED, later.uid, first.object));
            case CHANGED ->
                later.touch == Touch.CHANGED ? Optional.of(both(first, later)) : Optional.of(deleted(first, later));
        };
    }

    /** A deletion gives back the object as it was before the change, which the object before the deletion shows undone. */
    private static PriorState deleted(PriorState first, PriorState later) {
        Map<String, Object> object =
                UndoPlan.of(first, later.object).outcome().or(later::object).orElseThrow();
        return PriorState.whole(first.ref, first.owner, Touch.DELETED, later.uid, object);
    }

    private static PriorState both(PriorState first, PriorState later) {
        Map<FieldPath, Touched> touched = new TreeMap<>();
        List<FieldPath> fromFirst = new ArrayList<>();
        first.touched.forEach(one -> {
            touched.put(one.path(), one);
            fromFirst.add(one.path());
        });
        for (Touched one : later.touched) {
            Touched older = touched.get(one.path());
            if (older != null && isUninterrupted(first, older, later, one)) {
                touched.put(
                        one.path(),
                        new Touched(one.path(), one.holder() || older.holder(), older.prior(), one.written()));
            } else if (older == null && isInsideAddition(first, one.path())) {
                // What the server filled in when we added what is around it was not there before.
                touched.put(one.path(), new Touched(one.path(), one.holder(), FieldValue.absent(), one.written()));
                fromFirst.add(one.path());
            } else {
                // Someone else wrote in between: theirs is what our later write took.
                touched.put(one.path(), one);
                fromFirst.remove(one.path());
            }
        }
        FieldSet older = FieldSet.of(fromFirst);
        FieldSet newer = FieldSet.of(touched.keySet()).minus(older);
        FieldSet ownedBefore = first.ownedBefore.minus(newer).union(later.ownedBefore.intersect(newer));
        return new PriorState(
                first.ref,
                first.owner,
                Touch.CHANGED,
                first.uid,
                first.stripped,
                ownedBefore,
                later.ownedAfter,
                first.timeBefore,
                List.copyOf(touched.values()),
                owners(first, older, later, newer),
                later.othersAfter,
                orders(first, later),
                null);
    }

    /** Whether nobody wrote a path between the two writes. */
    private static boolean isUninterrupted(PriorState first, Touched older, PriorState later, Touched one) {
        return older.same(older.written(), one.prior())
                && first.ownedAfter.contains(one.path()) == later.ownedBefore.contains(one.path());
    }

    private static boolean isInsideAddition(PriorState first, FieldPath path) {
        return first.touched.stream()
                .anyMatch(one -> one.path().isPrefixOf(path)
                        && !one.prior().isPresent()
                        && one.written().isPresent());
    }

    private static List<Entry> owners(PriorState first, FieldSet older, PriorState later, FieldSet newer) {
        List<Entry> owners = new ArrayList<>();
        FieldSet olderMaps = FieldSet.of(Recording.withHolders(older.paths()));
        FieldSet newerMaps = FieldSet.of(Recording.withHolders(newer.paths()));
        for (Entry entry : first.priorOwners) {
            add(owners, entry.withFields(entry.fields().intersect(olderMaps)));
        }
        for (Entry entry : later.priorOwners) {
            add(owners, entry.withFields(entry.fields().intersect(newerMaps.minus(olderMaps))));
        }
        return owners;
    }

    private static void add(List<Entry> owners, Entry share) {
        if (share.fields().isEmpty()) {
            return;
        }
        for (int i = 0; i < owners.size(); i++) {
            if (owners.get(i).sameOwner(share)) {
                owners.set(i, owners.get(i).withFields(owners.get(i).fields().union(share.fields())));
                return;
            }
        }
        owners.add(share);
    }

    private static List<ItemOrder> orders(PriorState first, PriorState later) {
        Map<FieldPath, ItemOrder> orders = new LinkedHashMap<>();
        first.orders.forEach(order -> orders.put(order.list(), order));
        later.orders.forEach(order -> orders.merge(
                order.list(), order, (older, newer) -> new ItemOrder(older.list(), older.prior(), newer.written())));
        return List.copyOf(orders.values());
    }
}
