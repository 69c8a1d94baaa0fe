package io.fairlead.security.access;

import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.Testbed;
import io.fairlead.testkit.contract.ContractCluster;
import io.fairlead.testkit.contract.RealCluster;

/** Reading and following on a real control plane. */
@Testbed
class ControlPlaneAccessWatchTest extends AccessWatchTests {

    private final ContractCluster cluster;

    ControlPlaneAccessWatchTest(ControlPlane controlPlane) {
        cluster = new RealCluster(controlPlane);
    }

    @Override
    ContractCluster contractCluster() {
        return cluster;
    }
}
