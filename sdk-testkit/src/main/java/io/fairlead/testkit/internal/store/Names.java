package io.fairlead.testkit.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The names that objects, labels and finalizers may have, and names made up. */
public final class Names {
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
    private static final String SUBDOMAIN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String LABEL_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final Pattern SUBDOMAIN_FORM = Pattern.compile(SUBDOMAIN);
    private static final Pattern LABEL_FORM = Pattern.compile(LABEL);
    private static final Pattern LABEL_1035_FORM = Pattern.compile(LABEL_1035);
    private static final Pattern QUALIFIED_FORM = Pattern.compile(QUALIFIED);
    private static final Set<String> PATH_SEGMENT =
            Set.of("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "FlowSchema");
    private static final String SUBDOMAIN_SAYS =
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start"
                    + " and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '"
                    + SUBDOMAIN + "')";
    private static final String LABEL_SAYS =
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end"
                    + " with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '"
                    + LABEL + "')";
    private static final String LABEL_1035_SAYS =
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic"
                    + " character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for"
                    + " validation is '" + LABEL_1035 + "')";

    private Names() {}

    /** A name from a prefix and five random characters. */
    static String generate(String prefix, Dice dice) {
        String base = prefix.length() > 58 ? prefix.substring(0, 58) : prefix;
        return base + suffix(dice);
    }

    /** Five random characters, without vowels and what looks alike. */
    public static String suffix(Dice dice) {
        var text = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            text.append(ALPHABET.charAt(dice.below(ALPHABET.length())));
        }
        return text.toString();
    }

    /** What is wrong with the name of an object of a kind. */
    public static List<String> faults(String kind, String name, boolean prefix) {
        if (PATH_SEGMENT.contains(kind)) {
            return pathSegment(name, prefix);
        }
        // A prefix may end in a dash: the random part follows.
        String tried = prefix && name.endsWith("-") ? name.substring(0, name.length() - 1) + "a" : name;
        return switch (kind) {
            case "Service", "Namespace" -> label(tried);
            default -> subdomain(tried);
        };
    }

    private static List<String> pathSegment(String name, boolean prefix) {
        List<String> faults = new ArrayList<>();
        if (!prefix && (name.equals(".") || name.equals(".."))) {
            faults.add("may not be '" + name + "'");
        }
        for (String part : List.of("/", "%")) {
            if (name.contains(part)) {
                faults.add("may not contain '" + part + "'");
            }
        }
        return faults;
    }

    /** What is wrong with a DNS subdomain. */
    public static List<String> subdomain(String name) {
        return check(name, SUBDOMAIN_FORM, 253, SUBDOMAIN_SAYS);
    }

    /** What is wrong with a DNS label. */
    public static List<String> label(String name) {
        return check(name, LABEL_FORM, 63, LABEL_SAYS);
    }

    /** What is wrong with a DNS label that may not begin with a digit. */
    public static List<String> label1035(String name) {
        return check(name, LABEL_1035_FORM, 63, LABEL_1035_SAYS);
    }

    private static List<String> check(String name, Pattern form, int longest, String says) {
        List<String> faults = new ArrayList<>();
        if (name.length() > longest) {
            faults.add("must be no more than " + longest + " characters");
        }
        if (!form.matcher(name).matches()) {
            faults.add(says);
        }
        return faults;
    }

    /** What is wrong with a label's key or a finalizer: an optional prefix, a slash, a name. */
    public static List<String> qualified(String name) {
        List<String> faults = new ArrayList<>();
        String[] parts = name.split("/", -1);
        String last = parts[parts.length - 1];
        if (parts.length > 2) {
            faults.add("a qualified name " + qualifiedSays()
                    + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
            return faults;
        }
        if (parts.length == 2) {
            if (parts[0].isEmpty()) {
                faults.add("prefix part must be non-empty");
            } else {
                subdomain(parts[0]).forEach(fault -> faults.add("prefix part " + fault));
            }
        }
        if (last.isEmpty()) {
            faults.add("name part must be non-empty");
        } else if (last.length() > 63) {
            faults.add("name part must be no more than 63 characters");
        }
        if (!QUALIFIED_FORM.matcher(last).matches()) {
            faults.add("name part " + qualifiedSays());
        }
        return faults;
    }

    private static String qualifiedSays() {
        return "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric"
                + " character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '" + QUALIFIED
                + "')";
    }

    /** What is wrong with a label's value. */
    public static Optional<String> labelValue(String value) {
        if (value.length() > 63) {
            return Optional.of("must be no more than 63 bytes");
        }
        if (value.isEmpty() || QUALIFIED_FORM.matcher(value).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
                        + " and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345',"
                        + " regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')");
    }
}
