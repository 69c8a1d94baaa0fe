package io.fairlead.internal.diagnosis;

import io.fairlead.resource.AdmissionCause;
import io.fairlead.resource.Cause;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads why the API server refuses a pod, from the text that controllers keep in {@code ReplicaFailure} conditions and {@code FailedCreate}
 * events.
 */
final class Refusal {

    private static final Pattern QUOTA = Pattern.compile(
            "exceeded quota: (\\S{1,253}), requested: (.{1,200}?), used: (.{1,200}?), limited: (.{1,200})$");
    private static final Pattern QUOTA_VALUES = Pattern.compile("failed quota: (\\S{1,253}): must specify (.{1,400})$");
    private static final Pattern SECURITY =
            Pattern.compile("violates PodSecurity \"([^\"]{1,100})\": (.{1,2000})$", Pattern.DOTALL);
    private static final Pattern ACCOUNT =
            Pattern.compile("error looking up service account [^/\\s]{1,63}/([^:\\s]{1,253}):");
    private static final Pattern PRIORITY = Pattern.compile("no PriorityClass with name (\\S{1,253}) was found");
    private static final Pattern DENIED =
            Pattern.compile("admission webhook \"([^\"]{1,253})\" denied the request:? ?(.{0,2000})", Pattern.DOTALL);
    private static final Pattern UNREACHABLE =
            Pattern.compile("failed calling webhook \"([^\"]{1,253})\"[:;] ?(.{0,2000})", Pattern.DOTALL);
    private static final Pattern POLICY = Pattern.compile(
            "ValidatingAdmissionPolicy '([^']{1,253})'.{0,300}?denied request: (.{0,2000})", Pattern.DOTALL);
    private static final Pattern LIMITS =
            Pattern.compile("((?:maximum|minimum) \\S{1,100} usage per|\\S{1,100} max limit to request ratio per)");
    private static final Pattern NAMESPACE = Pattern.compile("namespace (\\S{1,63}) because it is being terminated");

    private Refusal() {}

    /** The cause that the server's text tells of. */
    static Cause of(String message) {
        return known(message).orElseGet(() -> new AdmissionCause.Refused(afterForbidden(message)));
    }

    private static Optional<Cause> known(String message) {
        Matcher quota = QUOTA.matcher(message);
        if (quota.find()) {
            return Optional.of(
                    new AdmissionCause.QuotaExceeded(quota.group(1), quota.group(2), quota.group(3), quota.group(4)));
        }
        Matcher values = QUOTA_VALUES.matcher(message);
        if (values.find()) {
            return Optional.of(new AdmissionCause.QuotaNeedsValues(values.group(1), values.group(2)));
        }
        Matcher security = SECURITY.matcher(message);
        if (security.find()) {
            return Optional.of(new AdmissionCause.PodSecurity(security.group(1), security.group(2)));
        }
        Matcher account = ACCOUNT.matcher(message);
        if (account.find()) {
            return Optional.of(new AdmissionCause.MissingServiceAccount(account.group(1)));
        }
        Matcher priority = PRIORITY.matcher(message);
        if (priority.find()) {
            return Optional.of(new AdmissionCause.MissingPriorityClass(priority.group(1)));
        }
        return byPolicy(message);
    }

    private static Optional<Cause> byPolicy(String message) {
        Matcher denied = DENIED.matcher(message);
        if (denied.find()) {
            return Optional.of(new AdmissionCause.WebhookDenied(denied.group(1), denied.group(2)));
        }
        Matcher unreachable = UNREACHABLE.matcher(message);
        if (unreachable.find()) {
            return Optional.of(new AdmissionCause.WebhookUnreachable(unreachable.group(1), unreachable.group(2)));
        }
        Matcher policy = POLICY.matcher(message);
        if (policy.find()) {
            return Optional.of(new AdmissionCause.PolicyDenied(policy.group(1), policy.group(2)));
        }
        if (LIMITS.matcher(message).find()) {
            return Optional.of(new AdmissionCause.LimitRange(afterForbidden(message)));
        }
        Matcher namespace = NAMESPACE.matcher(message);
        return namespace.find()
                ? Optional.of(new AdmissionCause.NamespaceTerminating(namespace.group(1)))
                : Optional.empty();
    }

    /** Without the part that names the pod, which differs from try to try and would make many causes of one. */
    private static String afterForbidden(String message) {
        int forbidden = message.indexOf(" is forbidden: ");
        return forbidden < 0 ? message : message.substring(forbidden + " is forbidden: ".length());
    }
}
