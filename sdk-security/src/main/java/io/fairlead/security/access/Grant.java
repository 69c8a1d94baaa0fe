package io.fairlead.security.access;

import io.fairlead.resource.Ref;
import java.util.Comparator;

/**
 * Why somebody may do something: a binding names the subject and a role, and a rule of the role allows it.
 *
 * <p>Immutable. Prints as the chain.
 *
 * @param binding the RoleBinding or ClusterRoleBinding
 * @param subject whom it names
 * @param role the Role or ClusterRole that it binds
 * @param part the ClusterRole that the rule comes from: the role itself, or one that it aggregates
 * @param rule the rule
 */
public record Grant(Ref binding, Subject subject, Ref role, Ref part, Rule rule) implements Comparable<Grant> {

    private static final Comparator<Grant> ORDER = Comparator.comparing(Grant::binding)
            .thenComparing(Grant::subject)
            .thenComparing(Grant::role)
            .thenComparing(Grant::part)
            .thenComparing(grant -> grant.rule().toString());

    /** The namespace that it holds in, empty for the whole cluster. */
    public String namespace() {
        return binding.namespace();
    }

    @Override
    public int compareTo(Grant other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return subject + " <- " + binding + " <- " + role + (part.equals(role) ? "" : " <- " + part) + ": " + rule;
    }
}
