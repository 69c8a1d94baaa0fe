package io.fairlead.testkit.internal.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Who sends a request.
 *
 * @param name the user's name
 * @param groups the groups it belongs to
 */
public record User(String name, List<String> groups) {
    /** The user for whom everything is allowed. */
    public static final User ADMIN = new User("kubernetes-admin", List.of("system:masters", "system:authenticated"));

    /** Copies the groups. */
    public User {
        groups = List.copyOf(groups);
    }

    /** A user who proved who it is: it belongs to {@code system:authenticated} besides. */
    public static User authenticated(String name, List<String> groups) {
        List<String> all = new ArrayList<>(groups);
        if (!all.contains("system:authenticated")) {
            all.add("system:authenticated");
        }
        return new User(name, all);
    }
}
