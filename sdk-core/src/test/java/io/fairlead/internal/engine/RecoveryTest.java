package io.fairlead.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.event.EventListener;
import io.fairlead.failure.ProgramFailed;
import io.fairlead.internal.fields.Entry;
import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.internal.kube.FabricKubeApi;
import io.fairlead.internal.kube.Json;
import io.fairlead.internal.kube.KubeApi;
import io.fairlead.internal.readiness.ReadinessRules;
import io.fairlead.internal.resilience.CallObserver;
import io.fairlead.internal.resilience.Resilience;
import io.fairlead.internal.time.Pace;
import io.fairlead.internal.tree.Trees;
import io.fairlead.journal.Journal;
import io.fairlead.journal.JournalEntry;
import io.fairlead.journal.JournalEntry.State;
import io.fairlead.journal.JournalOptions;
import io.fairlead.operation.Acts;
import io.fairlead.operation.Amendment;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Operation;
import io.fairlead.operation.UndoReport;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.testbed.TestNamespace;
import io.fairlead.testbed.Testbed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that dies before or after any of its writes, and another that takes back what it left, from the record alone. */
@Testbed
class RecoveryTest {

    private static final Owner SHOP = Owner.of("fairlead/shop");
    private static final Owner HA = Owner.of("fairlead/ha");

    private KubernetesClient client;
    private KubeApi api;
    private String namespace;

    @BeforeEach
    void connect(KubernetesClient testClient, TestNamespace testNamespace) {
        client = testClient;
        api = FabricKubeApi.using(client, Resilience.ofDefaults(), CallObserver.NONE);
        namespace = testNamespace.name();
    }

    private Engine engine(KubeApi through) {
        return new Engine(
                through,
                Pace.real(),
                new EngineOptions(
                        namespace,
                        Duration.ofMinutes(1),
                        ReadinessRules.of(Map.of()),
                        Optional.of(JournalOptions.ofDefaults())),
                new SafeListener(EventListener.none()));
    }

    private ConfigMap configMap(String name, Map<String, String> data) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withData(data)
                .build();
    }

    private Secret secret(String password) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("password")
                .endMetadata()
                .addToData("password", Secrecies.base64(password))
                .build();
    }

    private Deployment deployment() {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .withReplicas(0)
                .withNewSelector()
                .addToMatchLabels("app", "web")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "web")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("web")
                .withImage("registry.example/web:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    /** What is there before: written by people of their own, in ways of their own. */
    private void before() {
        for (HasMetadata object : List.of(
                configMap("settings", Map.of("a", "1", "b", "1", "c", "1")),
                configMap("doomed", Map.of("x", "1")),
                configMap("amended", Map.of("weight", "0")),
                secret("old secret"),
                deployment())) {
            client.resource(object).create();
        }
        engine(api).run(Operation.doing(work -> work.apply(configMap("mine", Map.of("m", "1", "n", "1")), SHOP)));
        engine(api)
                .journal()
                .list(namespace)
                .forEach(entry -> client.configMaps()
                        .inNamespace(namespace)
                        .withName(entry.id().replaceAll(".*/", ""))
                        .delete());
    }

    private Operation<Void> program() {
        return Operation.doing(work -> {
            work.apply(Batch.of(
                            SHOP,
                            configMap("settings", Map.of("a", "2", "d", "2")),
                            configMap("mine", Map.of("m", "2", "o", "2")),
                            configMap("new", Map.of("k", "1")))
                    .takingOver());
            work.apply(Batch.of(HA, configMap("settings", Map.of("b", "3")), secret("new secret"))
                    .takingOver());
            work.apply(configMap("mine", Map.of("m", "3", "p", "3")), SHOP);
            work.amend(
                    Ref.of(ConfigMap.class, namespace + "/amended"),
                    Amendment.of(edit -> edit.replace("/data/weight", "20")));
            work.act(Acts.scale(Ref.of(Deployment.class, namespace + "/web"), 1));
            work.delete(Ref.of(ConfigMap.class, namespace + "/doomed"));
        });
    }

    private Map<String, Object> snapshot() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Class<? extends HasMetadata> type : List.of(ConfigMap.class, Secret.class, Deployment.class)) {
            client.resources(type).inNamespace(namespace).list().getItems().stream()
                    .filter(object -> !object.getMetadata().getName().equals("kube-root-ca.crt"))
                    .filter(object -> object.getMetadata().getLabels() == null
                            || !object.getMetadata().getLabels().containsKey("fairlead.io/journal"))
                    .forEach(object -> all.put(Ref.of(object).toString(), essence(Json.tree(object))));
        }
        return all;
    }

    private static Map<String, Object> essence(Map<String, Object> object) {
        object.remove("status");
        for (String field : List.of("resourceVersion", "generation", "uid", "creationTimestamp")) {
            Trees.remove(object, "metadata", field);
        }
        Trees.remove(object, "metadata", "annotations");
        List<String> owners = ManagedFields.of(object).entries().stream()
                .filter(entry -> !entry.subresource().equals("status"))
                .map(RecoveryTest::owner)
                .sorted()
                .toList();
        Trees.put(object, owners, "metadata", "managedFields");
        return object;
    }

    private static String owner(Entry entry) {
        return entry.manager() + " " + entry.operation() + " " + entry.subresource() + " " + entry.fields();
    }

    private List<JournalEntry> records(State state) {
        return engine(api).journal().list(namespace).stream()
                .filter(entry -> entry.state() == state)
                .toList();
    }

    /** Runs the program to its death; false when it outlived it. */
    private boolean runsUntil(int write, boolean after) {
        DyingApi dying = new DyingApi(api, write, after);
        try {
            engine(dying).run(program());
            return false;
        } catch (DyingApi.Died e) {
            return true;
        } catch (ProgramFailed e) {
            // The engine tells of whatever a program dies of; what is dead sends nothing more meanwhile.
            assertThat(e).hasCauseInstanceOf(DyingApi.Died.class);
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_a_dead_process_left_is_taken_back_from_the_record_alone(boolean after) {
        before();
        Map<String, Object> was = snapshot();
        int write = 1;
        for (; runsUntil(write, after); write++) {
            List<JournalEntry> left = new ArrayList<>(records(State.OPEN));
            left.addAll(records(State.DONE));
            assertThat(left).hasSizeLessThanOrEqualTo(1);
            for (JournalEntry entry : left) {
                UndoReport report = engine(api).run(engine(api).journal().undo(entry.id()));
                assertThat(report.kept()).as("died at write " + write).isEmpty();
            }
            assertThat(records(State.OPEN)).isEmpty();
            assertSame(was, "died at write " + write);
        }
        assertThat(write).isGreaterThan(15);
        JournalEntry done = records(State.DONE).get(0);
        assertThat(done.steps()).isEqualTo(6);
        assertThat(engine(api).run(engine(api).journal().undo(done.id())).kept())
                .isEmpty();
        assertSame(was, "undone when done");
    }

    private void assertSame(Map<String, Object> was, String when) {
        Map<String, Object> is = snapshot();
        assertThat(is.keySet()).as(when).isEqualTo(was.keySet());
        was.forEach((ref, object) ->
                assertThat(Json.print(is.get(ref))).as(when + ": " + ref).isEqualTo(Json.print(object)));
    }

    @Test
    void a_record_shows_what_was_done_without_secrets() {
        before();
        engine(api).run(program().named("release 7"));

        Journal journal = engine(api).journal();
        JournalEntry entry = records(State.DONE).get(0);
        String text = journal.show(entry.id());

        assertThat(entry.toString())
                .startsWith(entry.id() + "  done  release 7, by admin on ")
                .endsWith("6 steps, 9 objects");
        assertThat(text)
                .startsWith("Record " + entry.id() + ": release 7, done\n  by admin on ")
                .contains("    ~ ConfigMap " + namespace + "/settings as fairlead/shop\n"
                        + "        .data.a: \"1\" -> \"2\"\n        .data.d: (absent) -> \"2\"\n")
                .contains("    + ConfigMap " + namespace + "/new as fairlead/shop\n")
                .contains("        .data.password: (secret) -> (secret)\n")
                .contains("    * scale to 1 Deployment " + namespace + "/web  (undo: scale to 0)\n")
                .contains("    - ConfigMap " + namespace + "/doomed as fairlead/amend")
                .doesNotContain(Secrecies.base64("old secret"));
    }

    @Test
    void a_run_that_changes_nothing_leaves_no_record() {
        before();
        engine(api).run(Operation.doing(work -> work.apply(configMap("mine", Map.of("m", "1", "n", "1")), SHOP)));
        assertThat(engine(api).journal().list(namespace)).isEmpty();
        assertThatThrownBy(() -> engine(api)
                        .run(Operation.doing(work -> work.apply(configMap("settings", Map.of("a", "taken")), SHOP))))
                .isInstanceOf(io.fairlead.failure.Conflict.class);
        assertThat(engine(api).journal().list(namespace)).isEmpty();
    }
}
