package io.fairlead.internal.fields;

import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names an object can have: the API server's rules for its own kinds, and what holds for all for others. */
public final class Names {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    /** Kinds of the server's own whose names are freer than a DNS subdomain. */
    private static final Set<String> FREER = Set.of(
            "Role",
            "ClusterRole",
            "RoleBinding",
            "ClusterRoleBinding",
            "ClusterTrustBundle",
            "IPAddress",
            "Event",
            "StorageVersion",
            "ComponentStatus");

    private Names() {}

    /**
     * What is wrong with a name.
     *
     * @param path the field that holds it
     * @param problem what is wrong
     * @param expected what would be right
     */
    public record Problem(FieldPath path, String problem, String expected) {}

    /** What is wrong with an object's namespace or name; empty where nothing is. */
    public static Optional<Problem> problemOf(Ref ref) {
        FieldPath namespace = FieldPath.of("metadata", "namespace");
        if (!ref.namespace().isEmpty() && !isLabel(ref.namespace())) {
            return Optional.of(new Problem(namespace, is(ref.namespace(), "namespace"), label(ref.namespace())));
        }
        FieldPath path = FieldPath.of("metadata", "name");
        String name = ref.name();
        if (name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.indexOf('%') >= 0) {
            return Optional.of(new Problem(
                    path, is(name, ref.kind().name()), "a name without '/' and '%' that is neither '.' nor '..'"));
        }
        Kind kind = ref.kind();
        if (!BuiltIn.isBuiltIn(kind) || FREER.contains(kind.name())) {
            return Optional.empty();
        }
        if (kind.group().isEmpty()
                && (kind.name().equals("Namespace") || kind.name().equals("Service"))) {
            return isLabel(name)
                    ? Optional.empty()
                    : Optional.of(new Problem(path, is(name, kind.name()), label(name)));
        }
        return name.length() <= 253 && SUBDOMAIN.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(new Problem(path, is(name, kind.name()), subdomain(name)));
    }

    private static boolean isLabel(String name) {
        return name.length() <= 63 && LABEL.matcher(name).matches();
    }

    private static String is(String name, String what) {
        String shown = name.length() > 80 ? name.substring(0, 80) + "..." : name;
        return "is \"" + shown + "\", which is no name for a " + what;
    }

    private static String label(String name) {
        return "at most 63 lowercase letters, digits and '-', beginning and ending with a letter or digit"
                + suggestion(name.replace('.', '-'), 63);
    }

    private static String subdomain(String name) {
        return "at most 253 lowercase letters, digits, '-' and '.', beginning and ending with a letter or digit"
                + suggestion(name, 253);
    }

    private static String suggestion(String name, int limit) {
        String better = name.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.-]+", "-")
                .replaceAll("\\.[.-]+|-+\\.", ".")
                .replaceAll("^[-.]+|[-.]+$", "");
        return better.isEmpty() || better.length() > limit ? "" : ", such as \"" + better + "\"";
    }
}
