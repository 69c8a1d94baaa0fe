package io.fairlead.testkit.diagnosis;

import io.fairlead.testkit.Sandbox;
import io.fairlead.testkit.SandboxOptions;
import io.fairlead.testkit.contract.ContractCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The situations on the Sandbox. */
class SandboxSituationsTest extends SituationsContract {

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

    @Override
    boolean hasKubelets() {
        return true;
    }
}
