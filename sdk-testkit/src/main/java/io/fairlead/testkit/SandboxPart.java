package io.fairlead.testkit;

/** What can be left out of a {@link Sandbox}, one by one. */
public enum SandboxPart {
    /** Rolls out Deployments. */
    DEPLOYMENT,
    /** Keeps the pods of ReplicaSets. */
    REPLICA_SET,
    /** Keeps the pods of StatefulSets. */
    STATEFUL_SET,
    /** Keeps the pods of DaemonSets. */
    DAEMON_SET,
    /** Runs Jobs to their end. */
    JOB,
    /** Makes the Jobs of CronJobs. */
    CRON_JOB,
    /** Counts for PodDisruptionBudgets. */
    DISRUPTION,
    /** Sizes workloads by their use. */
    AUTOSCALER,
    /** Lists the endpoints of Services. */
    ENDPOINT_SLICE,
    /** Notices lost nodes, taints nodes, and takes pods from them. */
    NODE_LIFECYCLE,
    /** Signs approved certificate requests, and clears old ones away. */
    CERTIFICATE_SIGNER,
    /** Binds claims to volumes. */
    VOLUME_BINDER,
    /** Binds pods to nodes. */
    SCHEDULER,
    /** Runs pods on their nodes. */
    KUBELET
}
