package io.fairlead.internal.undo;

import io.fairlead.resource.FieldPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The order of a list's items before and after a write of ours, as elements of {@code fieldsV1}.
 *
 * @param list the list
 * @param prior its items before
 * @param written its items after
 */
record ItemOrder(FieldPath list, List<String> prior, List<String> written) {

    ItemOrder {
        prior = List.copyOf(prior);
        written = List.copyOf(written);
    }

    /** Whether the write moved items that are there before and after. */
    boolean moved() {
        return !kept(prior, written).equals(kept(written, prior));
    }

    /** Whether the items are still in the order in which the write left them. */
    boolean isAsWritten(List<String> live) {
        return kept(live, written).equals(kept(written, live));
    }

    /** Those of the first that the other has too, in the order of the first. */
    static List<String> kept(List<String> ordered, Collection<String> other) {
        return ordered.stream().filter(other::contains).toList();
    }

    /**
     * An order for some items.
     *
     * @param items what to put in order
     * @param base the order to follow
     * @param hint where items go that the base does not know: behind the one they followed here
     */
    static List<String> arrange(Collection<String> items, List<String> base, List<String> hint) {
        List<String> arranged = new ArrayList<>(base);
        for (int i = 0; i < hint.size(); i++) {
            String item = hint.get(i);
            if (arranged.contains(item)) {
                continue;
            }
            int at = 0;
            for (int before = i - 1; before >= 0 && at == 0; before--) {
                at = arranged.indexOf(hint.get(before)) + 1;
            }
            arranged.add(at, item);
        }
        items.stream().filter(item -> !arranged.contains(item)).forEach(arranged::add);
        return kept(arranged, items);
    }
}
