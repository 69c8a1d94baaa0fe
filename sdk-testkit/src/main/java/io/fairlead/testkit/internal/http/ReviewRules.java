package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which questions are none ({@code pkg/apis/authorization/validation}, {@code pkg/apis/authentication/validation}). */
final class ReviewRules {
    private static final String ONE = "exactly one of nonResourceAttributes or resourceAttributes must be specified";

    private ReviewRules() {}

    /** 422 or 400 for a review that asks nothing, or two things at once. */
    static void check(Call call, Map<String, Object> spec) {
        List<FieldError> faults = new ArrayList<>();
        switch (call.kind().resource().kind()) {
            case "SelfSubjectRulesReview" -> {
                if (Json.text(spec, "namespace").isEmpty()) {
                    throw ApiError.badRequest("no namespace on request");
                }
            }
            case "SelfSubjectAccessReview" -> attributes(spec, faults);
            case "SubjectAccessReview" -> {
                attributes(spec, faults);
                subject(spec, faults);
            }
            case "LocalSubjectAccessReview" -> local(spec, call.target().namespace(), faults);
            default -> {}
        }
        if (!faults.isEmpty()) {
            throw FieldError.asError("authorization.k8s.io", "", "", faults);
        }
    }

    private static void attributes(Map<String, Object> spec, List<FieldError> faults) {
        boolean resource = spec.get("resourceAttributes") != null;
        boolean path = spec.get("nonResourceAttributes") != null;
        if (resource == path) {
            faults.add(FieldError.invalid("spec", printed(spec.get("nonResourceAttributes")), ONE));
        }
    }

    /** The server prints its own form of the attributes. */
    private static @Nullable Object printed(@Nullable Object attributes) {
        if (!(attributes instanceof Map<?, ?> given)) {
            return null;
        }
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("Path", Json.text(Json.map(given), "path"));
        form.put("Verb", Json.text(Json.map(given), "verb"));
        return form;
    }

    private static void subject(Map<String, Object> spec, List<FieldError> faults) {
        if (Json.text(spec, "user").isEmpty() && Json.items(spec, "groups").isEmpty()) {
            faults.add(FieldError.invalid("spec.user", "", "at least one of user or group must be specified"));
        }
    }

    private static void local(Map<String, Object> spec, String namespace, List<FieldError> faults) {
        attributes(spec, faults);
        subject(spec, faults);
        Map<String, Object> attributes = Json.child(spec, "resourceAttributes");
        String asked = Json.text(attributes, "namespace");
        if (!asked.equals(namespace)) {
            faults.add(FieldError.invalid("spec.resourceAttributes.namespace", asked, "must match metadata.namespace"));
        }
    }

    /** 422 for a token that would last too short or too long. */
    static void checkToken(long seconds) {
        String field = "spec.expirationSeconds";
        String why = seconds < 600
                ? "may not specify a duration less than 10 minutes"
                : seconds > 1L << 32 ? "may not specify a duration larger than 2^32 seconds" : "";
        if (!why.isEmpty()) {
            throw FieldError.asError(
                    "authentication.k8s.io", "TokenRequest", "", List.of(FieldError.invalid(field, seconds, why)));
        }
    }
}
