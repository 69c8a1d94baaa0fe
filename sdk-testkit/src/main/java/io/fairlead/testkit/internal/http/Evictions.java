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
import org.jspecify.annotations.Nullable;

/** Deletes pods as far as their disruption budgets allow. */
final class Evictions {
    private static final String REFUSAL = "Cannot evict pod as it would violate the pod's disruption budget.";

    private static final int MOST_DISRUPTED = 2000;

    private final Core core;

    Evictions(Core core) {
        this.core = core;
    }

    void evict(Call call) throws IOException {
        Target t = call.target();
        Map<String, Object> eviction = call.body();
        String named = Json.text(Json.child(eviction, "metadata"), "name");
        if (!named.equals(t.name())) {
            throw ApiError.badRequest("name in URL does not match name in Eviction object");
        }
        DeleteOptions options = Writes.deleteOptions(call.request(), Json.child(eviction, "deleteOptions"));
        Map<String, Object> pod = core.writer()
                .find(call.kind(), t.namespace(), t.name())
                .orElseThrow(() -> ApiError.notFound(call.kind().resource(), t.name()));
        if (!free(pod)) {
            budget(t.namespace(), pod).ifPresent(budget -> spend(budget, pod, options.dryRun()));
        }
        if (!options.dryRun()) {
            mark(call, options);
        }
        // The mark was a write, so the version that was asked for is the one before.
        DeleteOptions deletion = options.dryRun() ? options : options.anyVersion();
        core.deleter().delete(call.kind(), t.namespace(), t.name(), deletion);
        call.success(201, Map.of());
    }

    /** Writes on the pod why it goes, which a Job's pod failure policy and a person read later. */
    private void mark(Call call, DeleteOptions options) {
        Target t = call.target();
        core.writer()
                .update(
                        call.kind(),
                        t.namespace(),
                        t.name(),
                        "status",
                        current -> {
                            precondition(options.uid(), "UID", "uid", "deleted and then recreated", current);
                            precondition(
                                    options.resourceVersion(),
                                    "ResourceVersion",
                                    "resourceVersion",
                                    "modified",
                                    current);
                            Map<String, Object> next = Json.copyOf(current);
                            condition(next);
                            return next;
                        },
                        WriteOptions.internal("kube-apiserver"));
    }

    private static void precondition(
            @Nullable String wanted, String told, String field, String perhaps, Map<String, Object> pod) {
        Map<String, Object> metadata = Json.child(pod, "metadata");
        String there = Json.text(metadata, field);
        if (wanted != null && !wanted.isEmpty() && !wanted.equals(there)) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("name", metadata.get("name"));
            details.put("kind", "Pod");
            throw new ApiError(
                    409,
                    "Conflict",
                    "Operation cannot be fulfilled on Pod \"" + metadata.get("name") + "\": the " + told
                            + " in the precondition (" + wanted + ") does not match the " + told + " in record ("
                            + there + "). The object might have been " + perhaps,
                    details);
        }
    }

    private void condition(Map<String, Object> pod) {
        Map<String, Object> status = Json.ensure(pod, "status");
        List<Object> conditions = new ArrayList<>(Json.items(status, "conditions"));
        conditions.removeIf(each -> each instanceof Map<?, ?> map && "DisruptionTarget".equals(map.get("type")));
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("type", "DisruptionTarget");
        target.put("status", "True");
        Json.put(target, "lastProbeTime", null);
        target.put("lastTransitionTime", now());
        target.put("reason", "EvictionByEvictionAPI");
        target.put("message", "Eviction API: evicting");
        conditions.add(target);
        status.put("conditions", conditions);
    }

    private String now() {
        return core.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
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
                    "",
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
            throw inconsistent(name, "pdb disruptions allowed is negative", "pdb disruptions allowed is negative");
        }
        if (Json.child(status, "disruptedPods").size() > MOST_DISRUPTED) {
            throw inconsistent(
                    name,
                    "DisruptedPods map too big - too many evictions not confirmed by PDB controller",
                    "too many pending evictions not confirmed by PDB controller");
        }
        if (allowed == 0) {
            throw tooMany(refused(name, status), null);
        }
        status.put("disruptionsAllowed", (int) allowed - 1);
        if (allowed == 1) {
            exhausted(status);
        }
        Json.ensure(status, "disruptedPods").put(Json.text(Json.child(pod, "metadata"), "name"), now());
        return true;
    }

    private static String refused(String name, Map<String, Object> status) {
        long healthy = Json.number(status, "currentHealthy", 0);
        long desired = Json.number(status, "desiredHealthy", 0);
        Map<String, Object> allowed = Json.objects(status, "conditions").stream()
                .filter(each -> "DisruptionAllowed".equals(each.get("type")) && "False".equals(each.get("status")))
                .findFirst()
                .orElse(Map.of());
        String why = Json.text(allowed, "message");
        String not = "The disruption budget " + name + " does not allow evicting pods currently";
        if (!why.isEmpty() && "SyncFailed".equals(allowed.get("reason"))) {
            return not + " because it failed sync: " + why;
        }
        if (healthy <= desired) {
            return "The disruption budget " + name + " needs " + desired + " healthy pods and has " + healthy
                    + " currently";
        }
        return why.isEmpty() ? not : not + " (" + allowed.get("reason") + "): " + why;
    }

    private void exhausted(Map<String, Object> status) {
        for (Map<String, Object> condition : Json.objects(status, "conditions")) {
            if ("DisruptionAllowed".equals(condition.get("type"))) {
                if (!"False".equals(condition.get("status"))) {
                    condition.put("lastTransitionTime", now());
                }
                condition.put("status", "False");
                condition.put("reason", "InsufficientPods");
                condition.put("message", "");
            }
        }
    }

    private static ApiError inconsistent(String name, String why, String cause) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("name", name);
        details.put("group", "policy");
        details.put("kind", "poddisruptionbudget");
        details.put(
                "causes",
                List.of(cause("The disruption budget " + name + " does not allow evicting pods currently: " + cause)));
        return new ApiError(
                403, "Forbidden", "poddisruptionbudget.policy \"" + name + "\" is forbidden: " + why, details);
    }

    private static boolean ready(Map<String, Object> pod) {
        return Json.objects(Json.child(pod, "status"), "conditions").stream()
                .anyMatch(c -> "Ready".equals(c.get("type")) && "True".equals(c.get("status")));
    }

    private static ApiError tooMany(String why, @Nullable String retryAfter) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("causes", List.of(cause(why)));
        if (retryAfter != null) {
            details.put("retryAfterSeconds", Integer.valueOf(retryAfter));
        }
        return new ApiError(429, "TooManyRequests", REFUSAL, details, retryAfter);
    }

    private static Map<String, Object> cause(String message) {
        Map<String, Object> cause = new LinkedHashMap<>();
        cause.put("reason", "DisruptionBudget");
        cause.put("message", message);
        return cause;
    }
}
