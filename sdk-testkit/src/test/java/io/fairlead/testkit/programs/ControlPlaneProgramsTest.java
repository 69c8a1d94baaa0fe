package io.fairlead.testkit.programs;

import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.Testbed;
import io.fairlead.testkit.contract.ContractCluster;
import io.fairlead.testkit.contract.RealCluster;

/** The programs on a real control plane. */
@Testbed
class ControlPlaneProgramsTest extends ProgramsContract {

    private final ContractCluster cluster;

    ControlPlaneProgramsTest(ControlPlane controlPlane) {
        cluster = new RealCluster(controlPlane);
    }

    @Override
    ContractCluster contractCluster() {
        return cluster;
    }
}
