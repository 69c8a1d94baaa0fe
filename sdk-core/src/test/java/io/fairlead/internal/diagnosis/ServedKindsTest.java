package io.fairlead.internal.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.kube.FabricKubeApi;
import io.fairlead.internal.kube.ResourceType;
import io.fairlead.internal.readiness.ReadinessRules;
import io.fairlead.internal.resilience.CallObserver;
import io.fairlead.internal.resilience.Resilience;
import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.Testbed;
import org.junit.jupiter.api.Test;

/** No kind that Kubernetes itself serves is left to conventions. */
@Testbed
class ServedKindsTest {

    @Test
    void each_kind_that_the_server_serves_has_a_rule_or_is_known_to_have_no_status(ControlPlane plane) {
        try (FabricKubeApi api = FabricKubeApi.connect(plane.config(), Resilience.ofDefaults(), CallObserver.NONE)) {
            assertThat(api.types())
                    .filteredOn(type -> type.verbs().contains("get"))
                    // Other tests of this control plane define kinds of their own.
                    .filteredOn(type -> type.kind().group().isEmpty()
                            || !type.kind().group().contains(".")
                            || type.kind().group().endsWith("k8s.io"))
                    .extracting(ResourceType::kind)
                    .hasSizeGreaterThan(50)
                    .filteredOn(kind -> !ReadinessRules.of().knows(kind))
                    .isEmpty();
        }
    }
}
