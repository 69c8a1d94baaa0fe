package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.event.Event;
import io.fairlead.plan.Change;
import io.fairlead.plan.StepId;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairleadMetricsTest {

    private static final Instant AT = Instant.EPOCH;
    private static final StepId STEP = new StepId(List.of(), "apply", "1 object", 1);

    @Test
    void operations_steps_and_writes_are_metered_under_their_documented_names() {
        var registry = new SimpleMeterRegistry();
        var listener = FairleadMetrics.bindTo(registry).listener();

        listener.on(new Event.Wrote(AT, STEP, Ref.of(Kind.of("v1", "ConfigMap"), "shop/web"), Change.Action.CREATE));
        listener.on(new Event.StepEnded(AT, STEP, Duration.ofMillis(5), false));
        listener.on(new Event.Ended(AT, "release", Duration.ofMillis(7), Optional.empty()));

        assertThat(registry.get("fairlead.writes")
                        .tags("kind", "ConfigMap", "action", "create")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("fairlead.steps")
                        .tags("verb", "apply", "outcome", "done")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("fairlead.operations")
                        .tags("operation", "release", "outcome", "done")
                        .timer()
                        .count())
                .isEqualTo(1);
    }
}
