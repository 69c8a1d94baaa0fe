package io.fairlead.internal.readiness;

import io.fairlead.resource.Observed;
import io.fairlead.resource.Readiness;
import java.util.Set;

/** Kinds without a status that anybody waits for: they take effect by being there. */
final class StoredKinds {

    static final Set<String> NAMES = Set.of(
            "/Binding",
            "/ComponentStatus",
            "/ConfigMap",
            "/Event",
            "/LimitRange",
            "/List",
            "/PodTemplate",
            "/Secret",
            "/ServiceAccount",
            "admissionregistration.k8s.io/MutatingAdmissionPolicy",
            "admissionregistration.k8s.io/MutatingAdmissionPolicyBinding",
            "admissionregistration.k8s.io/MutatingWebhookConfiguration",
            "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding",
            "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
            "apps/ControllerRevision",
            "certificates.k8s.io/ClusterTrustBundle",
            "coordination.k8s.io/Lease",
            "coordination.k8s.io/LeaseCandidate",
            "events.k8s.io/Event",
            "flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration",
            "internal.apiserver.k8s.io/StorageVersion",
            "metrics.k8s.io/NodeMetrics",
            "metrics.k8s.io/PodMetrics",
            "networking.k8s.io/IPAddress",
            "networking.k8s.io/IngressClass",
            "networking.k8s.io/NetworkPolicy",
            "node.k8s.io/RuntimeClass",
            "rbac.authorization.k8s.io/ClusterRole",
            "rbac.authorization.k8s.io/ClusterRoleBinding",
            "rbac.authorization.k8s.io/Role",
            "rbac.authorization.k8s.io/RoleBinding",
            "resource.k8s.io/DeviceClass",
            "resource.k8s.io/DeviceTaintRule",
            "resource.k8s.io/ResourceClaimTemplate",
            "resource.k8s.io/ResourceSlice",
            "scheduling.k8s.io/PriorityClass",
            "scheduling.k8s.io/Workload",
            "storage.k8s.io/CSIDriver",
            "storage.k8s.io/CSINode",
            "storage.k8s.io/CSIStorageCapacity",
            "storage.k8s.io/StorageClass",
            "storage.k8s.io/VolumeAttributesClass");

    private StoredKinds() {}

    static Readiness judge(Observed object) {
        return object.ready("it is stored, its kind has no status to wait for");
    }
}
