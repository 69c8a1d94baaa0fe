package io.fairlead.security.access;

import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.Testbed;
import io.fairlead.testkit.contract.ContractCluster;
import io.fairlead.testkit.contract.RealCluster;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Guarded changes on a real control plane. */
@Testbed
class ControlPlaneAccessGuardTest extends AccessGuardTests {

    private final ContractCluster cluster;

    ControlPlaneAccessGuardTest(ControlPlane controlPlane) {
        cluster = new RealCluster(controlPlane);
    }

    @Override
    ContractCluster contractCluster() {
        return cluster;
    }

    @TestFactory
    Stream<DynamicNode> under_contract() {
        return AccessContracts.on(cluster);
    }
}
