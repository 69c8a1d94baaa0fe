package io.fairlead.cost;

import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.Testbed;
import io.fairlead.testkit.contract.ContractCluster;
import io.fairlead.testkit.contract.RealCluster;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** What plans cost on a real control plane. */
@Testbed
class ControlPlanePlanCostTest extends PlanCostTests {

    private final ContractCluster cluster;

    ControlPlanePlanCostTest(ControlPlane controlPlane) {
        cluster = new RealCluster(controlPlane);
    }

    @Override
    ContractCluster contractCluster() {
        return cluster;
    }

    @TestFactory
    Stream<DynamicNode> under_contract() {
        return CostContracts.on(cluster);
    }
}
