package io.fairlead.security.access;

import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.Optional;

/** An object that says who may do what: a role or a binding. */
sealed interface Held permits BoundRole, Binding {

    /** Its name; of a version that does not matter. */
    Ref ref();

    /**
     * The role or binding that a tree is; empty for other kinds, and for what has no name.
     *
     * @param namespace where it lies when it names no namespace and lives in one
     */
    static Optional<Held> of(Tree tree, String namespace, Pool pool) {
        String name = tree.text("metadata", "name").orElse("");
        String word = tree.text("kind").orElse("");
        if (!tree.text("apiVersion").orElse("").startsWith("rbac.authorization.k8s.io/")
                || name.isBlank()
                || word.isBlank()) {
            return Optional.empty();
        }
        Kind kind = Kind.of(Binding.ROLE.apiVersion(), word);
        boolean scoped = kind.equals(Binding.ROLE) || kind.equals(Binding.ROLE_BINDING);
        String where = tree.text("metadata", "namespace")
                .filter(text -> !text.isEmpty())
                .orElse(namespace);
        Ref ref = new Ref(kind, scoped ? pool.text(where) : "", pool.text(name));
        if (isRole(kind)) {
            return Optional.of(BoundRole.of(ref, tree, pool));
        }
        return isBinding(kind) ? Optional.of(Binding.of(ref, tree, pool)) : Optional.empty();
    }

    static boolean isRole(Kind kind) {
        return kind.sameAs(Binding.ROLE) || kind.sameAs(Binding.CLUSTER_ROLE);
    }

    static boolean isBinding(Kind kind) {
        return kind.sameAs(Binding.ROLE_BINDING) || kind.sameAs(Binding.CLUSTER_ROLE_BINDING);
    }
}
