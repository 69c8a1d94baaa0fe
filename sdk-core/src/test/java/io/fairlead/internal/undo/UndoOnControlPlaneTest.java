package io.fairlead.internal.undo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.internal.fields.Comparing;
import io.fairlead.internal.fields.Entry;
import io.fairlead.internal.fields.LocalCheck;
import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.internal.kube.Json;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.testbed.TestNamespace;
import io.fairlead.testbed.Testbed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Testbed
class UndoOnControlPlaneTest {

    private static final Owner HA = Owner.of("fairlead/ha");
    private LiveServer server;
    private String namespace;

    @BeforeEach
    void connect(KubernetesClient client, TestNamespace namespace) {
        this.server = new LiveServer(client);
        this.namespace = namespace.name();
    }

    static IntStream seeds() {
        int first = Integer.getInteger("fairlead.seeds.first", 1);
        return IntStream.range(first, first + Integer.getInteger("fairlead.seeds", 40));
    }

    /** What an undo has to give back: all but versions, and what controllers write all the time. */
    private static Map<String, Object> essence(Map<String, Object> object) {
        Map<String, Object> essence = Trees.copy(object);
        essence.remove("status");
        Trees.remove(essence, "metadata", "resourceVersion");
        Trees.remove(essence, "metadata", "generation");
        Trees.remove(essence, "metadata", "annotations", "deployment.kubernetes.io/revision");
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : ManagedFields.of(object).entries()) {
            if (!entry.subresource().equals("status")) {
                // Our own entry gets its time back with the ownership of others only: the server takes no times alone.
                entries.add(entry.manager().equals(HA.name()) ? entry.withTime("") : entry);
            }
        }
        Trees.put(essence, new ManagedFields(entries).toTree(), "metadata", "managedFields");
        return essence;
    }

    private static List<String> owners(Map<String, Object> object) {
        return ManagedFields.of(object).entries().stream()
                .filter(entry -> !entry.subresource().equals("status"))
                .map(entry -> (entry.manager().equals(HA.name()) ? "" : entry.time()) + " " + entry)
                .sorted()
                .toList();
    }

    /** Undoes as the engine does: reads, applies, patches, and begins again when someone wrote in between. */
    private UndoPlan undo(PriorState state, boolean interrupted) {
        PriorState prior = PriorState.parse(Json.parse(Json.print(state.toTree())));
        for (int attempt = 0; attempt < 20; attempt++) {
            Map<String, Object> answer = server.find(prior.ref());
            UndoPlan plan = UndoPlan.of(prior, answer);
            Optional<Map<String, Object>> body = plan.apply();
            if (body.isPresent()) {
                Reply reply = server.tryApply(body.get(), prior.owner().name(), false);
                if (reply.code() == 409) {
                    Map<String, String> causes = new LinkedHashMap<>();
                    Trees.maps(reply.body(), "details", "causes")
                            .forEach(cause -> causes.put(String.valueOf(cause.get("field")), "someone owns it now"));
                    if (causes.isEmpty()) {
                        continue;
                    }
                    plan = plan.afterConflict(causes);
                    assertThat(plan.force()).as(reply.message() + "\n" + plan).isTrue();
                    body = plan.apply();
                    reply = server.tryApply(body.orElseThrow(), prior.owner().name(), true);
                }
                if (reply.code() == 409) {
                    continue;
                }
                assertThat(reply.ok())
                        .as(reply.message() + "\n" + plan + "\n" + body)
                        .isTrue();
                answer = reply.body();
            }
            if (interrupted && body.isPresent()) {
                interrupted = false;
                continue;
            }
            if (answer == null) {
                return plan;
            }
            Optional<List<Map<String, Object>>> patch = plan.ownership(answer);
            if (patch.isEmpty()) {
                return plan;
            }
            Reply reply =
                    server.tryPatch(prior.ref(), patch.get(), prior.owner().name());
            if (reply.ok()) {
                return plan;
            }
            assertThat(reply.code()).as(reply.message()).isEqualTo(409);
        }
        throw new AssertionError("no end of conflicts");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatever_was_there_before_is_there_again_values_owners_and_times(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Deployments deployments = new Deployments(random, namespace, "web");
        Ref ref = Ref.of(deployments.whole());
        deployments.history(server);
        Map<String, Object> before = server.get(ref);

        Map<String, Object> after = deployments.applied(server, HA.name());
        PriorState state = PriorState.ofApply(before, after, HA);
        if (random.nextInt(3) == 0) {
            Map<String, Object> second = deployments.applied(server, HA.name());
            state = state.then(PriorState.ofApply(after, second, HA)).orElseThrow();
        }
        UndoPlan plan = undo(state, random.nextBoolean());

        assertThat(plan.refusals()).isEmpty();
        Map<String, Object> live = server.get(ref);
        assertThat(Comparing.between(before, live)).as(plan.toString()).hasToString("no difference");
        assertThat(owners(live)).as(plan.toString()).isEqualTo(owners(before));
        assertThat(Json.print(essence(live))).isEqualTo(Json.print(essence(before)));
        UndoPlan again = UndoPlan.of(state, live);
        assertThat(again.apply()).as(again.toString()).isEmpty();
        assertThat(again.ownership(live)).as(again.toString()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void what_is_called_unchanged_is_unchanged(int seed) {
        SplittableRandom random = new SplittableRandom(1000 + seed);
        Deployments deployments = new Deployments(random, namespace, "web");
        deployments.history(server);
        Map<String, Object> live = deployments.applied(server, HA.name());
        Map<String, Object> desired = deployments.last();

        boolean ownsSomething = ManagedFields.of(live).applied(HA).isPresent();
        assertThat(LocalCheck.isUnchanged(desired, live, HA)).isEqualTo(ownsSomething);

        for (int i = 0; i < 5; i++) {
            Map<String, Object> variant = i == 0 ? deployments.some() : deployments.respelled(desired);
            Map<String, Object> before = server.get(Ref.of(desired));
            if (LocalCheck.isUnchanged(variant, before, HA)) {
                Map<String, Object> after = server.apply(variant, HA.name());
                assertThat(Comparing.between(before, after))
                        .as(variant.toString())
                        .hasToString("no difference");
                assertThat(owners(after)).as(variant.toString()).isEqualTo(owners(before));
                assertThat(essence(after)).isEqualTo(essence(before));
            }
        }
    }

    @Test
    void the_owned_fields_are_predicted_as_the_server_finds_them() {
        Map<String, Object> desired = new Deployments(new SplittableRandom(7), namespace, "web").whole();

        Map<String, Object> stored = server.apply(desired, HA.name());

        assertThat(Json.print(
                        io.fairlead.internal.fields.Predicted.paths(desired).toTree()))
                .isEqualTo(Json.print(ManagedFields.of(stored).fieldsOf(HA).toTree()));
    }

    @Test
    void what_others_changed_since_stays_and_the_rest_is_given_back() {
        Map<String, Object> base = configMap(Map.of("a", "1", "b", "1", "c", "1"));
        Map<String, Object> before = server.create(base, "editor");
        Map<String, Object> after = server.apply(configMap(Map.of("a", "2", "b", "2", "d", "2")), HA.name());
        PriorState state = PriorState.ofApply(before, after, HA);
        server.merge(state.ref(), Map.of("data", Map.of("b", "3")), "someone");

        UndoPlan plan = undo(state, false);

        assertThat(Trees.map(server.get(state.ref()), "data")).isEqualTo(Map.of("a", "1", "b", "3", "c", "1"));
        assertThat(plan)
                .hasToString("ConfigMap " + namespace + "/web: give back 2 of 3 paths\n"
                        + "  .data.a: \"2\" -> \"1\"\n"
                        + "  .data.b: stays \"3\", because someone owns it now\n"
                        + "  .data.d: \"2\" -> (absent)");
    }

    @Test
    void an_item_of_ours_into_which_others_wrote_stays() {
        Deployments deployments = new Deployments(new SplittableRandom(3), namespace, "web");
        Map<String, Object> before = server.create(deployments.whole(), "editor");
        Map<String, Object> desired = deployments.named();
        Trees.put(
                desired,
                List.of(Map.of("name", "added", "image", "added:1")),
                "spec",
                "template",
                "spec",
                "containers");
        Map<String, Object> after = server.apply(desired, HA.name());
        PriorState state = PriorState.ofApply(before, after, HA);
        server.strategicMerge(
                state.ref(),
                Json.parse(
                        "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"added\",\"workingDir\":\"/x\"}]}}}}"),
                "someone");

        UndoPlan plan = undo(state, false);

        assertThat(plan.action()).isEqualTo(UndoPlan.Action.NOTHING);
        assertThat(plan.refusals().get(0).why())
                .isEqualTo(
                        "removing .spec.template.spec.containers[name=\"added\"] would take fields of someone with it");
        assertThat(server.get(state.ref()).toString()).contains("workingDir=/x").contains("added:1");
    }

    @Test
    void a_stripped_object_is_stripped_again_unless_someone_wrote_since() {
        Map<String, Object> before = server.create(configMap(Map.of("a", "1")), "editor");
        Ref ref = Ref.of(before);
        server.own(ref, List.of(Map.of()));
        before = server.get(ref);
        PriorState state = PriorState.ofApply(before, server.apply(configMap(Map.of("a", "2")), HA.name()), HA);

        undo(state, false);
        assertThat(essence(server.get(ref))).isEqualTo(essence(before));
        assertThat(ManagedFields.of(server.get(ref)).isEmpty()).isTrue();

        state = PriorState.ofApply(before, server.apply(configMap(Map.of("a", "2")), HA.name()), HA);
        server.merge(ref, Map.of("data", Map.of("b", "1")), "someone");
        undo(state, false);
        assertThat(Trees.map(server.get(ref), "data")).isEqualTo(Map.of("a", "1", "b", "1"));
        assertThat(ManagedFields.of(server.get(ref)).entries().stream().map(Entry::manager))
                .contains("someone")
                .doesNotContain(HA.name());
    }

    @Test
    void what_was_deleted_is_there_again_with_its_owners() {
        Deployments deployments = new Deployments(new SplittableRandom(5), namespace, "web");
        Ref ref = Ref.of(deployments.whole());
        deployments.history(server);
        Map<String, Object> before = server.get(ref);
        server.delete(ref);
        PriorState state = PriorState.ofDelete(before, HA);

        UndoPlan plan = UndoPlan.of(state, server.find(ref));
        assertThat(plan.action()).isEqualTo(UndoPlan.Action.CREATE);
        Map<String, Object> made = server.create(plan.creation(Map.of()).orElseThrow(), HA.name());
        Reply reply = null;
        for (int i = 0; i < 20 && (reply == null || reply.code() == 409); i++) {
            Map<String, Object> current = server.get(ref);
            reply = server.tryPatch(ref, plan.ownershipOfCreated(current).orElseThrow(), HA.name());
        }

        assertThat(reply.ok()).isTrue();
        Map<String, Object> expected = essence(before);
        Map<String, Object> actual = essence(server.get(ref));
        for (String field : List.of("uid", "creationTimestamp")) {
            assertThat(Trees.at(made, "metadata", field)).isNotNull();
            Trees.remove(expected, "metadata", field);
            Trees.remove(actual, "metadata", field);
        }
        assertThat(Json.print(actual)).isEqualTo(Json.print(expected));
    }

    private Map<String, Object> configMap(Map<String, Object> data) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", "v1");
        object.put("kind", "ConfigMap");
        object.put("metadata", new LinkedHashMap<>(Map.of("name", "web", "namespace", namespace)));
        object.put("data", new LinkedHashMap<>(data));
        return object;
    }
}
