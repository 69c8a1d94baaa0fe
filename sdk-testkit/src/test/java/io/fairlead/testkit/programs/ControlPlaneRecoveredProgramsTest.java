package io.fairlead.testkit.programs;

import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.Testbed;
import io.fairlead.testkit.contract.ContractCluster;
import io.fairlead.testkit.contract.RealCluster;

/** Programs whose process died, on a real control plane. */
@Testbed
class ControlPlaneRecoveredProgramsTest extends RecoveredProgramsContract {

    private final ContractCluster cluster;

    ControlPlaneRecoveredProgramsTest(ControlPlane controlPlane) {
        cluster = new RealCluster(controlPlane);
    }

    @Override
    ContractCluster contractCluster() {
        return cluster;
    }
}
