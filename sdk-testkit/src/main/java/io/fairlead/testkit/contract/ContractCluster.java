package io.fairlead.testkit.contract;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.testkit.Sandbox;
import java.util.List;

/**
 * A cluster that the contract is run on: one that enforces RBAC and can tell which requests it got.
 *
 * <p>{@link #of(Sandbox)} makes one of a Sandbox; implement it for a cluster of your own.
 */
public interface ContractCluster {

    /** What it is called in the names of tests. */
    String name();

    /** A client that may do everything; stays open as long as the cluster. */
    KubernetesClient admin();

    /** A client of a user who may do only what RBAC grants; stays open as long as the cluster. */
    KubernetesClient client(String user);

    /** A new namespace, with what every namespace has already in it. */
    String newNamespace();

    /** Whether it lives in this process, so that what takes many runs may be tried too; {@code false} by default. */
    default boolean isInProcess() {
        return false;
    }

    /** The requests from now on. */
    Recording record();

    /** The requests that a cluster gets from a moment on. */
    @FunctionalInterface
    interface Recording {

        /** Those answered so far, in the order of arrival; those of the cluster's own components left out. */
        List<SeenRequest> requests();
    }

    /** A Sandbox that enforces RBAC: {@code Sandbox.start(SandboxOptions::enforceRbac)}. */
    static ContractCluster of(Sandbox sandbox) {
        return new SandboxCluster(sandbox);
    }
}
