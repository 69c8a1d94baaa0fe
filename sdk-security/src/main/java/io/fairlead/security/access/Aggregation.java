package io.fairlead.security.access;

import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules of aggregated ClusterRoles as the controller settles them: those of the roles that each selector takes, by name, without
 * repeats.
 *
 * <p>Aggregated roles may select one another. The least rules that hold all such demands are what the controller comes to from nothing;
 * in a circle it may keep what has no source any more, which cannot be known from the roles and is told by {@link #circles}.
 */
final class Aggregation {

    private final TreeMap<String, BoundRole> roles;
    private final Set<String> circles = new LinkedHashSet<>();

    private Aggregation(Map<String, BoundRole> roles) {
        this.roles = new TreeMap<>(roles);
    }

    /** The same roles, the aggregated ones with the rules of their parts. */
    static Map<String, BoundRole> settle(Map<String, BoundRole> roles) {
        return new Aggregation(roles).settle();
    }

    /** The names of aggregated roles that aggregate each other, or themselves by way of others. */
    static Set<String> circles(Map<String, BoundRole> roles) {
        Aggregation aggregation = new Aggregation(roles);
        aggregation.findCircles();
        return aggregation.circles;
    }

    private Map<String, BoundRole> settle() {
        List<BoundRole> aggregated = roles.values().stream()
                .filter(BoundRole::aggregates)
                .filter(Aggregation::isReadable)
                .toList();
        if (aggregated.isEmpty()) {
            return new HashMap<>(roles);
        }
        Map<String, List<String>> taken = new HashMap<>();
        aggregated.forEach(role -> taken.put(role.ref().name(), selected(role)));
        aggregated.forEach(role -> roles.put(role.ref().name(), role.aggregated(List.of(), List.of())));
        boolean changed = true;
        while (changed) {
            changed = false;
            for (BoundRole role : aggregated) {
                String name = role.ref().name();
                BoundRole next = joined(role, taken.getOrDefault(name, List.of()));
                BoundRole before = roles.put(name, next);
                changed |=
                        before == null || before.rules().size() != next.rules().size();
            }
        }
        return new HashMap<>(roles);
    }

    private static boolean isReadable(BoundRole role) {
        return role.selectors().stream().allMatch(RoleSelector::isValid);
    }

    /** The roles that it takes, in the order of its selectors and then by name; itself it does not take. */
    private List<String> selected(BoundRole role) {
        Set<String> names = new LinkedHashSet<>();
        for (RoleSelector selector : role.selectors()) {
            for (BoundRole other : roles.values()) {
                if (!other.ref().equals(role.ref()) && selector.selects(other)) {
                    names.add(other.ref().name());
                }
            }
        }
        return new ArrayList<>(names);
    }

    private BoundRole joined(BoundRole role, List<String> taken) {
        Set<Rule> seen = new HashSet<>();
        List<Rule> rules = new ArrayList<>();
        List<Ref> parts = new ArrayList<>();
        for (String name : taken) {
            BoundRole part = roles.get(name);
            for (int i = 0; part != null && i < part.rules().size(); i++) {
                if (seen.add(part.rules().get(i))) {
                    rules.add(part.rules().get(i));
                    parts.add(part.parts().get(i));
                }
            }
        }
        return role.aggregated(rules, parts);
    }

    private void findCircles() {
        Map<String, List<String>> taken = new TreeMap<>();
        roles.values().stream()
                .filter(BoundRole::aggregates)
                .filter(Aggregation::isReadable)
                .forEach(role -> taken.put(role.ref().name(), selected(role)));
        for (String start : taken.keySet()) {
            Set<String> reached = new HashSet<>();
            List<String> next = new ArrayList<>(taken.getOrDefault(start, List.of()));
            while (!next.isEmpty()) {
                String name = next.remove(next.size() - 1);
                if (reached.add(name)) {
                    next.addAll(taken.getOrDefault(name, List.of()));
                }
            }
            if (reached.contains(start)) {
                circles.add(start);
            }
        }
    }
}
