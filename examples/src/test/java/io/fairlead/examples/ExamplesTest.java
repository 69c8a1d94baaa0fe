package io.fairlead.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fairlead.Cluster;
import io.fairlead.failure.NotReady;
import io.fairlead.operation.Outcome;
import io.fairlead.testkit.Sandbox;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The examples do what they say. */
class ExamplesTest {

    @Test
    void the_shop_is_applied_and_its_catalogue_grows() {
        try (Sandbox sandbox = Sandbox.start();
                Cluster cluster = Cluster.using(sandbox.client())) {
            assertThat(ApplyManifests.seenFirst(cluster)).hasToString("Applied 33 objects, 33 changed");
            assertThat(OperationOfYourOwn.grown(cluster).orThrow()).isEqualTo(3);
        }
    }

    @Test
    void a_setting_is_taken_back() {
        try (Sandbox sandbox = Sandbox.start();
                Cluster cluster = Cluster.using(sandbox.client())) {
            TakeBack.andForth(cluster);

            Optional<ConfigMap> sale = cluster.query(work -> work.find(ConfigMap.class, "default/sale"));
            assertThat(sale).isEmpty();
        }
    }

    @Test
    void another_owner_takes_over_when_told_to() {
        try (Sandbox sandbox = Sandbox.start();
                Cluster cluster = Cluster.using(sandbox.client())) {
            cluster.run(ReleaseAnImage.release("registry.example/web:1.0"));

            assertThat(ConflictOfOwners.decided(cluster)).hasToString("Done: 1 object changed");
        }
    }

    @Test
    void a_run_is_heard_on_the_terminal_and_in_meters_and_traces() {
        var lines = new ArrayList<String>();
        var meters = new SimpleMeterRegistry();
        var traces = ObservationRegistry.create();
        traces.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        try (Sandbox sandbox = Sandbox.start();
                Cluster cluster = WatchARun.watched(sandbox.client(), lines::add, meters, traces)) {
            cluster.run(ReleaseAnImage.release("registry.example/web:1.0"));
        }

        assertThat(lines).first().asString().startsWith("> apply");
        assertThat(lines).last().asString().startsWith("= ");
        assertThat(meters.get("fairlead.operations")
                        .tag("outcome", "done")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("fairlead.operation")
                        .tag("outcome", "done")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("fairlead.step").tag("verb", "apply").timer().count())
                .isPositive();
    }

    @Test
    void a_book_is_kept_of_what_is_written() {
        var book = new ArrayList<String>();
        try (Sandbox sandbox = Sandbox.start();
                Cluster cluster = Cluster.using(sandbox.client(), o -> o.listener(WatchARun.audit(book::add)))) {
            TakeBack.andForth(cluster);
        }

        assertThat(book)
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertThat(first).endsWith(" CREATE ConfigMap default/sale"),
                        second -> assertThat(second).endsWith(" DELETE ConfigMap default/sale"));
    }

    // The guide quotes from here on.

    @Test
    void a_release_that_cannot_be_pulled_is_taken_back() {
        try (var sandbox = Sandbox.start();
                var cluster = Cluster.using(sandbox.client())) {
            cluster.run(ReleaseAnImage.release("registry.example/web:1.0"));

            var outcome = cluster.attempt(ReleaseAnImage.release("registry.example/web:1.1-cannot-pull"));

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Undone.class,
                            undone -> assertThat(undone.cause()).isInstanceOf(NotReady.class));
        }
    }
}
