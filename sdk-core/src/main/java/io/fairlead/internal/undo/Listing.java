package io.fairlead.internal.undo;

import io.fairlead.internal.fields.FieldSet;
import io.fairlead.internal.fields.Fields;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldPath.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which items of a list the apply of an undo names, and in which order.
 *
 * <p>The server puts the items that an apply names in the order of that apply, the others somewhere among them. So where a
 * write of ours moved items, or an item comes back, the undo names all items: those that are not ours by their keys alone.
 * The second write of the undo takes these keys out of our entry again.
 */
final class Listing {

    private Listing() {}

    /**
     * The items to name, in order.
     *
     * @param order the order before and after our write, or null where it did not change
     * @param now the items of the live list, in order
     * @param ours the items of the list that the apply names anyway
     * @param leaving the items that the apply removes
     */
    static List<String> of(
            @org.jspecify.annotations.Nullable ItemOrder order,
            List<String> now,
            Set<String> ours,
            Set<String> leaving) {
        if (order == null) {
            return ItemOrder.arrange(ours, now, List.of());
        }
        boolean moves = order.moved() && order.isAsWritten(now);
        boolean returns = ours.stream().anyMatch(item -> !now.contains(item));
        if (!moves && !returns) {
            return ItemOrder.arrange(ours, now, order.prior());
        }
        Set<String> all = new LinkedHashSet<>(now);
        all.removeAll(leaving);
        all.addAll(ours);
        return moves ? ItemOrder.arrange(all, order.prior(), now) : ItemOrder.arrange(all, now, order.prior());
    }

    /** Whether the order of a list is to be given back. */
    static boolean isMoved(ItemOrder order, Map<String, Object> live) {
        return order.moved()
                && Fields.valueAt(live, order.list()) instanceof List<?> list
                && !order.written().isEmpty()
                && order.isAsWritten(Fields.itemsOf(list, order.written().get(0)));
    }

    /** What our entry owns for no other reason than that an undo named an item to put it in its place. */
    static FieldSet onlyForOrder(PriorState prior, FieldSet mine) {
        FieldSet known = prior.ownedBefore.union(prior.ownedAfter);
        FieldSet left = mine;
        // Inner lists first: an item that holds nothing but such items is such an item itself.
        List<ItemOrder> innerFirst = new ArrayList<>(prior.orders);
        innerFirst.sort(Comparator.comparingInt(
                        (ItemOrder order) -> order.list().steps().size())
                .reversed());
        for (ItemOrder order : innerFirst) {
            left = left.minus(FieldSet.of(namedOnly(order, left, known)));
        }
        return mine.minus(left);
    }

    private static List<FieldPath> namedOnly(ItemOrder order, FieldSet mine, FieldSet known) {
        List<FieldPath> paths = new ArrayList<>();
        mine.below(order.list()).children().forEach((element, below) -> {
            Step step = Fields.path(List.of(element)).steps().get(0);
            FieldPath item = order.list().then(step);
            if (step instanceof Step.Item keyed
                    && known.below(item).isEmpty()
                    && holdsOnly(below, keyed.keys().keySet())) {
                paths.add(item);
                below.children().keySet().forEach(key -> paths.add(item.field(key.substring(2))));
            }
        });
        return paths;
    }

    private static boolean holdsOnly(FieldSet below, Set<String> keys) {
        return below.children().entrySet().stream()
                .allMatch(child -> keys.contains(child.getKey().substring(2))
                        && child.getValue().children().isEmpty());
    }
}
