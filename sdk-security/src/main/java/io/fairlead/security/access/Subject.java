package io.fairlead.security.access;

import java.util.Comparator;
import java.util.Objects;

/**
 * Whom a binding names: a user, a group, or a ServiceAccount.
 *
 * <p>Immutable. Prints as {@code Group shop-dev}.
 *
 * @param type which of the three
 * @param namespace the namespace of a ServiceAccount, empty for the others
 * @param name its name, without a ServiceAccount's namespace
 */
public record Subject(Type type, String namespace, String name) implements Comparable<Subject> {

    static final String ACCOUNT_PREFIX = "system:serviceaccount:";

    private static final Comparator<Subject> ORDER = Comparator.comparing(Subject::type)
            .thenComparing(Subject::namespace)
            .thenComparing(Subject::name);

    /** The three that RBAC knows. */
    public enum Type {
        /** A user, whom an authenticator names. */
        USER("User"),
        /** A group, which an authenticator puts users into. */
        GROUP("Group"),
        /** An account of the cluster, which pods run as. */
        SERVICE_ACCOUNT("ServiceAccount");

        private final String kind;

        Type(String kind) {
            this.kind = kind;
        }

        /** The word that a binding uses. */
        public String kind() {
            return kind;
        }
    }

    public Subject {
        Objects.requireNonNull(type, "type");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a " + type.kind() + " has a name");
        }
        if (type == Type.SERVICE_ACCOUNT && namespace.isEmpty()) {
            throw new IllegalArgumentException(
                    "a ServiceAccount has a namespace: expected \"namespace/name\", got \"" + name + "\"");
        }
        if (type != Type.SERVICE_ACCOUNT && !namespace.isEmpty()) {
            throw new IllegalArgumentException("a " + type.kind() + " has no namespace, got \"" + namespace + "\"");
        }
    }

    /** A user; the user name of a ServiceAccount, {@code system:serviceaccount:shop:web}, gives that account. */
    public static Subject user(String name) {
        String[] parts = name.split(":", -1);
        return name.startsWith(ACCOUNT_PREFIX) && parts.length == 4 && !parts[2].isEmpty() && !parts[3].isEmpty()
                ? new Subject(Type.SERVICE_ACCOUNT, parts[2], parts[3])
                : new Subject(Type.USER, "", name);
    }

    /** A group. */
    public static Subject group(String name) {
        return new Subject(Type.GROUP, "", name);
    }

    /**
     * A ServiceAccount by {@code "namespace/name"}.
     *
     * @throws IllegalArgumentException when the text is not that
     */
    public static Subject serviceAccount(String namespaceAndName) {
        String[] parts = namespaceAndName.split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException(
                    "expected \"namespace/name\" for a ServiceAccount, got \"" + namespaceAndName + "\"");
        }
        return new Subject(Type.SERVICE_ACCOUNT, parts[0], parts[1]);
    }

    /** The name by which an authorizer knows a user or an account: {@code system:serviceaccount:shop:web}. */
    String userName() {
        return type == Type.SERVICE_ACCOUNT ? ACCOUNT_PREFIX + namespace + ":" + name : name;
    }

    @Override
    public int compareTo(Subject other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return type.kind() + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
