package io.fairlead.testkit.programs;

import io.fairlead.testkit.Sandbox;
import io.fairlead.testkit.SandboxOptions;
import io.fairlead.testkit.contract.ContractCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Programs whose process died, on the Sandbox. */
class SandboxRecoveredProgramsTest extends RecoveredProgramsContract {

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
