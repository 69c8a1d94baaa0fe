package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.DeleteOptions;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.Selectors;
import io.fairlead.testkit.internal.store.Stored;
import io.fairlead.testkit.internal.store.WriteOptions;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deletes pods as far as their disruption budgets allow. */
final class Evictions {
    private static final String REFUSAL = "Cannot evict pod as it would violate the pod's disruption budget.";

    private final Core core;

    Evictions(Core core) {
        this.core = core;
    }

    void evict(Call call) throws IOException {
        Target t = call.target();
        Map<String, Object> eviction = call.body();
        String named = Json.text(Json.child(eviction, "metadata"), "name");
        if (!named.isEmpty() && !named.equals(t.name())) {
            throw ApiError.badRequest(
                    "name in URL does not match name in Eviction object: " + t.name() + " != " + named);
        }
        DeleteOptions options = Writes.deleteOptions(call.request(), Json.child(eviction, "deleteOptions"));
        Map<String, Object> pod = core.writer()
                .find(call.kind(), t.namespace(), t.name())
                .orElseThrow(() -> ApiError.notFound(call.kind().resource(), t.name()));
        if (!free(pod)) {
            budget(t.namespace(), pod).ifPresent(budget -> spend(budget, pod, options.dryRun()));
        }
        core.deleter().delete(call.kind(), t.namespace(), t.name(), options);
        call.success(201, Map.of());
    }

    /** A pod that does not run, or goes already, is in no budget's way. */
    private static boolean free(Map<String, Object> pod) {
        String phase = Json.text(Json.child(pod, "status"), "phase");
        return List.of("Succeeded", "Failed", "Pending").contains(phase)
                || Json.child(pod, "metadata").get("deletionTimestamp") != null;
    }

    private Optional<Stored> budget(String namespace, Map<String, Object> pod) {
        List<Stored> matching = new ArrayList<>();
        for (Stored budget :
                core.store().list("policy/poddisruptionbudgets", namespace).items()) {
            Object selector = Json.child(budget.object(), "spec").get("selector");
            if (selector instanceof Map<?, ?> map && Selectors.of(Json.map(map)).test(pod)) {
                matching.add(budget);
            }
        }
        if (matching.size() > 1) {
            throw new ApiError(
                    500,
                    "InternalError",
                    "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.",
                    null);
        }
        return matching.stream().findFirst();
    }

    private void spend(Stored budget, Map<String, Object> pod, boolean dryRun) {
        Kind kind = core.catalog().find("policy", "v1", "poddisruptionbudgets").orElseThrow();
        var options = new WriteOptions(
                io.fairlead.testkit.internal.store.User.ADMIN,
                "kube-apiserver",
                dryRun,
                false,
                WriteOptions.FieldValidation.IGNORE,
                w -> {});
        core.writer()
                .update(
                        kind,
                        budget.namespace(),
                        budget.name(),
                        "status",
                        current -> {
                            Map<String, Object> next = Json.copyOf(current);
                            if (take(next, pod)) {
                                core.writer().fieldManager(kind, "status").update(current, next, options.manager());
                            }
                            return next;
                        },
                        options);
    }

    private boolean take(Map<String, Object> budget, Map<String, Object> pod) {
        String name = Json.text(Json.child(budget, "metadata"), "name");
        Map<String, Object> status = Json.ensure(budget, "status");
        long allowed = Json.number(status, "disruptionsAllowed", 0);
        long healthy = Json.number(status, "currentHealthy", 0);
        long desired = Json.number(status, "desiredHealthy", 0);
        boolean seen = Json.number(status, "observedGeneration", 0)
                >= Json.number(Json.child(budget, "metadata"), "generation", 0);
        if (!ready(pod)) {
            boolean always = "AlwaysAllow".equals(Json.child(budget, "spec").get("unhealthyPodEvictionPolicy"));
            if (always || healthy >= desired && desired > 0) {
                return false;
            }
        }
        if (!seen) {
            throw tooMany("The disruption budget " + name + " is still being processed by the server.", "10");
        }
        if (allowed < 0) {
            throw new ApiError(
                    403,
                    "Forbidden",
                    "poddisruptionbudgets.policy \"" + name + "\" is forbidden: pdb disruptions allowed is negative",
                    null);
        }
        if (allowed == 0) {
            throw tooMany(
                    "The disruption budget " + name + " needs " + desired + " healthy pods and has " + healthy
                            + " currently",
                    null);
        }
        status.put("disruptionsAllowed", (int) allowed - 1);
        Json.ensure(status, "disruptedPods")
                .put(
                        Json.text(Json.child(pod, "metadata"), "name"),
                        core.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
        return true;
    }

    private static boolean ready(Map<String, Object> pod) {
        return Json.objects(Json.child(pod, "status"), "conditions").stream()
                .anyMatch(c -> "Ready".equals(c.get("type")) && "True".equals(c.get("status")));
    }

    private static ApiError tooMany(String why, @org.jspecify.annotations.Nullable String retryAfter) {
        Map<String, Object> details = new LinkedHashMap<>();
        Map<String, Object> cause = new LinkedHashMap<>();
        cause.put("reason", "DisruptionBudget");
        cause.put("message", why);
        details.put("causes", List.of(cause));
        if (retryAfter != null) {
            details.put("retryAfterSeconds", Integer.valueOf(retryAfter));
        }
        return new ApiError(429, "TooManyRequests", REFUSAL, details, retryAfter);
    }
}
