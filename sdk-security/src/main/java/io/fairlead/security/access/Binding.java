package io.fairlead.security.access;

import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.List;

/**
 * A RoleBinding or ClusterRoleBinding as the index keeps it.
 *
 * @param ref its name
 * @param role the role that it binds; a Role in its own namespace
 * @param subjects whom it names, those that the API server takes for nobody left out
 */
record Binding(Ref ref, Ref role, List<Subject> subjects) implements Held {

    static final Kind ROLE = Kind.of("rbac.authorization.k8s.io/v1", "Role");
    static final Kind CLUSTER_ROLE = Kind.of("rbac.authorization.k8s.io/v1", "ClusterRole");
    static final Kind ROLE_BINDING = Kind.of("rbac.authorization.k8s.io/v1", "RoleBinding");
    static final Kind CLUSTER_ROLE_BINDING = Kind.of("rbac.authorization.k8s.io/v1", "ClusterRoleBinding");

    static Binding of(Ref ref, Tree tree, Pool pool) {
        List<Subject> subjects = new ArrayList<>();
        for (Tree subject : tree.trees("subjects")) {
            String name = pool.text(subject.text("name").orElse(""));
            if (name.isEmpty()) {
                continue;
            }
            switch (subject.text("kind").orElse("")) {
                case "User" -> subjects.add(Subject.user(name));
                case "Group" -> subjects.add(Subject.group(name));
                case "ServiceAccount" -> account(subject, ref, name, pool, subjects);
                default -> {}
            }
        }
        return new Binding(ref, role(ref, tree, pool), List.copyOf(subjects));
    }

    /** An account without a namespace is one of the binding's; in a binding of the whole cluster it is nobody. */
    private static void account(Tree subject, Ref ref, String name, Pool pool, List<Subject> into) {
        String namespace =
                subject.text("namespace").filter(text -> !text.isEmpty()).orElse(ref.namespace());
        if (!namespace.isEmpty()) {
            into.add(new Subject(Subject.Type.SERVICE_ACCOUNT, pool.text(namespace), name));
        }
    }

    /** The role that is meant; one of another kind is a role that does not exist, as it is to the API server. */
    private static Ref role(Ref ref, Tree tree, Pool pool) {
        String kind =
                tree.text("roleRef", "kind").filter(text -> !text.isEmpty()).orElse("(none)");
        String name = pool.text(
                tree.text("roleRef", "name").filter(text -> !text.isEmpty()).orElse("(none)"));
        return switch (kind) {
            case "Role" -> new Ref(ROLE, ref.namespace(), name);
            case "ClusterRole" -> new Ref(CLUSTER_ROLE, "", name);
            default -> new Ref(Kind.of(ROLE.apiVersion(), kind), ref.namespace(), name);
        };
    }
}
