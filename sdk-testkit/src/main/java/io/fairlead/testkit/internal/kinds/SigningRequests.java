package io.fairlead.testkit.internal.kinds;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.FieldError;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.Names;
import io.fairlead.testkit.internal.store.User;
import io.fairlead.testkit.internal.tls.CertificateRequest;
import io.fairlead.testkit.internal.tls.Usages;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What the server does with a CertificateSigningRequest: it notes who asks, keeps the request as it is, and lets the status
 * and the approval change what is theirs ({@code pkg/registry/certificates}, {@code pkg/apis/certificates/validation}).
 */
final class SigningRequests {
    private static final List<String> VERDICTS = List.of("Approved", "Denied");
    private static final List<String> FINAL = List.of("Approved", "Denied", "Failed");
    private static final String APPROVED = "conditions[{\"type\": \"Approved\"}]";
    private static final String DENIED = "conditions[{\"type\": \"Denied\"}]";
    private static final String BOTH = "{" + APPROVED + ", " + DENIED + "}";
    private static final String CLIENTS = "kubernetes.io/kube-apiserver-client";
    private static final String CONDITIONS = "status.conditions";

    private final Checks checks;

    SigningRequests(Checks checks) {
        this.checks = checks;
    }

    /** Notes who asks, whatever the request says. */
    static void asked(Map<String, Object> object, User user) {
        Map<String, Object> spec = Json.ensure(object, "spec");
        List.of("username", "uid", "groups", "extra").forEach(spec::remove);
        spec.put("username", user.name());
        spec.put("groups", new ArrayList<Object>(user.groups()));
    }

    /** Nobody becomes a master of the cluster by asking for it ({@code CertificateSubjectRestriction}). */
    static void admit(Kind kind, Map<String, Object> object) {
        Map<String, Object> spec = Json.child(object, "spec");
        if (Json.text(spec, "signerName").equals(CLIENTS)
                && CertificateRequest.parse(Base64.getDecoder().decode(Json.text(spec, "request")))
                        .organizations()
                        .contains("system:masters")) {
            throw ApiError.forbidden(
                    kind.resource(),
                    Json.text(Json.child(object, "metadata"), "name"),
                    "use of " + CLIENTS + " signer with system:masters group is not allowed");
        }
    }

    /** Before a change is stored: what is not this way's to change stays as it was. */
    static void update(String subresource, Map<String, Object> object, Map<String, Object> old, Instant now) {
        object.put("spec", old.get("spec"));
        Map<String, Object> before = Json.child(old, "status");
        Map<String, Object> after = Json.ensure(object, "status");
        switch (subresource) {
            case "approval" -> {
                stamp(after, before, now);
                Map<String, Object> status = new LinkedHashMap<>(before);
                Json.put(status, "conditions", after.get("conditions"));
                object.put("status", status);
            }
            case "status" -> {
                VERDICTS.forEach(type -> preserve(type, after, before));
                stamp(after, before, now);
            }
            default -> object.put("status", old.get("status"));
        }
    }

    private static void preserve(String type, Map<String, Object> after, Map<String, Object> before) {
        List<Map<String, Object>> had = of(before, type);
        List<Map<String, Object>> has = of(after, type);
        if (had.size() == has.size()) {
            for (int i = 0; i < has.size(); i++) {
                has.get(i).clear();
                has.get(i).putAll(had.get(i));
            }
        }
    }

    private static List<Map<String, Object>> of(Map<String, Object> status, String type) {
        return Json.objects(status, "conditions").stream()
                .filter(condition -> type.equals(condition.get("type")))
                .toList();
    }

    private static void stamp(Map<String, Object> after, Map<String, Object> before, Instant now) {
        String stamp = now.truncatedTo(ChronoUnit.SECONDS).toString();
        for (Map<String, Object> condition : Json.objects(after, "conditions")) {
            if (condition.get("lastUpdateTime") == null) {
                condition.put("lastUpdateTime", stamp);
            }
            if (condition.get("lastTransitionTime") == null) {
                String since = of(before, Json.text(condition, "type")).stream()
                        .filter(had -> Json.same(condition.get("status"), had.get("status")))
                        .map(had -> Json.text(had, "lastTransitionTime"))
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse(stamp);
                condition.put("lastTransitionTime", since);
            }
        }
    }

    /** Checks a request as it is to be stored. */
    void check(Map<String, Object> object) {
        Map<String, Object> spec = Json.child(object, "spec");
        request(spec);
        usages(spec);
        signer(Json.text(spec, "signerName"));
        long seconds = Json.number(spec, "expirationSeconds", 600);
        if (seconds < 600) {
            checks.add(FieldError.invalid(
                    "spec.expirationSeconds",
                    seconds,
                    "may not specify a duration less than 600 seconds (10 minutes)"));
        }
        conditions(Json.child(object, "status"));
    }

    private void request(Map<String, Object> spec) {
        String request = Json.text(spec, "request");
        try {
            CertificateRequest.parse(Base64.getDecoder().decode(request));
        } catch (IllegalArgumentException e) {
            checks.add(FieldError.invalid("spec.request", request, String.valueOf(e.getMessage())));
        }
    }

    private void usages(Map<String, Object> spec) {
        List<Object> usages = Json.items(spec, "usages");
        if (usages.isEmpty()) {
            checks.add(FieldError.required("spec.usages", ""));
        }
        for (int i = 0; i < usages.size(); i++) {
            if (!Usages.words().contains(usages.get(i))) {
                checks.add(FieldError.unsupported("spec.usages[" + i + "]", usages.get(i), Usages.words()));
            }
        }
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < usages.size(); i++) {
            if (!seen.add(usages.get(i))) {
                checks.add(FieldError.duplicate("spec.usages[" + i + "]", usages.get(i)));
            }
        }
    }

    private void signer(String name) {
        String at = "spec.signerName";
        if (name.equals("kubernetes.io/legacy-unknown")) {
            checks.add(FieldError.invalid(at, name, "the legacy signerName is not allowed via this API version"));
        } else if (name.isEmpty()) {
            checks.add(FieldError.required("spec.signerName", ""));
            return;
        }
        if (name.isEmpty()) {
            checks.add(FieldError.required(at, ""));
            return;
        }
        String[] segments = name.split("/", -1);
        if (segments.length != 2) {
            checks.add(FieldError.invalid(
                    at, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'"));
            return;
        }
        labels(segments[0], Names::label);
        if (!segments[0].contains(".")) {
            checks.add(FieldError.invalid(
                    at, segments[0], "should be a domain with at least two segments separated by dots"));
        }
        labels(segments[1], Names::subdomain);
    }

    /** The faults of the first label that has any. */
    private void labels(String segment, Function<String, List<String>> rule) {
        for (String label : segment.split("\\.", -1)) {
            List<String> faults = rule.apply(label);
            faults.forEach(fault -> checks.add(
                    FieldError.invalid("spec.signerName", segment, "validating label \"" + label + "\": " + fault)));
            if (!faults.isEmpty()) {
                return;
            }
        }
    }

    private void conditions(Map<String, Object> status) {
        List<Map<String, Object>> conditions = Json.objects(status, "conditions");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < conditions.size(); i++) {
            String at = CONDITIONS + "[" + i + "]";
            String type = Json.text(conditions.get(i), "type");
            List<String> allowed = FINAL.contains(type) ? List.of("True") : List.of("False", "True", "Unknown");
            checks.required(conditions.get(i), at, "type");
            if (checks.required(conditions.get(i), at, "status")) {
                checks.oneOf(conditions.get(i), at, "status", allowed.toArray(new String[0]));
            }
            boolean other = type.equals("Approved") && seen.contains("Denied")
                    || type.equals("Denied") && seen.contains("Approved");
            if (other) {
                checks.add(FieldError.invalid(
                        CONDITIONS, BOTH, "must specify at most one of: `" + APPROVED + "`, `" + DENIED + "`"));
            }
            if (!seen.add(type)) {
                checks.add(FieldError.duplicate(at + ".type", type));
            }
        }
    }

    /** Checks a change against what is stored. */
    void change(String subresource, Map<String, Object> object, Map<String, Object> old) {
        check(object);
        Map<String, Object> before = Json.child(old, "status");
        Map<String, Object> after = Json.child(object, "status");
        for (String type : FINAL) {
            int had = of(before, type).size();
            int has = of(after, type).size();
            if (has < had) {
                checks.add(FieldError.forbidden(
                        CONDITIONS, "updates may not remove a condition of type \"" + type + "\""));
            } else if (has > had && VERDICTS.contains(type) && !subresource.equals("approval")) {
                checks.add(
                        FieldError.forbidden(CONDITIONS, "updates may not add a condition of type \"" + type + "\""));
            }
        }
        String had = Json.text(before, "certificate");
        if (!had.equals(Json.text(after, "certificate"))) {
            if (!subresource.equals("status")) {
                checks.add(FieldError.forbidden("status.certificate", "updates may not set certificate content"));
            } else if (!had.isEmpty()) {
                checks.add(FieldError.forbidden(
                        "status.certificate", "updates may not modify existing certificate content"));
            }
        }
    }
}
