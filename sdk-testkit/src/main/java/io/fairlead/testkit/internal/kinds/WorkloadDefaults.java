package io.fairlead.testkit.internal.kinds;

import static io.fairlead.testkit.internal.kinds.Defaults.set;

import io.fairlead.testkit.internal.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The defaults of workloads, autoscalers and all that is outside the core group. */
final class WorkloadDefaults {
    private static final String RBAC = "rbac.authorization.k8s.io";

    private WorkloadDefaults() {}

    static Map<String, Consumer<Map<String, Object>>> all() {
        Map<String, Consumer<Map<String, Object>>> all = new HashMap<>();
        all.put("apps.v1.DeploymentSpec", WorkloadDefaults::deployment);
        all.put("apps.v1.DaemonSetSpec", WorkloadDefaults::daemonSet);
        all.put("apps.v1.StatefulSetSpec", WorkloadDefaults::statefulSet);
        all.put("apps.v1.ReplicaSetSpec", spec -> set(spec, "replicas", 1));
        all.put("batch.v1.Job", WorkloadDefaults::job);
        all.put("batch.v1.CronJobSpec", spec -> {
            set(spec, "concurrencyPolicy", "Allow");
            set(spec, "suspend", false);
            set(spec, "successfulJobsHistoryLimit", 3);
            set(spec, "failedJobsHistoryLimit", 1);
        });
        all.put("batch.v1.PodFailurePolicyOnPodConditionsPattern", v -> set(v, "status", "True"));
        all.put("autoscaling.v1.HorizontalPodAutoscalerSpec", spec -> set(spec, "minReplicas", 1));
        all.put("autoscaling.v2.HorizontalPodAutoscalerSpec", WorkloadDefaults::autoscaler);
        all.put("networking.v1.NetworkPolicyPort", port -> set(port, "protocol", "TCP"));
        all.put("networking.v1.NetworkPolicySpec", spec -> {
            if (Json.items(spec, "policyTypes").isEmpty()) {
                List<Object> types = new ArrayList<>(List.of("Ingress"));
                if (!Json.items(spec, "egress").isEmpty()) {
                    types.add("Egress");
                }
                spec.put("policyTypes", types);
            }
        });
        all.put("networking.v1.IngressClassParametersReference", v -> set(v, "scope", "Cluster"));
        for (String binding : List.of("RoleBinding", "ClusterRoleBinding")) {
            all.put("rbac.v1." + binding, v -> set(Json.ensure(v, "roleRef"), "apiGroup", RBAC));
        }
        all.put("rbac.v1.Subject", subject -> {
            if ("User".equals(subject.get("kind")) || "Group".equals(subject.get("kind"))) {
                set(subject, "apiGroup", RBAC);
            }
        });
        all.put("storage.v1.StorageClass", v -> {
            set(v, "reclaimPolicy", "Delete");
            set(v, "volumeBindingMode", "Immediate");
        });
        all.put("scheduling.v1.PriorityClass", v -> set(v, "preemptionPolicy", "PreemptLowerPriority"));
        all.put("discovery.v1.EndpointPort", v -> {
            v.putIfAbsent("name", "");
            set(v, "protocol", "TCP");
        });
        all.put("apiextensions.v1.CustomResourceDefinitionSpec", WorkloadDefaults::definition);
        return all;
    }

    private static void deployment(Map<String, Object> spec) {
        set(spec, "replicas", 1);
        Map<String, Object> strategy = Json.ensure(spec, "strategy");
        set(strategy, "type", "RollingUpdate");
        if ("RollingUpdate".equals(strategy.get("type"))) {
            Map<String, Object> rolling = Json.ensure(strategy, "rollingUpdate");
            set(rolling, "maxUnavailable", "25%");
            set(rolling, "maxSurge", "25%");
        }
        set(spec, "revisionHistoryLimit", 10);
        set(spec, "progressDeadlineSeconds", 600);
    }

    private static void daemonSet(Map<String, Object> spec) {
        Map<String, Object> strategy = Json.ensure(spec, "updateStrategy");
        set(strategy, "type", "RollingUpdate");
        if ("RollingUpdate".equals(strategy.get("type"))) {
            Map<String, Object> rolling = Json.ensure(strategy, "rollingUpdate");
            set(rolling, "maxUnavailable", 1);
            set(rolling, "maxSurge", 0);
        }
        set(spec, "revisionHistoryLimit", 10);
    }

    private static void statefulSet(Map<String, Object> spec) {
        set(spec, "podManagementPolicy", "OrderedReady");
        Map<String, Object> strategy = Json.ensure(spec, "updateStrategy");
        if (Json.text(strategy, "type").isEmpty()) {
            strategy.put("type", "RollingUpdate");
            Json.ensure(strategy, "rollingUpdate");
        }
        if ("RollingUpdate".equals(strategy.get("type")) && strategy.get("rollingUpdate") != null) {
            Map<String, Object> rolling = Json.ensure(strategy, "rollingUpdate");
            set(rolling, "partition", 0);
            set(rolling, "maxUnavailable", 1);
        }
        Map<String, Object> retention = Json.ensure(spec, "persistentVolumeClaimRetentionPolicy");
        set(retention, "whenDeleted", "Retain");
        set(retention, "whenScaled", "Retain");
        set(spec, "replicas", 1);
        set(spec, "revisionHistoryLimit", 10);
        for (Map<String, Object> claim : Json.objects(spec, "volumeClaimTemplates")) {
            set(claim, "apiVersion", "v1");
            set(claim, "kind", "PersistentVolumeClaim");
        }
    }

    private static void job(Map<String, Object> job) {
        Map<String, Object> spec = Json.ensure(job, "spec");
        if (spec.get("completions") == null && spec.get("parallelism") == null) {
            spec.put("completions", 1);
        }
        set(spec, "parallelism", 1);
        set(spec, "backoffLimit", spec.get("backoffLimitPerIndex") == null ? 6 : Integer.MAX_VALUE);
        Map<String, Object> labels = Json.at(spec, "template", "metadata", "labels");
        Map<String, Object> metadata = Json.ensure(job, "metadata");
        if (!labels.isEmpty() && Json.child(metadata, "labels").isEmpty()) {
            metadata.put("labels", Json.copyOf(labels));
        }
        set(spec, "completionMode", "NonIndexed");
        set(spec, "suspend", false);
        set(spec, "podReplacementPolicy", spec.get("podFailurePolicy") == null ? "TerminatingOrFailed" : "Failed");
        set(spec, "manualSelector", false);
    }

    private static void autoscaler(Map<String, Object> spec) {
        set(spec, "minReplicas", 1);
        if (Json.items(spec, "metrics").isEmpty()) {
            Map<String, Object> target = new LinkedHashMap<>();
            target.put("type", "Utilization");
            target.put("averageUtilization", 80);
            Map<String, Object> resource = new LinkedHashMap<>();
            resource.put("name", "cpu");
            resource.put("target", target);
            Map<String, Object> metric = new LinkedHashMap<>();
            metric.put("type", "Resource");
            metric.put("resource", resource);
            spec.put("metrics", new ArrayList<Object>(List.of(metric)));
        }
        if (spec.get("behavior") instanceof Map<?, ?> map) {
            Map<String, Object> behavior = Json.map(map);
            rules(Json.ensure(behavior, "scaleUp"), 0, List.of(policy("Pods", 4), policy("Percent", 100)));
            rules(Json.ensure(behavior, "scaleDown"), null, List.of(policy("Percent", 100)));
        }
    }

    private static void rules(Map<String, Object> rules, @Nullable Integer window, List<Map<String, Object>> policies) {
        if (window != null) {
            set(rules, "stabilizationWindowSeconds", window);
        }
        set(rules, "selectPolicy", "Max");
        if (rules.get("policies") == null) {
            rules.put("policies", new ArrayList<Object>(policies));
        }
    }

    private static Map<String, Object> policy(String type, int value) {
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("type", type);
        policy.put("value", value);
        policy.put("periodSeconds", 15);
        return policy;
    }

    private static void definition(Map<String, Object> spec) {
        Map<String, Object> names = Json.ensure(spec, "names");
        String kind = Json.text(names, "kind");
        set(names, "singular", kind.toLowerCase(java.util.Locale.ROOT));
        set(names, "listKind", kind + "List");
        set(Json.ensure(spec, "conversion"), "strategy", "None");
    }
}
