package io.fairlead.testkit.diagnosis;

import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.Testbed;
import io.fairlead.testkit.contract.ContractCluster;
import io.fairlead.testkit.contract.RealCluster;

/** The situations on a real control plane. */
@Testbed
class ControlPlaneSituationsTest extends SituationsContract {

    private final ContractCluster cluster;

    ControlPlaneSituationsTest(ControlPlane controlPlane) {
        cluster = new RealCluster(controlPlane);
    }

    @Override
    ContractCluster contractCluster() {
        return cluster;
    }

    @Override
    boolean hasKubelets() {
        return false;
    }
}
