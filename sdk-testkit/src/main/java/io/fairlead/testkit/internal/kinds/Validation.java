package io.fairlead.testkit.internal.kinds;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.FieldError;
import io.fairlead.testkit.internal.store.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with an object, in the server's words. */
public final class Validation {
    private Validation() {}

    /** The faults of a new object. */
    public static List<FieldError> create(Kind kind, Map<String, Object> object) {
        return check(kind, object, null);
    }

    /** The faults of a change. */
    public static List<FieldError> update(
            Kind kind, String subresource, Map<String, Object> object, Map<String, Object> old) {
        if (!kind.custom() && kind.resource().kind().equals("CertificateSigningRequest")) {
            var checks = new Checks();
            new SigningRequests(checks).change(subresource, object, old);
            return checks.errors();
        }
        if (kind.resource().storageKey().equals("policy/poddisruptionbudgets") && subresource.equals("status")) {
            var checks = new Checks();
            for (String count : List.of("disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods")) {
                checks.notNegative(Json.child(object, "status"), "status", count);
            }
            return checks.errors();
        }
        return subresource.isEmpty() || subresource.equals("scale") ? check(kind, object, old) : List.of();
    }

    private static List<FieldError> check(Kind kind, Map<String, Object> object, @Nullable Map<String, Object> old) {
        var checks = new Checks();
        Map<String, Object> schema = kind.schema();
        if (schema != null) {
            new CustomValidation(checks).check(object, schema);
            return checks.errors();
        }
        Map<String, Object> spec = Json.child(object, "spec");
        Map<String, Object> oldSpec = old == null ? null : Json.child(old, "spec");
        var workloads = new WorkloadValidation(checks);
        var core = new CoreValidation(checks);
        switch (kind.resource().kind()) {
            case "Deployment" -> workloads.deployment(spec, oldSpec);
            case "ReplicaSet" -> workloads.replicaSet(spec, oldSpec);
            case "DaemonSet" -> workloads.daemonSet(spec, oldSpec);
            case "StatefulSet" -> workloads.statefulSet(spec, oldSpec);
            case "Job" -> workloads.job(spec, oldSpec, "spec");
            case "CronJob" -> workloads.cronJob(spec);
            case "Pod" -> workloads.pod(spec, oldSpec);
            case "PodDisruptionBudget" -> workloads.budget(spec);
            case "HorizontalPodAutoscaler" -> workloads.autoscaler(spec);
            case "CertificateSigningRequest" -> new SigningRequests(checks).check(object);
            case "ConfigMap" -> core.configuration(object, old, "data", "binaryData");
            case "Secret" -> core.secret(object, old);
            case "Service" -> core.service(spec, oldSpec);
            case "PersistentVolumeClaim" -> core.claim(spec, oldSpec);
            case "PersistentVolume" -> core.volume(spec, oldSpec);
            case "RoleBinding", "ClusterRoleBinding" -> core.binding(object, old);
            case "StorageClass" -> core.storageClass(object, old);
            case "PriorityClass" -> core.priorityClass(object, old);
            case "EndpointSlice" -> core.endpointSlice(object, old);
            default -> {}
        }
        return checks.errors();
    }
}
