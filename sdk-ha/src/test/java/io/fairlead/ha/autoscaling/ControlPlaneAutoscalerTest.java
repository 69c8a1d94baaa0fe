package io.fairlead.ha.autoscaling;

import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.Testbed;
import io.fairlead.testkit.contract.ContractCluster;
import io.fairlead.testkit.contract.RealCluster;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Autoscalers on a real control plane. */
@Testbed
class ControlPlaneAutoscalerTest extends AutoscalerTests {

    private final ContractCluster cluster;

    ControlPlaneAutoscalerTest(ControlPlane controlPlane) {
        cluster = new RealCluster(controlPlane);
    }

    @Override
    ContractCluster contractCluster() {
        return cluster;
    }

    @TestFactory
    Stream<DynamicNode> under_contract() {
        return AutoscalingContracts.on(cluster);
    }
}
