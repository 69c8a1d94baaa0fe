package io.fairlead.security.access;

import io.fairlead.testkit.Sandbox;
import io.fairlead.testkit.SandboxOptions;
import io.fairlead.testkit.contract.ContractCluster;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Guarded changes on the Sandbox. */
class SandboxAccessGuardTest extends AccessGuardTests {

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
        return AccessContracts.on(contractCluster());
    }
}
