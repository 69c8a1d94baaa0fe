package io.fairlead.security.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is allowed something, and why.
 *
 * <p>Members of {@code system:masters} are allowed everything too; no role says so, and who they are is known to the authenticators only.
 *
 * <p>Immutable. Prints a line a subject and chain.
 */
public final class Holders {

    private final Right right;
    private final boolean anywhere;
    private final Map<Subject, List<Grant>> grants;
    private final Map<Subject, List<Grant>> forSomeNames;

    Holders(Right right, boolean anywhere, Map<Subject, List<Grant>> grants, Map<Subject, List<Grant>> forSomeNames) {
        this.right = right;
        this.anywhere = anywhere;
        this.grants = Collections.unmodifiableMap(grants);
        this.forSomeNames = Collections.unmodifiableMap(forSomeNames);
    }

    /** What was asked about. */
    public Right right() {
        return right;
    }

    /** The subjects, in order; a group stands for all its members. */
    public Set<Subject> subjects() {
        return grants.keySet();
    }

    /** Why each subject is allowed it, every chain. */
    public Map<Subject, List<Grant>> grants() {
        return grants;
    }

    /** Who is allowed it for some objects' names only, where the question named none: not counted among {@link #subjects}. */
    public Map<Subject, List<Grant>> forSomeNames() {
        return forSomeNames;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                        subjects().isEmpty() ? "nobody" : Lists.count(subjects().size(), "subject"))
                .append(" may ")
                .append(
                        anywhere && !right.isPath()
                                ? right.toString().replace(" in the whole cluster", "") + " somewhere"
                                : right);
        Lists.lines(text, chains(grants));
        if (!forSomeNames.isEmpty()) {
            text.append("\nfor some names only:");
            Lists.lines(text, chains(forSomeNames));
        }
        return text.append("\nand members of system:masters").toString();
    }

    private static List<String> chains(Map<Subject, List<Grant>> grants) {
        Map<String, String> lines = new LinkedHashMap<>();
        grants.values().forEach(list -> list.forEach(grant -> lines.putIfAbsent(grant.toString(), grant.toString())));
        return new ArrayList<>(lines.values());
    }
}
