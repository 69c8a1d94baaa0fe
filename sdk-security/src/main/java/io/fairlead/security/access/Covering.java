package io.fairlead.security.access;

import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.List;

/**
 * The server's rule that nobody grants what they do not hold, computed before anything is sent.
 *
 * <p>A role takes each of its rights, or {@code escalate} on it; what aggregates others takes every right there is. A binding takes each
 * right of its role in its namespace, or {@code bind} on the role; members of {@code system:masters} are not asked.
 */
final class Covering {

    private static final Rule ALL_RESOURCES = Rule.of(List.of("*"), List.of("*"), List.of("*"), List.of());
    private static final Rule ALL_PATHS = Rule.paths(List.of("*"), List.of("*"));
    private static final String GROUP = "rbac.authorization.k8s.io";

    private final AccessIndex access;
    private final Identity caller;

    Covering(AccessIndex access, Identity caller) {
        this.access = access;
        this.caller = caller;
    }

    /** The rights that a caller lacks to write this, none when it may. */
    List<Right> missing(Held written, Holdings roles) {
        if (caller.isMaster()) {
            return List.of();
        }
        if (written instanceof BoundRole role) {
            return missing(role);
        }
        Binding binding = (Binding) written;
        Right bind = onRole("bind", binding.role(), binding.ref().namespace());
        if (may(bind)) {
            return List.of();
        }
        // Of a role that is not there the server cannot tell what is in it: only who may bind it unseen writes such a
        // binding.
        return roles.role(binding.role())
                .map(role -> missing(role.rules(), binding.ref().namespace()))
                .orElse(List.of(bind));
    }

    private List<Right> missing(BoundRole role) {
        if (may(onRole("escalate", role.ref(), role.ref().namespace()))) {
            return List.of();
        }
        List<Right> missing = new ArrayList<>(missing(role.rules(), role.ref().namespace()));
        if (missing.isEmpty() && role.aggregates()) {
            missing.addAll(missing(List.of(ALL_RESOURCES, ALL_PATHS), ""));
        }
        return missing;
    }

    private static Right onRole(String verb, Ref role, String namespace) {
        String resource = role.kind().equals(Binding.ROLE) ? "roles" : "clusterroles";
        return new Right(verb, GROUP, resource, "", namespace, role.name(), "");
    }

    private boolean may(Right right) {
        return access.can(caller, right) != Verdict.NO;
    }

    private List<Right> missing(List<Rule> wanted, String namespace) {
        List<Rule> held = access.effectivePermissions(caller).rules(namespace);
        List<Right> missing = new ArrayList<>();
        for (Rule rule : wanted) {
            for (Right right : rule.rights(namespace)) {
                if (held.stream().noneMatch(own -> own.allows(right))) {
                    missing.add(right);
                }
            }
        }
        return missing;
    }
}
