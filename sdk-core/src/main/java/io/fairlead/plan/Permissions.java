package io.fairlead.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fairlead.resource.Permission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an account must be allowed to run a plan.
 *
 * @param needed the permissions, least first
 * @param lacking those of them that the caller does not have; empty when it was not asked
 */
public record Permissions(SortedSet<Permission> needed, Optional<SortedSet<Permission>> lacking) {

    public Permissions {
        needed = Collections.unmodifiableSortedSet(new TreeSet<>(needed));
        lacking = lacking.map(set -> Collections.unmodifiableSortedSet(new TreeSet<>(set)));
    }

    /** These permissions, not compared with what the caller has. */
    public static Permissions of(Collection<Permission> needed) {
        return new Permissions(new TreeSet<>(needed), Optional.empty());
    }

    /** The least roles that allow it: a Role a namespace, and a ClusterRole for what lies in none. */
    public List<HasMetadata> roles(String name) {
        Map<String, List<Permission>> byNamespace = new TreeMap<>();
        needed.forEach(permission -> byNamespace
                .computeIfAbsent(permission.namespace(), key -> new ArrayList<>())
                .add(permission));
        List<HasMetadata> roles = new ArrayList<>();
        byNamespace.forEach((namespace, permissions) -> roles.add(
                namespace.isEmpty()
                        ? new ClusterRoleBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .withRules(rules(permissions))
                                .build()
                        : new RoleBuilder()
                                .withNewMetadata()
                                .withNamespace(namespace)
                                .withName(name)
                                .endMetadata()
                                .withRules(rules(permissions))
                                .build()));
        return roles;
    }

    /** Rules that share resource and names share their verbs; rules that share resource and verbs share their names. */
    private static List<PolicyRule> rules(List<Permission> permissions) {
        Map<List<String>, SortedSet<String>> verbs = new TreeMap<>(ORDER);
        for (Permission permission : permissions) {
            String resource = permission.subresource().isEmpty()
                    ? permission.resource()
                    : permission.resource() + "/" + permission.subresource();
            verbs.computeIfAbsent(List.of(permission.group(), resource, permission.name()), key -> new TreeSet<>())
                    .add(permission.verb());
        }
        Map<List<String>, List<String>> names = new TreeMap<>(ORDER);
        verbs.forEach((key, set) -> names.computeIfAbsent(
                        List.of(
                                key.get(0),
                                key.get(1),
                                String.join(",", set),
                                key.get(2).isEmpty() ? "" : "named"),
                        rule -> new ArrayList<>())
                .add(key.get(2)));
        List<PolicyRule> rules = new ArrayList<>();
        names.forEach((key, named) -> rules.add(new PolicyRuleBuilder()
                .withApiGroups(key.get(0))
                .withResources(key.get(1))
                .withVerbs(key.get(2).split(","))
                .withResourceNames(key.get(3).isEmpty() ? List.of() : named)
                .build()));
        return rules;
    }

    private static final java.util.Comparator<List<String>> ORDER = (one, other) -> {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    };

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(needed.size() + " permissions");
        lacking.ifPresent(set -> text.append(set.isEmpty() ? ", all held" : ", " + set.size() + " lacking"));
        needed.forEach(permission -> text.append("\n  ")
                .append(permission)
                .append(lacking.filter(set -> set.contains(permission)).isPresent() ? "  (lacking)" : ""));
        return text.toString();
    }
}
