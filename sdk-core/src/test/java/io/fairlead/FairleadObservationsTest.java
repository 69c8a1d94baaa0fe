package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.event.Event;
import io.fairlead.failure.TimedOut;
import io.fairlead.plan.StepId;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class FairleadObservationsTest {

    private static final Instant AT = Instant.EPOCH;
    private static final StepId APPLY = new StepId(List.of(), "apply", "12 objects", 1);

    private final List<String> ended = new ArrayList<>();
    private final ObservationRegistry registry = ObservationRegistry.create();
    private final io.fairlead.event.EventListener listener = FairleadObservations.in(registry);

    FairleadObservationsTest() {
        registry.observationConfig().observationHandler(new ObservationHandler<Observation.Context>() {
            @Override
            public void onStop(Observation.Context context) {
                String parent = context.getParentObservation() == null
                        ? "nothing"
                        : context.getParentObservation().getContextView().getName();
                ended.add(context.getName() + " (" + context.getContextualName() + ") in " + parent + " "
                        + StreamSupport.stream(
                                        context.getLowCardinalityKeyValues().spliterator(), false)
                                .map(value -> value.getKey() + "=" + value.getValue())
                                .collect(Collectors.joining(" ")));
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
    }

    private void step(Runnable within) {
        listener.on(new Event.StepStarted(AT, APPLY, "apply 12 objects", 12));
        within.run();
        listener.on(new Event.StepEnded(AT, APPLY, Duration.ofMillis(5), false));
    }

    private void ends(Optional<io.fairlead.failure.FairleadException> failure) {
        listener.on(new Event.Ended(AT, "release", Duration.ofMillis(7), failure));
    }

    @Test
    void a_step_is_observed_within_its_operation_and_what_the_program_observes_within_both() {
        listener.on(new Event.Started(AT, "release"));
        step(() -> Observation.createNotStarted("mine", registry).observe(() -> {}));
        ends(Optional.empty());

        assertThat(ended)
                .containsExactly(
                        "mine (null) in fairlead.step ",
                        "fairlead.step (apply 12 objects) in fairlead.operation outcome=done verb=apply",
                        "fairlead.operation (release) in nothing operation=release outcome=done");
        assertThat(registry.getCurrentObservation()).isNull();
    }

    @Test
    void a_branch_on_another_thread_belongs_to_its_operation() throws InterruptedException {
        listener.on(new Event.Started(AT, "release"));
        Thread branch = new Thread(() -> step(() -> {}));
        branch.start();
        branch.join();
        ends(Optional.empty());

        assertThat(ended).startsWith("fairlead.step (apply 12 objects) in fairlead.operation outcome=done verb=apply");
    }

    @Test
    void an_operation_that_fails_says_by_which_failure() {
        listener.on(new Event.Started(AT, "release"));
        ends(Optional.of(new TimedOut("finish", Duration.ofSeconds(3), "No step was half-way.", null)));

        assertThat(ended).containsExactly("fairlead.operation (release) in nothing operation=release outcome=TimedOut");
    }
}
