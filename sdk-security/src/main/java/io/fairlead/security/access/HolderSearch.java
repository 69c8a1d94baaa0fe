package io.fairlead.security.access;

import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds who holds a right, scope by scope; a ClusterRole that is bound in many is matched once. */
final class HolderSearch {

    private final Holdings holdings;
    private final Right right;
    private final boolean someNames;
    private final Map<String, List<Integer>> clusterRoles = new HashMap<>();
    private final Map<Subject, List<Grant>> found = new HashMap<>();

    HolderSearch(Holdings holdings, Right right, boolean someNames) {
        this.holdings = holdings;
        this.right = right;
        this.someNames = someNames;
    }

    void in(Scope scope) {
        scope.byRole()
                .forEach((ref, bindings) -> holdings.role(ref).ifPresent(role -> {
                    List<Integer> matching = matching(ref, role);
                    if (!matching.isEmpty()) {
                        bindings.forEach(binding -> add(binding, role, matching));
                    }
                }));
    }

    /** Where the matching rules of a role stand. */
    private List<Integer> matching(Ref ref, BoundRole role) {
        return ref.namespace().isEmpty()
                ? clusterRoles.computeIfAbsent(ref.name(), name -> matching(role))
                : matching(role);
    }

    private List<Integer> matching(BoundRole role) {
        List<Integer> matching = new ArrayList<>(1);
        for (int i = 0; i < role.rules().size(); i++) {
            Rule rule = role.rules().get(i);
            if (someNames ? rule.allowsSomeName(right) : rule.allows(right)) {
                matching.add(i);
            }
        }
        return matching;
    }

    private void add(Binding binding, BoundRole role, List<Integer> matching) {
        for (Subject subject : binding.subjects()) {
            List<Grant> grants = found.computeIfAbsent(subject, key -> new ArrayList<>(1));
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

    Map<Subject, List<Grant>> found() {
        found.values().forEach(Collections::sort);
        return new TreeMap<>(found);
    }
}
