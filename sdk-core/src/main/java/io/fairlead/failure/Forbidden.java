package io.fairlead.failure;

import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The user lacks permissions; carries which, and the rules that would grant them. */
public final class Forbidden extends FairleadException {

    private static final int SHOWN = 5;

    private final String user;
    private final transient List<Permission> missing;

    private Forbidden(
            String tried, String happened, String remedy, String user, List<Permission> missing, @Nullable Ref ref) {
        super(tried, happened, remedy, ref, null);
        this.user = user;
        this.missing = List.copyOf(missing);
    }

    /** A permission that the user lacks. */
    public static Forbidden lacking(String tried, String user, Permission missing, @Nullable Ref ref) {
        return new Forbidden(
                tried,
                "User \"" + user + "\" may not " + missing + ".",
                (missing.clusterWide()
                                ? "Grant it by a ClusterRole"
                                : "Grant it by a Role in namespace " + missing.namespace())
                        + " with the rule " + missing.rule() + ".",
                user,
                List.of(missing),
                ref);
    }

    /** A grant of permissions that the user does not hold. */
    public static Forbidden escalating(String tried, String user, List<Permission> missing, @Nullable Ref ref) {
        String rules = missing.stream().limit(SHOWN).map(Permission::rule).collect(Collectors.joining(", "));
        String more = missing.size() > SHOWN ? " and " + (missing.size() - SHOWN) + " more" : "";
        return new Forbidden(
                tried,
                "It grants permissions that user \"" + user + "\" does not hold: " + rules + more + ".",
                "Hold them first, or be granted the verb escalate (for roles) or bind (for bindings).",
                user,
                missing,
                ref);
    }

    /** Something forbidden for a reason that names no permission. */
    public static Forbidden because(String tried, String reason, @Nullable Ref ref) {
        return new Forbidden(
                tried,
                "The API server forbids it: " + reason + ".",
                "Ask who administers the cluster.",
                "",
                List.of(),
                ref);
    }

    /** The user, empty where the server does not say. */
    public String user() {
        return user;
    }

    /** The permissions that are missing; empty where the server does not say. */
    public List<Permission> missing() {
        return missing;
    }
}
