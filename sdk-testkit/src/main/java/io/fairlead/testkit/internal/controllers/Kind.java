package io.fairlead.testkit.internal.controllers;

/** The kinds that controllers watch or write. */
enum Kind {
    NODE("v1", "Node"),
    NAMESPACE("v1", "Namespace"),
    POD("v1", "Pod"),
    SERVICE("v1", "Service"),
    CONFIG_MAP("v1", "ConfigMap"),
    SECRET("v1", "Secret"),
    PERSISTENT_VOLUME("v1", "PersistentVolume"),
    PERSISTENT_VOLUME_CLAIM("v1", "PersistentVolumeClaim"),
    STORAGE_CLASS("storage.k8s.io/v1", "StorageClass"),
    DEPLOYMENT("apps/v1", "Deployment"),
    REPLICA_SET("apps/v1", "ReplicaSet"),
    STATEFUL_SET("apps/v1", "StatefulSet"),
    DAEMON_SET("apps/v1", "DaemonSet"),
    CONTROLLER_REVISION("apps/v1", "ControllerRevision"),
    JOB("batch/v1", "Job"),
    CRON_JOB("batch/v1", "CronJob"),
    POD_DISRUPTION_BUDGET("policy/v1", "PodDisruptionBudget"),
    HORIZONTAL_POD_AUTOSCALER("autoscaling/v2", "HorizontalPodAutoscaler"),
    CERTIFICATE_SIGNING_REQUEST("certificates.k8s.io/v1", "CertificateSigningRequest"),
    ENDPOINT_SLICE("discovery.k8s.io/v1", "EndpointSlice");

    private final String apiVersion;
    private final String kind;

    Kind(String apiVersion, String kind) {
        this.apiVersion = apiVersion;
        this.kind = kind;
    }

    String apiVersion() {
        return apiVersion;
    }

    String kind() {
        return kind;
    }
}
