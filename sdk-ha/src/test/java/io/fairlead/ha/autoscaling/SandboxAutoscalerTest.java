package io.fairlead.ha.autoscaling;

import io.fairlead.testkit.Sandbox;
import io.fairlead.testkit.SandboxOptions;
import io.fairlead.testkit.contract.ContractCluster;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Autoscalers on the Sandbox. */
class SandboxAutoscalerTest extends AutoscalerTests {

    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions::enforceRbac);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Override
    ContractCluster contractCluster() {
        return ContractCluster.of(sandbox);
    }

    @TestFactory
    Stream<DynamicNode> under_contract() {
        return AutoscalingContracts.on(contractCluster());
    }
}
