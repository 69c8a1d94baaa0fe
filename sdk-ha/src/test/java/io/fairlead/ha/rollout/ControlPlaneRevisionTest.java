package io.fairlead.ha.rollout;

import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.Testbed;
import io.fairlead.testkit.contract.ContractCluster;
import io.fairlead.testkit.contract.RealCluster;

/** Ways back on a real control plane. */
@Testbed
class ControlPlaneRevisionTest extends RevisionTests {

    private final ContractCluster cluster;

    ControlPlaneRevisionTest(ControlPlane controlPlane) {
        cluster = new RealCluster(controlPlane);
    }

    @Override
    ContractCluster contractCluster() {
        return cluster;
    }
}
