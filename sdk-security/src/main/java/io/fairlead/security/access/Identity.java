package io.fairlead.security.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who a request comes from, as an authorizer sees it: a user name and all its groups, those that the API server adds included.
 *
 * <p>Immutable. Prints as {@code alice (dev, system:authenticated)}.
 *
 * @param user the user name
 * @param groups the groups, in order
 */
public record Identity(String user, List<String> groups) {

    static final String MASTERS = "system:masters";
    static final String AUTHENTICATED = "system:authenticated";
    private static final String UNAUTHENTICATED = "system:unauthenticated";
    private static final String ANONYMOUS = "system:anonymous";
    private static final String ACCOUNTS = "system:serviceaccounts";
    private static final String NODES = "system:nodes";
    private static final String NODE_PREFIX = "system:node:";

    public Identity {
        groups = List.copyOf(groups);
    }

    /** A user of these groups; the groups that the API server adds are added. */
    public static Identity user(String name, String... groups) {
        return user(name, Arrays.asList(groups));
    }

    /** A user of these groups; the groups that the API server adds are added. */
    public static Identity user(String name, List<String> groups) {
        Set<String> all = new LinkedHashSet<>(groups);
        Subject subject = name.isEmpty() ? Subject.group(AUTHENTICATED) : Subject.user(name);
        if (subject.type() == Subject.Type.SERVICE_ACCOUNT) {
            all.add(ACCOUNTS);
            all.add(ACCOUNTS + ":" + subject.namespace());
        }
        if (name.equals(ANONYMOUS)) {
            all.add(UNAUTHENTICATED);
        } else if (!all.contains(UNAUTHENTICATED)) {
            all.add(AUTHENTICATED);
        }
        return new Identity(name, new ArrayList<>(all));
    }

    /** Whoever a subject stands for: a user or an account without further groups, or some member of a group. */
    public static Identity of(Subject subject) {
        if (subject.type() != Subject.Type.GROUP) {
            return user(subject.userName());
        }
        return subject.name().equals(UNAUTHENTICATED) ? user(ANONYMOUS) : user("", List.of(subject.name()));
    }

    /** A name and groups that nothing is added to, as a SubjectAccessReview takes them. */
    public static Identity exactly(String user, String... groups) {
        return new Identity(user, Arrays.asList(groups));
    }

    /** Whether it may do everything, whatever roles say. */
    boolean isMaster() {
        return groups.contains(MASTERS);
    }

    /** Whether the node authorizer may have a say. */
    boolean isNode() {
        return user.startsWith(NODE_PREFIX) && groups.contains(NODES);
    }

    @Override
    public String toString() {
        return (user.isEmpty() ? "somebody" : user) + (groups.isEmpty() ? "" : " (" + String.join(", ", groups) + ")");
    }
}
