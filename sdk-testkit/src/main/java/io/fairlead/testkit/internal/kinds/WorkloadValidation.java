package io.fairlead.testkit.internal.kinds;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.FieldError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with workloads, autoscalers and budgets; {@code old} is null for a new object. */
final class WorkloadValidation {
    private static final String TEMPLATE = "spec.template";

    private final Checks checks;
    private final PodValidation pods;

    WorkloadValidation(Checks checks) {
        this.checks = checks;
        this.pods = new PodValidation(checks);
    }

    void deployment(Map<String, Object> spec, @Nullable Map<String, Object> old) {
        checks.notNegative(spec, "spec", "replicas");
        checks.selector(spec, "deployment");
        pods.template(Json.child(spec, "template"), TEMPLATE);
        alwaysRestarts(spec);
        Map<String, Object> strategy = Json.child(spec, "strategy");
        if ("Recreate".equals(strategy.get("type")) && strategy.get("rollingUpdate") != null) {
            checks.add(FieldError.forbidden(
                    "spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'"));
        }
        checks.oneOf(strategy, "spec.strategy", "type", "Recreate", "RollingUpdate");
        rolling(Json.child(strategy, "rollingUpdate"));
        checks.notNegative(spec, "spec", "minReadySeconds");
        checks.notNegative(spec, "spec", "revisionHistoryLimit");
        checks.notNegative(spec, "spec", "progressDeadlineSeconds");
        if (Json.number(spec, "progressDeadlineSeconds", 600) <= Json.number(spec, "minReadySeconds", 0)) {
            checks.add(FieldError.invalid(
                    "spec.progressDeadlineSeconds",
                    spec.get("progressDeadlineSeconds"),
                    "must be greater than minReadySeconds"));
        }
        if (old != null) {
            checks.unchanged(spec, old, "spec", "selector");
        }
    }

    private void rolling(Map<String, Object> rolling) {
        boolean none = List.of(0, "0%").contains(rolling.getOrDefault("maxUnavailable", 1))
                && List.of(0, "0%").contains(rolling.getOrDefault("maxSurge", 1));
        if (none) {
            checks.add(FieldError.invalid(
                    "spec.strategy.rollingUpdate.maxUnavailable",
                    rolling.get("maxUnavailable"),
                    "may not be 0 when `maxSurge` is 0"));
        }
    }

    private void alwaysRestarts(Map<String, Object> spec) {
        Map<String, Object> pod = Json.at(spec, "template", "spec");
        Object policy = pod.get("restartPolicy");
        if (policy != null && !policy.equals("Always")) {
            checks.add(FieldError.unsupported("spec.template.spec.restartPolicy", policy, List.of("Always")));
        }
        if (pod.get("activeDeadlineSeconds") != null) {
            checks.add(FieldError.forbidden(
                    "spec.template.spec.activeDeadlineSeconds",
                    "activeDeadlineSeconds in ReplicaSet is not Supported"));
        }
    }

    void replicaSet(Map<String, Object> spec, @Nullable Map<String, Object> old) {
        checks.notNegative(spec, "spec", "replicas");
        checks.notNegative(spec, "spec", "minReadySeconds");
        checks.selector(spec, "deployment");
        pods.template(Json.child(spec, "template"), TEMPLATE);
        alwaysRestarts(spec);
        if (old != null) {
            checks.unchanged(spec, old, "spec", "selector");
        }
    }

    void daemonSet(Map<String, Object> spec, @Nullable Map<String, Object> old) {
        if (old != null) {
            checks.unchanged(spec, old, "spec", "selector");
        }
        checks.selector(spec, "daemonset");
        pods.template(Json.child(spec, "template"), TEMPLATE);
        alwaysRestarts(spec);
        checks.notNegative(spec, "spec", "minReadySeconds");
        checks.oneOf(Json.child(spec, "updateStrategy"), "spec.updateStrategy", "type", "OnDelete", "RollingUpdate");
    }

    void statefulSet(Map<String, Object> spec, @Nullable Map<String, Object> old) {
        checks.notNegative(spec, "spec", "replicas");
        checks.notNegative(spec, "spec", "minReadySeconds");
        checks.selector(spec, "statefulset");
        // Mounts may name the claims' volumes, which the pods of the set will have.
        Map<String, Object> template = Json.copyOf(Json.child(spec, "template"));
        for (Map<String, Object> claim : Json.objects(spec, "volumeClaimTemplates")) {
            Map<String, Object> volume = new LinkedHashMap<>();
            volume.put("name", Json.text(Json.child(claim, "metadata"), "name"));
            volume.put("emptyDir", Map.of());
            Map<String, Object> pod = Json.ensure(template, "spec");
            List<Object> volumes = new java.util.ArrayList<>(Json.items(pod, "volumes"));
            volumes.add(volume);
            pod.put("volumes", volumes);
        }
        pods.template(template, TEMPLATE);
        alwaysRestarts(spec);
        if (old != null) {
            for (String field : List.of("selector", "volumeClaimTemplates", "serviceName", "podManagementPolicy")) {
                checks.unchanged(spec, old, "spec", field);
            }
        }
    }

    void job(Map<String, Object> spec, @Nullable Map<String, Object> old, String path) {
        for (String field : List.of(
                "parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished")) {
            checks.notNegative(spec, path, field);
        }
        pods.template(Json.child(spec, "template"), path + ".template");
        Object policy = Json.at(spec, "template", "spec").get("restartPolicy");
        if ("Always".equals(policy) || policy == null) {
            checks.add(FieldError.unsupported(
                    path + ".template.spec.restartPolicy",
                    policy == null ? "" : policy,
                    List.of("OnFailure", "Never")));
        }
        if (old == null) {
            return;
        }
        boolean indexed = "Indexed".equals(spec.get("completionMode"));
        boolean elastic = indexed && Json.same(spec.get("completions"), spec.get("parallelism"));
        if (!elastic) {
            checks.unchanged(spec, old, path, "completions");
        }
        checks.unchanged(spec, old, path, "selector");
        if (!Boolean.TRUE.equals(old.get("suspend"))) {
            checks.unchanged(spec, old, path, "template");
        }
        for (String field :
                List.of("completionMode", "podFailurePolicy", "backoffLimitPerIndex", "managedBy", "successPolicy")) {
            checks.unchanged(spec, old, path, field);
        }
    }

    void cronJob(Map<String, Object> spec) {
        job(Json.at(spec, "jobTemplate", "spec"), null, "spec.jobTemplate.spec");
        String schedule = Json.text(spec, "schedule");
        if (schedule.isEmpty()) {
            checks.add(FieldError.required("spec.schedule", ""));
        } else if (!schedule.startsWith("@") && schedule.trim().split("\\s+").length != 5) {
            checks.add(FieldError.invalid(
                    "spec.schedule",
                    schedule,
                    "expected exactly 5 fields, found " + schedule.trim().split("\\s+").length + ": [" + schedule.trim()
                            + "]"));
        }
        checks.oneOf(spec, "spec", "concurrencyPolicy", "Allow", "Forbid", "Replace");
    }

    void budget(Map<String, Object> spec) {
        if (spec.get("minAvailable") != null && spec.get("maxUnavailable") != null) {
            Map<String, Object> shown = new LinkedHashMap<>();
            Json.put(shown, "MinAvailable", spec.get("minAvailable"));
            Json.put(shown, "Selector", spec.get("selector"));
            Json.put(shown, "MaxUnavailable", spec.get("maxUnavailable"));
            Json.put(shown, "UnhealthyPodEvictionPolicy", spec.get("unhealthyPodEvictionPolicy"));
            checks.add(FieldError.invalid("spec", shown, "minAvailable and maxUnavailable cannot be both set"));
        }
        checks.notNegative(spec, "spec", "minAvailable");
        checks.notNegative(spec, "spec", "maxUnavailable");
    }

    void autoscaler(Map<String, Object> spec) {
        long least = Json.number(spec, "minReplicas", 1);
        long most = Json.number(spec, "maxReplicas", 0);
        if (least < 1) {
            checks.add(FieldError.invalid("spec.minReplicas", least, "must be greater than or equal to 1"));
        }
        if (most < 1) {
            checks.add(FieldError.invalid("spec.maxReplicas", most, "must be greater than 0"));
        }
        if (most < least) {
            checks.add(FieldError.invalid("spec.maxReplicas", most, "must be greater than or equal to `minReplicas`"));
        }
        Map<String, Object> target = Json.child(spec, "scaleTargetRef");
        checks.required(target, "spec.scaleTargetRef", "kind");
        checks.required(target, "spec.scaleTargetRef", "name");
    }

    void pod(Map<String, Object> spec, @Nullable Map<String, Object> old) {
        pods.spec(spec, "spec");
        if (old != null) {
            pods.update(spec, old);
        }
    }
}
