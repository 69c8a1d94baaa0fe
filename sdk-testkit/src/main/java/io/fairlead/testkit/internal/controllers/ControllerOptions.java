package io.fairlead.testkit.internal.controllers;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which controllers run, on which nodes, and how fast.
 *
 * @param nodes the nodes to begin with
 * @param timing how long things take on a node
 * @param off what does not run
 * @param metrics where autoscalers read usage from, empty for no metrics API
 * @param storage whether a default StorageClass is made
 * @param loadBalancers whether Services of type LoadBalancer get addresses
 */
public record ControllerOptions(
        NodeSpec nodes,
        KubeletTiming timing,
        Set<Part> off,
        Optional<UsageSource> metrics,
        boolean storage,
        boolean loadBalancers) {
    /** Three nodes, everything on and fast, no metrics. */
    public static final ControllerOptions DEFAULT =
            new ControllerOptions(NodeSpec.DEFAULT, KubeletTiming.FAST, Set.of(), Optional.empty(), true, false);

    /** Copies the set. */
    public ControllerOptions {
        off = Set.copyOf(off);
    }

    /** What can be switched off one by one. */
    public enum Part {
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

    /** The same on other nodes. */
    public ControllerOptions withNodes(NodeSpec other) {
        return new ControllerOptions(other, timing, off, metrics, storage, loadBalancers);
    }

    /** The same at another pace. */
    public ControllerOptions withTiming(KubeletTiming other) {
        return new ControllerOptions(nodes, other, off, metrics, storage, loadBalancers);
    }

    /** The same with usage for autoscalers. */
    public ControllerOptions withMetrics(UsageSource usage) {
        return new ControllerOptions(nodes, timing, off, Optional.of(usage), storage, loadBalancers);
    }

    /** The same with one part more switched off. */
    public ControllerOptions without(Part part) {
        var more = off.isEmpty() ? EnumSet.noneOf(Part.class) : EnumSet.copyOf(off);
        more.add(part);
        return new ControllerOptions(nodes, timing, more, metrics, storage, loadBalancers);
    }

    boolean runs(Part part) {
        return !off.contains(part);
    }
}
