package io.fairlead.internal.engine;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What writing a role or a binding takes beyond writing the object: the server lets nobody grant what they do not hold.
 *
 * <p>A role takes every permission that is in it; a binding takes the verb {@code bind} on the role that it names.
 */
final class Granting {

    private static final String GROUP = "rbac.authorization.k8s.io";

    private Granting() {}

    static List<Permission> permissions(Map<String, Object> body, Ref ref) {
        if (!ref.kind().group().equals(GROUP)) {
            return List.of();
        }
        return switch (ref.kind().name()) {
            case "Role", "ClusterRole" -> held(body, ref.namespace());
            case "RoleBinding", "ClusterRoleBinding" -> List.of(binding(body, ref.namespace()));
            default -> List.of();
        };
    }

    private static List<Permission> held(Map<String, Object> role, String namespace) {
        List<Permission> held = new ArrayList<>();
        for (Map<String, Object> rule : Trees.maps(role, "rules")) {
            List<Object> names = Trees.list(rule, "resourceNames");
            for (Object group : Trees.list(rule, "apiGroups")) {
                for (Object resource : Trees.list(rule, "resources")) {
                    for (Object verb : Trees.list(rule, "verbs")) {
                        for (Object name : names.isEmpty() ? List.<Object>of("") : names) {
                            held.add(permission(verb, group, resource, namespace, name));
                        }
                    }
                }
            }
        }
        return held;
    }

    private static Permission permission(Object verb, Object group, Object resource, String namespace, Object name) {
        String path = String.valueOf(resource);
        int slash = path.indexOf('/');
        return new Permission(
                String.valueOf(verb),
                String.valueOf(group),
                slash < 0 ? path : path.substring(0, slash),
                slash < 0 ? "" : path.substring(slash + 1),
                namespace,
                String.valueOf(name));
    }

    private static Permission binding(Map<String, Object> binding, String namespace) {
        boolean clusterRole = Trees.text(binding, "roleRef", "kind").orElse("").equals("ClusterRole");
        return new Permission(
                "bind",
                GROUP,
                clusterRole ? "clusterroles" : "roles",
                "",
                namespace,
                Trees.text(binding, "roleRef", "name").orElse(""));
    }
}
