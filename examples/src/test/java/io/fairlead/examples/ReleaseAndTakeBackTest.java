package io.fairlead.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.Cluster;
import io.fairlead.operation.Outcome;
import io.fairlead.testkit.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the page on rollouts shows happens, to the letter. */
class ReleaseAndTakeBackTest {

    private static final String PAGE = Pages.read(Pages.ROOT.resolve("docs/guide/rollout.md"));

    private final Sandbox sandbox = Sandbox.start();
    private final Cluster cluster = Cluster.using(sandbox.client());

    @BeforeEach
    void first() {
        cluster.run(ReleaseAnImage.release("registry.example/web:1.0"));
    }

    @AfterEach
    void close() {
        cluster.close();
        sandbox.close();
    }

    @Test
    void the_plan_reads_as_the_page_says() {
        assertThat(PAGE)
                .contains(cluster.plan(ReleaseAndTakeBack.release("registry.example/web:2.0"))
                        .preview()
                        .text());
    }

    @Test
    void a_failing_release_is_explained_as_the_page_says() {
        var outcome = cluster.attempt(ReleaseAndTakeBack.release("registry.example/web:2.1-cannot-pull"));

        assertThat(ReleaseAndTakeBack.why(outcome))
                .containsExactly("image registry.example/web:2.1-cannot-pull is not found");
        assertThat(PAGE).contains(outcome.toString().replaceAll("web-[0-9a-z]+-[0-9a-z]{5}", "web-66888c9f54-5vvtp"));
    }

    @Test
    void a_release_goes_back_to_its_first_revision() {
        cluster.run(ReleaseAndTakeBack.release("registry.example/web:2.0"));

        assertThat(PAGE).contains(ReleaseAndTakeBack.back(cluster).toString());
        cluster.run(ReleaseAndTakeBack.resized());
        ReleaseAndTakeBack.heldAndRestarted(cluster);
    }

    @Test
    void a_gate_decides() {
        assertThat(cluster.attempt(ReleaseAndTakeBack.gated("registry.example/web:2.0", () -> false)))
                .isInstanceOf(Outcome.Undone.class);
        assertThat(cluster.attempt(ReleaseAndTakeBack.gated("registry.example/web:2.0", () -> true))
                        .isDone())
                .isTrue();
    }
}
