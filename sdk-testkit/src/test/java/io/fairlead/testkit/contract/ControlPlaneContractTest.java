package io.fairlead.testkit.contract;

import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.Testbed;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The kernel's operations under contract on a real control plane. */
@Testbed
class ControlPlaneContractTest {

    @TestFactory
    Stream<DynamicNode> kernel_operations(ControlPlane controlPlane) {
        return OperationContract.tests(new RealCluster(controlPlane), KernelOperations.all());
    }
}
