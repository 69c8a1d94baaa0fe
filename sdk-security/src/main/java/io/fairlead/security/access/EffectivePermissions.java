package io.fairlead.security.access;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that roles allow somebody.
 *
 * <p>Immutable. Prints by namespace, a line a rule.
 *
 * @param identity whom
 * @param grants every rule with the chain that gives it
 */
public record EffectivePermissions(Identity identity, List<Grant> grants) {

    public EffectivePermissions {
        grants = List.copyOf(grants);
    }

    /** The namespaces in which it holds more than in the whole cluster. */
    public Set<String> namespaces() {
        Set<String> namespaces = new TreeSet<>();
        grants.forEach(grant -> namespaces.add(grant.namespace()));
        namespaces.remove("");
        return namespaces;
    }

    /** The rules that hold in a namespace, those of the whole cluster included; in an empty one these alone. */
    public List<Rule> rules(String namespace) {
        Set<Rule> rules = new LinkedHashSet<>();
        for (Grant grant : grants) {
            if (grant.namespace().isEmpty() || grant.namespace().equals(namespace)) {
                rules.add(grant.rule());
            }
        }
        return List.copyOf(rules);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(identity + " may, by " + Lists.count(grants.size(), "rule") + ":");
        List<String> lines = new ArrayList<>();
        lines(lines, "");
        namespaces().forEach(namespace -> lines(lines, namespace));
        Lists.lines(text, lines);
        if (identity.isMaster()) {
            text.append("\nand everything else, as a member of system:masters");
        }
        return text.toString();
    }

    private void lines(List<String> lines, String namespace) {
        Set<String> rules = new LinkedHashSet<>();
        for (Grant grant : grants) {
            if (grant.namespace().equals(namespace)) {
                rules.add((namespace.isEmpty() ? "everywhere: " : "in " + namespace + ": ") + grant.rule());
            }
        }
        lines.addAll(rules);
    }
}
