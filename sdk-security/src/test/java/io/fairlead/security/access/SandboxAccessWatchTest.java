package io.fairlead.security.access;

import io.fairlead.testkit.Sandbox;
import io.fairlead.testkit.SandboxOptions;
import io.fairlead.testkit.contract.ContractCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Reading and following on the Sandbox. */
class SandboxAccessWatchTest extends AccessWatchTests {

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
}
