package io.fairlead.ha.workload;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.testkit.Sandbox;
import io.fairlead.testkit.SandboxOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The arithmetic of budgets beside the Sandbox. */
class SandboxBudgetTest extends BudgetArithmeticTests {

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
    KubernetesClient client() {
        return sandbox.client();
    }
}
