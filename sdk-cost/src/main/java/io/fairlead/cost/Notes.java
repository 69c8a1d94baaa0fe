package io.fairlead.cost;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is found out on the way that a price alone does not say. */
final class Notes {

    private final Set<String> unknown = new LinkedHashSet<>();
    private final Set<String> assumptions = new LinkedHashSet<>();
    private final SortedSet<String> defaulted = new TreeSet<>();
    private final SortedSet<String> standIns = new TreeSet<>();

    /** Something that cannot be priced. */
    void unknown(String sentence) {
        unknown.add(sentence);
    }

    /** Something that the price stands on. */
    void assume(String sentence) {
        assumptions.add(sentence);
    }

    /** A price that stands in for one that was not given. */
    void defaulted(String what, String origin) {
        defaulted.add(what);
        standIns.add(origin);
    }

    List<String> unknown() {
        return List.copyOf(unknown);
    }

    List<String> assumptions() {
        List<String> all = new ArrayList<>();
        if (!defaulted.isEmpty()) {
            all.add("no prices were given for " + String.join(", ", defaulted) + "; those of the "
                    + String.join(" and ", standIns) + ", stand in");
        }
        all.addAll(assumptions);
        return all;
    }
}
