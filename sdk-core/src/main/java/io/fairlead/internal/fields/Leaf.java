package io.fairlead.internal.fields;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares what is owned as one unit, as it is desired, with what the server stored for it. */
final class Leaf {

    private final Kind kind;
    private final List<String> trail;

    private Leaf(Kind kind, List<String> trail) {
        this.kind = kind;
        this.trail = new ArrayList<>(trail);
    }

    /** Whether the server would store the same for both: to the letter, but for spelling of quantities and known defaults. */
    static boolean same(Kind kind, List<String> trail, @Nullable Object desired, @Nullable Object live) {
        return new Leaf(kind, trail).same(desired, live);
    }

    /** Whether the server may store nothing for it: what is owned and not there was of this kind. */
    static boolean isEmpty(@Nullable Object value) {
        return value == null
                || value.equals("")
                || value.equals(false)
                || value.equals(0)
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof List<?> list && list.isEmpty());
    }

    private boolean same(@Nullable Object desired, @Nullable Object live) {
        if (desired instanceof Map<?, ?> want && live instanceof Map<?, ?> has) {
            return maps(want, has);
        }
        if (desired instanceof List<?> want && live instanceof List<?> has) {
            return lists(want, has);
        }
        if (desired instanceof Map || desired instanceof List) {
            return false;
        }
        return Trees.same(desired, live) || (Quantities.isQuantity(kind, trail) && Quantities.same(desired, live));
    }

    private boolean maps(Map<?, ?> desired, Map<?, ?> live) {
        for (Map.Entry<?, ?> field : desired.entrySet()) {
            trail.add((String) field.getKey());
            boolean equal = live.containsKey(field.getKey()) && same(field.getValue(), live.get(field.getKey()));
            trail.remove(trail.size() - 1);
            if (!equal) {
                return false;
            }
        }
        return desired.size() == live.size() || onlyDefaultsBeyond(desired, live);
    }

    private boolean onlyDefaultsBeyond(Map<?, ?> desired, Map<?, ?> live) {
        for (Map.Entry<?, ?> field : live.entrySet()) {
            if (!desired.containsKey(field.getKey())
                    && !Defaults.isDefault(kind, trail, (String) field.getKey(), field.getValue())) {
                return false;
            }
        }
        return true;
    }

    private boolean lists(List<?> desired, List<?> live) {
        if (desired.size() != live.size()) {
            return false;
        }
        trail.add("[]");
        boolean equal = true;
        for (int i = 0; equal && i < desired.size(); i++) {
            equal = same(desired.get(i), live.get(i));
        }
        trail.remove(trail.size() - 1);
        return equal;
    }
}
