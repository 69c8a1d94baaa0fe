package io.fairlead.testkit.contract;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.operation.Operation;

/** A process that dies half-way. */
public final class KilledProcess {

    private KilledProcess() {}

    /**
     * Runs an operation in a process that dies before its n-th write but one; records are writes too.
     *
     * @return whether it died; else it came to its end before
     */
    public static boolean dies(KubernetesClient through, String namespace, Operation<?> operation, int writes) {
        try (CutOff process = new CutOff(through, namespace, writes)) {
            process.attempt(operation);
            return process.isDead();
        }
    }
}
