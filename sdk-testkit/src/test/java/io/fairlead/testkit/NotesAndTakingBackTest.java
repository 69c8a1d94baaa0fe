package io.fairlead.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fairlead.Cluster;
import io.fairlead.event.Event;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a program says to know, and what a part that is taken back within a part reports. */
class NotesAndTakingBackTest {

    private static final Owner OWNER = Owner.of("test");

    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions::withoutControllers);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static ConfigMap map(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .withData(Map.of("k", "v"))
                .build();
    }

    @Test
    void a_note_is_printed_with_a_plans_warnings_and_told_by_a_run() {
        Operation<Void> noting =
                Operation.doing(work -> work.note(Ref.of(ConfigMap.class, "default/a"), "it is read at start alone"));
        List<String> told = new CopyOnWriteArrayList<>();

        try (Cluster cluster = Cluster.using(
                sandbox.client(),
                options -> options.listener(event -> {
                    if (event instanceof Event.Warned warned) {
                        told.add(warned.warning().toString());
                    }
                }))) {
            assertThat(cluster.plan(noting.named("start")).preview().text()).isEqualTo("""
                    Plan of start: nothing to change
                      ! ConfigMap default/a: it is read at start alone""");
            cluster.run(noting);
        }

        assertThat(told).containsExactly("ConfigMap default/a: it is read at start alone");
    }

    @Test
    void a_part_taken_back_within_a_part_that_is_taken_back_is_reported() {
        Operation<Void> failing = Operation.doing(work -> {
            work.apply(map("b"), OWNER);
            throw work.abort("enough");
        });

        var outcome = sandbox.cluster().attempt(failing.undoOnFailure().undoOnFailure());

        assertThat(((Outcome.Undone<Void>) outcome).report().restored())
                .containsExactly(Ref.of(ConfigMap.class, "default/b"));
    }

    @Test
    void a_part_that_failed_before_it_wrote_is_refused_not_taken_back() {
        Operation<Void> failing = Operation.doing(work -> {
            throw work.abort("enough");
        });

        assertThat(sandbox.cluster().attempt(failing.undoOnFailure())).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void what_is_done_irrevocably_is_marked_and_stays() {
        Operation<Void> program = Operation.doing(work -> {
            work.apply(map("d"), OWNER);
            work.irrevocably(Operation.doing(inner -> inner.delete(Ref.of(ConfigMap.class, "default/c"))));
            throw work.abort("enough");
        });
        sandbox.client().resource(map("c")).create();

        assertThat(sandbox.cluster()
                        .plan(Operation.doing(work -> work.irrevocably(
                                        Operation.doing(inner -> inner.delete(Ref.of(ConfigMap.class, "default/c")))))
                                .named("clear"))
                        .preview()
                        .text())
                .isEqualTo("""
                        Plan of clear: 1 to delete
                          clear:
                            - ConfigMap default/c  (undo: none, it stays as it is then)""");
        var outcome = sandbox.cluster().attempt(program.undoOnFailure());

        assertThat(((Outcome.Undone<Void>) outcome).report().restored())
                .containsExactly(Ref.of(ConfigMap.class, "default/d"));
        assertThat(sandbox.client().resource(map("c")).get()).isNull();
    }
}
