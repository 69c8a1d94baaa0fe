package io.fairlead.ha.workload;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.Testbed;

/** The arithmetic of budgets beside the real disruption controller and the real eviction API. */
@Testbed
class ControlPlaneBudgetTest extends BudgetArithmeticTests {

    private final ControlPlane controlPlane;

    ControlPlaneBudgetTest(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
    }

    @Override
    KubernetesClient client() {
        return controlPlane.client();
    }
}
