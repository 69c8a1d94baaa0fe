package io.fairlead.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.Cluster;
import io.fairlead.failure.BadRecord;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Misuse;
import io.fairlead.failure.NotResumed;
import io.fairlead.journal.JournalEntry;
import io.fairlead.journal.JournalEntry.State;
import io.fairlead.operation.Amendment;
import io.fairlead.operation.Batch;
import io.fairlead.operation.ExternalStep;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.testkit.Sandbox;
import io.fairlead.testkit.SandboxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operation that a dead process began is gone on with by another one. */
class ResumeTest {

    private static final Owner SHOP = Owner.of("fairlead/shop");
    private static final Owner OPS = Owner.of("fairlead/ops");

    private static Sandbox sandbox;

    private String namespace;
    private Cluster cluster;
    private final List<String> told = new ArrayList<>();

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions::withoutControllers);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void open() {
        namespace = "resume-" + Integer.toHexString(System.identityHashCode(this));
        client().resource(new io.fabric8.kubernetes.api.model.NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        cluster = sandbox.cluster(options -> options.namespace(namespace));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private static KubernetesClient client() {
        return sandbox.client();
    }

    private ConfigMap configMap(String name, String key, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .addToData(key, value)
                .build();
    }

    private Operation<Void> set(String name, String value) {
        return Operation.doing(work ->
                work.apply(Batch.of(SHOP, configMap(name, "value", value)).takingOver()));
    }

    private String value(String name) {
        ConfigMap found =
                client().configMaps().inNamespace(namespace).withName(name).get();
        return found == null ? "(none)" : found.getData().get("value");
    }

    /** Runs an operation in a process that dies before its n-th write, and gives what it left; records are writes too. */
    private JournalEntry killed(Operation<?> operation, int writes) {
        try (CutOff process = new CutOff(client(), namespace, writes)) {
            Outcome<?> outcome = process.attempt(operation);
            assertThat(process.isDead()).as(outcome.toString()).isTrue();
        }
        List<JournalEntry> left = cluster.journal().list(namespace);
        assertThat(left).hasSize(1);
        assertThat(left.get(0).state()).isEqualTo(State.OPEN);
        return left.get(0);
    }

    private State state(JournalEntry entry) {
        return cluster.journal().list(namespace).stream()
                .filter(one -> one.id().equals(entry.id()))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private void edit(String name, String value) {
        client().configMaps().inNamespace(namespace).withName(name).edit(found -> {
            found.getData().put("value", value);
            return found;
        });
    }

    @Test
    void what_is_done_is_not_done_again_and_the_rest_runs_under_the_same_record() {
        Operation<Void> program = set("a", "1").then(set("b", "1")).then(set("c", "1"));
        JournalEntry left = killed(program, 5);
        assertThat(List.of(value("a"), value("b"), value("c"))).containsExactly("1", "1", "(none)");
        String version = client().configMaps()
                .inNamespace(namespace)
                .withName("a")
                .get()
                .getMetadata()
                .getResourceVersion();

        assertThat(cluster.plan(cluster.journal().resume(left.id(), program))
                        .preview()
                        .text())
                .contains(": 1 to create\n")
                .contains("+ ConfigMap " + namespace + "/c as fairlead/shop")
                .doesNotContain("/a", "/b ");
        Outcome<Void> outcome = cluster.attempt(cluster.journal().resume(left.id(), program));

        assertThat(outcome.isDone()).as(outcome.toString()).isTrue();
        assertThat(List.of(value("a"), value("b"), value("c"))).containsExactly("1", "1", "1");
        assertThat(client().configMaps()
                        .inNamespace(namespace)
                        .withName("a")
                        .get()
                        .getMetadata()
                        .getResourceVersion())
                .isEqualTo(version);
        assertThat(cluster.journal().list(namespace)).hasSize(1);
        assertThat(state(left)).isEqualTo(State.DONE);
        assertThat(cluster.run(((Outcome.Done<Void>) outcome).undo()).kept()).isEmpty();
        assertThat(List.of(value("a"), value("b"), value("c"))).containsExactly("(none)", "(none)", "(none)");
        assertThat(state(left)).isEqualTo(State.UNDONE);
    }

    @Test
    void a_resumed_operation_is_undone_by_its_record_as_a_whole() {
        Operation<Void> program = set("a", "1").then(set("b", "1")).then(set("c", "1"));
        JournalEntry left = killed(program, 3);
        cluster.run(cluster.journal().resume(left.id(), program));
        cluster.run(cluster.journal().undo(left.id()));
        assertThat(List.of(value("a"), value("b"), value("c"))).containsExactly("(none)", "(none)", "(none)");
    }

    /** Adds one to what it reads: played anew without looking back it would add twice. */
    private Operation<Void> counting() {
        return Operation.doing(work -> {
            int count = Integer.parseInt(
                    work.get(ConfigMap.class, namespace + "/counter").getData().get("value"));
            work.apply(Batch.of(SHOP, configMap("counter", "value", String.valueOf(count + 1)))
                    .takingOver());
            work.apply(configMap("seen", "value", String.valueOf(count + 1)), SHOP);
        });
    }

    @Test
    void reads_are_replayed_as_they_were() {
        client().resource(configMap("counter", "value", "7")).create();
        for (int writes = 1; writes <= 4; writes++) {
            JournalEntry left = killed(counting(), writes);
            cluster.run(cluster.journal().resume(left.id(), counting()));
            assertThat(value("counter")).as("killed after " + writes).isEqualTo("8");
            assertThat(value("seen")).isEqualTo("8");
            cluster.run(cluster.journal().undo(left.id()));
            assertThat(value("counter")).isEqualTo("7");
            client().configMaps()
                    .inNamespace(namespace)
                    .withName(left.id().replaceAll(".*/", ""))
                    .delete();
        }
    }

    @Test
    void gates_are_asked_once_and_values_made_up_once() {
        List<String> asked = new ArrayList<>();
        List<String> made = new ArrayList<>();
        Operation<Void> program = Operation.doing(work -> {
            String name = work.once("name", () -> {
                made.add("name");
                return "n" + made.size();
            });
            work.apply(configMap("one", "value", name), SHOP);
            if (!work.decide(Gate.of("go on", () -> asked.add("go on")))) {
                throw work.abort("no");
            }
            work.apply(configMap("two", "value", name + work.now()), SHOP);
            work.apply(configMap("three", "value", name), SHOP);
        });
        JournalEntry left = killed(program, 5);
        String two = value("two");

        cluster.run(cluster.journal().resume(left.id(), program));

        assertThat(asked).containsExactly("go on");
        assertThat(made).containsExactly("name");
        assertThat(List.of(value("one"), value("two"), value("three"))).containsExactly("n1", two, "n1");
        assertThat(cluster.journal().show(left.id())).contains("    ? decided: go on, passed\n");
    }

    @Test
    void a_made_up_secret_is_kept_where_the_secret_is_and_nowhere_else() {
        Operation<Void> program = Operation.doing(work -> {
            String key = work.secret("key", () -> "k-" + System.nanoTime());
            work.apply(
                    new io.fabric8.kubernetes.api.model.SecretBuilder()
                            .withNewMetadata()
                            .withNamespace(namespace)
                            .withName("session")
                            .endMetadata()
                            .addToData(
                                    "key",
                                    java.util.Base64.getEncoder()
                                            .encodeToString(key.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                            .build(),
                    SHOP);
            work.apply(configMap("after", "value", String.valueOf(key.length())), SHOP);
        });
        JournalEntry left = killed(program, 3);
        String stored = client().secrets()
                .inNamespace(namespace)
                .withName("session")
                .get()
                .getData()
                .get("key");
        assertThat(client().secrets()
                        .inNamespace(namespace)
                        .withName(left.id().replaceAll(".*/", ""))
                        .get())
                .isNotNull();

        cluster.run(cluster.journal().resume(left.id(), program));

        assertThat(client().secrets()
                        .inNamespace(namespace)
                        .withName("session")
                        .get()
                        .getData())
                .containsEntry("key", stored);
        assertThat(cluster.journal().show(left.id())).doesNotContain(stored);
    }

    @Test
    void another_program_is_refused_before_its_first_write() {
        JournalEntry left = killed(set("a", "1").then(set("b", "1")).then(set("c", "1")), 5);
        String id = left.id();

        Outcome<Void> other =
                cluster.attempt(cluster.journal().resume(id, set("x", "1").then(set("b", "1"))));
        assertThat(other).isInstanceOf(Outcome.Refused.class);
        NotResumed refused = (NotResumed) ((Outcome.Refused<Void>) other).cause();
        assertThat(refused.step()).isEqualTo("apply 1 object as fairlead/shop");
        assertThat(refused)
                .hasMessage("Tried to resume the record " + id + ".\n"
                        + "This is another operation than the one that was begun: that went on with \"apply 1 object as"
                        + " fairlead/shop\", this one does that to other objects.\n"
                        + "Give the same operation again, or take back what was done: cluster.journal().undo(\"" + id
                        + "\").");
        assertThat(value("x")).isEqualTo("(none)");

        assertThatThrownBy(() -> cluster.run(cluster.journal()
                        .resume(
                                id,
                                Operation.doing(work -> work.amend(
                                        Ref.of(ConfigMap.class, namespace + "/a"),
                                        Amendment.of(edit -> edit.replace("/data/value", "2")))))))
                .isInstanceOf(NotResumed.class)
                .hasMessageContaining("this one would amend ConfigMap " + namespace + "/a.");
        assertThatThrownBy(() -> cluster.run(cluster.journal().resume(id, set("a", "2"))))
                .isInstanceOf(NotResumed.class)
                .hasMessageContaining("this one has another .data.value of ConfigMap " + namespace + "/a.");
        assertThatThrownBy(() -> cluster.run(cluster.journal().resume(id, set("a", "1"))))
                .isInstanceOf(NotResumed.class)
                .hasMessageContaining("this one ends before it.");
        assertThat(List.of(value("a"), value("b"), value("c"))).containsExactly("1", "1", "(none)");
        assertThat(state(left)).isEqualTo(State.OPEN);

        cluster.run(
                cluster.journal().resume(id, set("a", "1").then(set("b", "1")).then(set("c", "1"))));
        assertThat(value("c")).isEqualTo("1");
        assertThat(state(left)).isEqualTo(State.DONE);
    }

    @Test
    void what_others_changed_since_is_for_people_to_settle() {
        Operation<Void> program = set("a", "1").then(set("b", "1")).then(set("c", "1"));
        client().resource(configMap("a", "value", "0")).create();
        JournalEntry left = killed(program, 5);
        edit("a", "mine");

        Outcome<Void> outcome = cluster.attempt(cluster.journal().resume(left.id(), program));

        assertThat(outcome).isInstanceOf(Outcome.Stuck.class);
        FairleadException cause = ((Outcome.Stuck<Void>) outcome).cause();
        assertThat(cause)
                .isInstanceOf(NotResumed.class)
                .hasMessageStartingWith("Tried to resume the record " + left.id() + ".\n"
                        + "\"apply 1 object as fairlead/shop\" was finished, and ConfigMap " + namespace
                        + "/a was changed since: .data.value: fabric8-kubernetes-client");
        assertThat(((Outcome.Stuck<Void>) outcome).left())
                .containsExactly("apply ConfigMap " + namespace + "/a", "apply ConfigMap " + namespace + "/b");
        assertThat(state(left)).isEqualTo(State.STUCK);
        assertThat(value("a")).isEqualTo("mine");
        assertThat(value("c")).isEqualTo("(none)");

        edit("b", "theirs");
        edit("a", "1");
        client().configMaps().inNamespace(namespace).withName("a").delete();
        assertThatThrownBy(() -> cluster.run(cluster.journal().resume(left.id(), program)))
                .isInstanceOf(NotResumed.class)
                .hasMessageContaining("/a was changed since: it was deleted since.");
    }

    @Test
    void what_was_created_and_then_changed_by_others_is_named_too() {
        Operation<Void> program = set("a", "1").then(set("b", "1")).then(set("c", "1"));
        JournalEntry left = killed(program, 5);
        edit("a", "mine");
        assertThatThrownBy(() -> cluster.run(cluster.journal().resume(left.id(), program)))
                .isInstanceOf(NotResumed.class)
                .hasMessageContaining("/a was changed since: .data.value is owned by fabric8-kubernetes-client");
    }

    private ExternalStep<String> step(String name, boolean idempotent) {
        return new ExternalStep<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String run() {
                told.add(name);
                return "answer of " + name;
            }

            @Override
            public boolean idempotent() {
                return idempotent;
            }
        };
    }

    private Operation<Void> calling(boolean idempotent) {
        return Operation.doing(work -> {
            String answer = work.external(step("call the operator", idempotent));
            work.apply(configMap("answer", "value", answer), SHOP);
        });
    }

    @Test
    void a_step_outside_the_cluster_is_not_taken_again() {
        JournalEntry left = killed(calling(false), 2);
        cluster.run(cluster.journal().resume(left.id(), calling(false)));
        assertThat(told).containsExactly("call the operator");
        assertThat(value("answer")).isEqualTo("answer of call the operator");
    }

    @Test
    void a_step_in_doubt_is_taken_again_only_if_that_does_no_harm() {
        JournalEntry left = killed(calling(false), 1);
        String id = left.id();
        assertThatThrownBy(() -> cluster.run(cluster.journal().resume(id, calling(false))))
                .hasMessage("Tried to resume the record " + id + ".\n"
                        + "\"call the operator\" was begun, and nobody knows whether it was done.\n"
                        + "Look, then say so: resume(id, operation, r -> r.done(\"call the operator\")), or"
                        + " r.again(\"call the operator\"); a step that may be taken twice is declared idempotent.");
        cluster.run(cluster.journal().resume(id, calling(false), r -> r.again("call the operator")));
        assertThat(told).containsExactly("call the operator", "call the operator");
        assertThat(value("answer")).isEqualTo("answer of call the operator");
    }

    @Test
    void what_nobody_is_to_take_back_is_not_taken_back_from_the_record() {
        client().resource(configMap("doomed", "value", "1")).create();
        Operation<Void> program = Operation.doing(work -> {
            work.apply(configMap("a", "value", "1"), SHOP);
            work.irrevocably(Operation.doing(inner -> {
                inner.delete(Ref.of(ConfigMap.class, namespace + "/doomed"));
                inner.apply(configMap("stays", "value", "1"), OPS);
            }));
            work.apply(configMap("b", "value", "1"), SHOP);
        });
        JournalEntry left = killed(program, 6);
        assertThat(List.of(value("doomed"), value("stays"))).containsExactly("(none)", "1");

        cluster.run(cluster.journal().undo(left.id()));

        assertThat(List.of(value("a"), value("doomed"), value("stays"), value("b")))
                .containsExactly("(none)", "(none)", "1", "(none)");
    }

    @Test
    void a_resume_is_run_by_itself_and_of_what_can_be_resumed() {
        JournalEntry left = killed(set("a", "1").then(set("b", "1")), 3);
        assertThatThrownBy(() -> cluster.run(set("x", "1")
                        .then(cluster.journal().resume(left.id(), set("a", "1").then(set("b", "1"))))))
                .isInstanceOf(Misuse.class);
        cluster.run(cluster.journal().undo(left.id()));
        assertThatThrownBy(() -> cluster.run(
                        cluster.journal().resume(left.id(), set("a", "1").then(set("b", "1")))))
                .isInstanceOf(BadRecord.class)
                .hasMessage("Tried to resume the record " + left.id() + ".\nWhat it tells of was taken back.\n"
                        + "Nothing was written. Run the operation itself.");
        assertThat(Map.of("a", value("a"))).containsEntry("a", "(none)");
    }
}
