package io.fairlead.security.access;

import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds who holds a right, and who for some names only, scope by scope; a ClusterRole that is bound in many is matched once. */
final class HolderSearch {

    private record Matches(List<Integer> all, List<Integer> someNames) {

        boolean isEmpty() {
            return all.isEmpty() && someNames.isEmpty();
        }
    }

    private final Holdings holdings;
    private final Right right;
    private final Map<String, Matches> clusterRoles = new HashMap<>();
    private final Map<Subject, List<Grant>> found = new HashMap<>();
    private final Map<Subject, List<Grant>> someNames = new HashMap<>();

    HolderSearch(Holdings holdings, Right right) {
        this.holdings = holdings;
        this.right = right;
    }

    HolderSearch in(Scope scope) {
        scope.byRole()
                .forEach((ref, bindings) -> holdings.role(ref).ifPresent(role -> {
                    Matches matches = matches(ref, role);
                    if (!matches.isEmpty()) {
                        bindings.forEach(binding -> {
                            add(binding, role, matches.all(), found);
                            add(binding, role, matches.someNames(), someNames);
                        });
                    }
                }));
        return this;
    }

    private Matches matches(Ref ref, BoundRole role) {
        return ref.namespace().isEmpty()
                ? clusterRoles.computeIfAbsent(ref.name(), name -> matches(role))
                : matches(role);
    }

    /** Where the matching rules of a role stand. */
    private Matches matches(BoundRole role) {
        List<Rule> rules = role.rules();
        List<Integer> all = new ArrayList<>(1);
        List<Integer> someNames = new ArrayList<>(1);
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).allows(right)) {
                all.add(i);
            } else if (rules.get(i).allowsSomeName(right)) {
                someNames.add(i);
            }
        }
        return new Matches(all, someNames);
    }

    private static void add(Binding binding, BoundRole role, List<Integer> matching, Map<Subject, List<Grant>> into) {
        if (matching.isEmpty()) {
            return;
        }
        for (Subject subject : binding.subjects()) {
            List<Grant> grants = into.computeIfAbsent(subject, key -> new ArrayList<>(1));
            for (int i : matching) {
                grants.add(new Grant(
                        binding.ref(),
                        subject,
                        role.ref(),
                        role.parts().get(i),
                        role.rules().get(i)));
            }
        }
    }

    Holders holders(boolean anywhere) {
        return new Holders(right, anywhere, ordered(found), ordered(someNames));
    }

    private static Map<Subject, List<Grant>> ordered(Map<Subject, List<Grant>> map) {
        map.values().forEach(Collections::sort);
        return new TreeMap<>(map);
    }
}
