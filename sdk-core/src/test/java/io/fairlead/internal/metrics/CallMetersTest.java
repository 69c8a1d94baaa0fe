package io.fairlead.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.kube.Request;
import io.fairlead.internal.resilience.NoAnswer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallMetersTest {

    private static final Request SCALE =
            Request.patch("/apis/apps/v1/namespaces/shop/deployments/web/scale", Request.MERGE_PATCH, "{}", true);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CallMeters meters = new CallMeters(registry, 16);

    @Test
    void attempts_are_timed_by_verb_resource_and_code_without_names() {
        meters.answered(SCALE, 200, Duration.ofMillis(20));
        meters.answered(SCALE, 200, Duration.ofMillis(40));
        meters.answered(SCALE, 409, Duration.ofMillis(1));

        assertThat(registry.get("fairlead.kube.requests")
                        .tags("verb", "patch", "resource", "apps/deployments/scale", "code", "200")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(60);
    }

    @Test
    void losses_retries_window_and_circuit_are_counted() {
        meters.lost(SCALE, new NoAnswer(NoAnswer.Fate.NOT_SENT, "refused", null), Duration.ofMillis(1));
        meters.retrying(SCALE, "refused", Duration.ofMillis(100));
        meters.windowChanged(32);
        meters.circuitOpened();

        assertThat(registry.get("fairlead.kube.lost")
                        .tag("fate", "not_sent")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("fairlead.kube.retries").counter().count()).isEqualTo(1);
        assertThat(registry.get("fairlead.kube.window").gauge().value()).isEqualTo(32);
        assertThat(registry.get("fairlead.kube.circuit.open").gauge().value()).isEqualTo(1);

        meters.circuitClosed();
        assertThat(registry.get("fairlead.kube.circuit.open").gauge().value()).isZero();
    }
}
