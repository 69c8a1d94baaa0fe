package io.fairlead.security.access;

import java.util.ArrayList;
import java.util.List;

/** What a role or a binding says that does not do what it seems to: a sentence each, with the way out. */
final class RoleTraps {

    private RoleTraps() {}

    static List<String> of(Held held, Holdings holdings) {
        List<String> traps = new ArrayList<>();
        if (held instanceof BoundRole role && !role.aggregates()) {
            role.rules().forEach(rule -> traps.addAll(of(rule)));
        } else if (held instanceof Binding binding) {
            holdings.role(binding.role())
                    .ifPresentOrElse(
                            role -> paths(binding, role, traps),
                            () -> traps.add("it grants nothing, as " + binding.role()
                                    + " does not exist; whoever makes that role fills it"));
        }
        return traps;
    }

    private static List<String> of(Rule rule) {
        List<String> traps = new ArrayList<>();
        if (!rule.names().isEmpty()) {
            for (String verb : List.of("create", "deletecollection")) {
                if (rule.verbs().contains(verb)) {
                    traps.add(verb + " of " + Lists.few(rule.resources()) + " by name is never allowed,"
                            + " as such a request carries no name; put " + verb + " in a rule without names");
                }
            }
            for (String verb : List.of("list", "watch")) {
                if (rule.verbs().contains(verb)) {
                    traps.add(verb + " of " + Lists.few(rule.resources())
                            + " by name is allowed only to requests that select metadata.name");
                }
            }
        }
        for (String resource : rule.resources()) {
            if (resource.endsWith("/*") && !resource.equals("*/*")) {
                traps.add(resource + " allows nothing, as there is no such wildcard; name the subresources");
            } else if (resource.equals("*") && rule.names().isEmpty()) {
                traps.add("* takes in every subresource too, such as pods/exec and serviceaccounts/token");
            }
        }
        return traps;
    }

    private static void paths(Binding binding, BoundRole role, List<String> traps) {
        if (!binding.ref().namespace().isEmpty()
                && role.rules().stream().anyMatch(rule -> !rule.paths().isEmpty())) {
            traps.add("the paths of " + role.ref() + " do not count in a namespace; bind it by a ClusterRoleBinding");
        }
    }
}
