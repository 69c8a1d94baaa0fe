package io.fairlead.internal.kube;

import io.fairlead.failure.AdmissionRefused;
import io.fairlead.failure.BeingDeleted;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Forbidden;
import io.fairlead.failure.QuotaExceeded;
import io.fairlead.resource.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a 403, and what admission refuses under other codes: permissions, quotas, policies, a namespace that ends. */
final class Denials {

    private static final Pattern CANNOT =
            Pattern.compile("User \"([^\"]*)\" cannot (\\S+) resource \"([^\"]+)\" in API group \"([^\"]*)\""
                    + "(?: in the namespace \"([^\"]+)\"| at the cluster scope)");
    private static final Pattern CANNOT_PATH = Pattern.compile("User \"([^\"]*)\" cannot (\\S+) path \"([^\"]+)\"");
    private static final Pattern ESCALATES = Pattern.compile(
            "(?s)user \"([^\"]*)\" \\(groups=.*?is attempting to grant RBAC permissions not currently held:\n(.*)");
    private static final Pattern RULE = Pattern.compile("\\{(.*?)}");
    private static final Pattern QUOTA =
            Pattern.compile("exceeded quota: (\\S+), requested: (\\S+), used: (\\S+), limited: (\\S+)");
    private static final Pattern WEBHOOK =
            Pattern.compile("(?s)admission webhook \"([^\"]+)\" denied the request(?:: (.*)| without explanation)");
    private static final Pattern POLICY =
            Pattern.compile("(?s)ValidatingAdmissionPolicy '([^']+)'(?: with binding '[^']+')? denied request: (.*)");
    private static final Pattern POD_SECURITY = Pattern.compile("(?s)violates PodSecurity \"([^\"]+)\": (.*)");
    private static final Pattern FORBIDDEN = Pattern.compile("(?s)^.*? is forbidden: (.*)$");

    private Denials() {}

    /** What admission refused, under whatever code; empty when it was something else. */
    static Optional<FairleadException> byAdmission(StatusView status) {
        Matcher webhook = WEBHOOK.matcher(status.message());
        if (webhook.find()) {
            String reason = webhook.group(2) == null ? "it gave no reason" : webhook.group(2);
            return Optional.of(refused(status, "the admission webhook " + webhook.group(1), reason));
        }
        Matcher policy = POLICY.matcher(status.message());
        if (policy.find()) {
            return Optional.of(refused(status, "the ValidatingAdmissionPolicy " + policy.group(1), policy.group(2)));
        }
        Matcher security = POD_SECURITY.matcher(status.message());
        return security.find()
                ? Optional.of(refused(status, "the pod security level " + security.group(1), security.group(2)))
                : Optional.empty();
    }

    static FairleadException failure(StatusView status) {
        if (status.hasCause("NamespaceTerminating")) {
            return BeingDeleted.namespace(status.tried(), namespace(status), status.ref());
        }
        Matcher cannot = CANNOT.matcher(status.message());
        if (cannot.find()) {
            String namespace = cannot.group(5) == null ? "" : cannot.group(5);
            Permission missing = Permission.of(cannot.group(2), cannot.group(4), cannot.group(3), namespace);
            return Forbidden.lacking(status.tried(), cannot.group(1), missing, status.ref());
        }
        Matcher path = CANNOT_PATH.matcher(status.message());
        if (path.find()) {
            return Forbidden.because(
                    status.tried(),
                    "user \"" + path.group(1) + "\" may not " + path.group(2) + " " + path.group(3),
                    status.ref());
        }
        Matcher escalates = ESCALATES.matcher(status.message());
        if (escalates.find()) {
            return Forbidden.escalating(
                    status.tried(), escalates.group(1), rules(escalates.group(2), status), status.ref());
        }
        Matcher quota = QUOTA.matcher(status.message());
        if (quota.find()) {
            return new QuotaExceeded(status.tried(), quota.group(1), usages(quota), status.ref());
        }
        return byAdmission(status).orElseGet(() -> byPlugin(status));
    }

    private static FairleadException byPlugin(StatusView status) {
        Matcher forbidden = FORBIDDEN.matcher(status.message());
        return forbidden.matches()
                ? refused(status, "the cluster's admission control", forbidden.group(1))
                : Forbidden.because(status.tried(), status.safeMessage(), status.ref());
    }

    private static FairleadException refused(StatusView status, String by, String reason) {
        return new AdmissionRefused(status.tried(), by, Redaction.message(reason, status.secret()), status.ref());
    }

    private static String namespace(StatusView status) {
        if (status.ref() != null && !status.ref().namespace().isEmpty()) {
            return status.ref().namespace();
        }
        Matcher named = Pattern.compile("in namespace (\\S+)").matcher(status.message());
        return named.find() ? named.group(1) : "of the object";
    }

    private static Map<String, QuotaExceeded.Usage> usages(Matcher quota) {
        Map<String, String> requested = quantities(quota.group(2));
        Map<String, String> used = quantities(quota.group(3));
        Map<String, String> limited = quantities(quota.group(4));
        Map<String, QuotaExceeded.Usage> usages = new TreeMap<>();
        requested.forEach((resource, amount) -> usages.put(
                resource,
                new QuotaExceeded.Usage(
                        amount, used.getOrDefault(resource, "0"), limited.getOrDefault(resource, "0"))));
        return usages;
    }

    private static Map<String, String> quantities(String text) {
        Map<String, String> quantities = new TreeMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.lastIndexOf('=');
            if (equals > 0) {
                quantities.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return quantities;
    }

    /** Rules as Go prints them: {@code {APIGroups:["apps"], Resources:["deployments"], Verbs:["get" "list"]}}. */
    private static List<Permission> rules(String text, StatusView status) {
        String namespace = status.ref() == null ? "" : status.ref().namespace();
        List<Permission> missing = new ArrayList<>();
        Matcher rule = RULE.matcher(text);
        while (rule.find()) {
            for (String group : words("APIGroups", rule.group(1))) {
                for (String resource : words("Resources", rule.group(1))) {
                    for (String verb : words("Verbs", rule.group(1))) {
                        missing.add(Permission.of(verb, group, resource, namespace));
                    }
                }
            }
        }
        return missing.stream().sorted().distinct().toList();
    }

    private static List<String> words(String field, String rule) {
        Matcher list = Pattern.compile(field + ":\\[(.*?)]").matcher(rule);
        List<String> words = new ArrayList<>();
        if (list.find()) {
            Matcher word = Pattern.compile("\"([^\"]*)\"").matcher(list.group(1));
            while (word.find()) {
                words.add(word.group(1));
            }
        }
        return words;
    }
}
