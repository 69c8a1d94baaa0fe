package io.fairlead.ha.rollout;

import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.Testbed;
import io.fairlead.testkit.contract.ContractCluster;
import io.fairlead.testkit.contract.RealCluster;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Rollouts on a real control plane. */
@Testbed
class ControlPlaneRolloutTest extends RolloutTests {

    private final ContractCluster cluster;

    ControlPlaneRolloutTest(ControlPlane controlPlane) {
        cluster = new RealCluster(controlPlane);
    }

    @Override
    ContractCluster contractCluster() {
        return cluster;
    }

    @TestFactory
    Stream<DynamicNode> under_contract() {
        return RolloutContracts.on(cluster);
    }
}
