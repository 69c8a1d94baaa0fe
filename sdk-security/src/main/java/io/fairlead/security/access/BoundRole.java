package io.fairlead.security.access;

import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Role or ClusterRole as the index keeps it.
 *
 * @param ref its name
 * @param labels its labels, by which others aggregate it
 * @param selectors what it aggregates, none for a role of its own
 * @param rules its rules
 * @param parts the role that each rule comes from, in the order of the rules
 */
record BoundRole(Ref ref, Map<String, String> labels, List<RoleSelector> selectors, List<Rule> rules, List<Ref> parts)
        implements Held {

    static BoundRole of(Ref ref, Tree tree, Pool pool) {
        Map<String, String> labels = new TreeMap<>();
        for (String name : tree.names("metadata", "labels")) {
            tree.text("metadata", "labels", name).ifPresent(value -> labels.put(pool.text(name), pool.text(value)));
        }
        List<Rule> rules = new ArrayList<>();
        tree.trees("rules").forEach(rule -> rules.add(Rule.of(rule, pool)));
        List<RoleSelector> selectors = tree.trees("aggregationRule", "clusterRoleSelectors").stream()
                .map(RoleSelector::of)
                .toList();
        return new BoundRole(ref, Map.copyOf(labels), selectors, List.copyOf(rules), own(ref, rules.size()));
    }

    private static List<Ref> own(Ref ref, int count) {
        return Collections.nCopies(count, ref);
    }

    boolean aggregates() {
        return !selectors.isEmpty();
    }

    boolean sameRules(@Nullable BoundRole other) {
        return other != null && Set.copyOf(rules).equals(Set.copyOf(other.rules));
    }

    /** The same with the rules that its parts give it. */
    BoundRole aggregated(List<Rule> all, List<Ref> from) {
        return new BoundRole(ref, labels, selectors, List.copyOf(all), List.copyOf(from));
    }
}
