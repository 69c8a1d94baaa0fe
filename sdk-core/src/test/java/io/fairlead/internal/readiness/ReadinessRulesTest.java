package io.fairlead.internal.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.kube.Json;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.Until;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReadinessRulesTest {

    private static final ReadinessRules RULES = ReadinessRules.of();

    static Stream<Arguments> cases() throws IOException {
        try (InputStream in = Objects.requireNonNull(ReadinessRulesTest.class.getResourceAsStream("cases.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> Arguments.of((Object[]) line.split("\t")))
                            .toList()
                            .stream();
        }
    }

    @ParameterizedTest(name = "{0} {3} is {4}")
    @MethodSource("cases")
    void tells_the_state_of_each_kind_in_one_sentence(
            String kind, long generation, String spec, String status, String state, String sentence) {
        Readiness said = RULES.judge(object(kind, generation, spec, status));

        assertThat(said.state()).isEqualTo(Readiness.State.valueOf(state));
        assertThat(said.sentence()).isEqualTo(sentence);
    }

    @ParameterizedTest(name = "{0} {3}")
    @MethodSource("cases")
    void whatever_is_being_deleted_is_terminating(
            String kind, long generation, String spec, String status, String state, String sentence) {
        Map<String, Object> object = object(kind, generation, spec, status);
        Trees.put(object, "2026-01-01T00:00:00Z", "metadata", "deletionTimestamp");
        Trees.put(object, List.of("example.com/hold"), "metadata", "finalizers");

        Readiness said = RULES.judge(object);

        assertThat(said.state()).isEqualTo(Readiness.State.TERMINATING);
        assertThat(said.sentence()).startsWith("it is being deleted, held by example.com/hold");
    }

    @Test
    void prints_the_object_the_state_how_far_it_is_and_why() {
        Readiness said = RULES.judge(object(
                "apps/v1 Deployment",
                2,
                "{\"replicas\":3}",
                "{\"observedGeneration\":2,\"replicas\":3,\"updatedReplicas\":2}"));

        assertThat(said).hasToString("Deployment shop/web: in progress (0 of 3): 2 of 3 replicas are updated");
        assertThat(said.observedGeneration()).hasValue(2);
        assertThat(said.evidence())
                .extracting(seen -> seen.field() + " = " + seen.value())
                .containsExactly(".status.updatedReplicas = 2", ".spec.replicas = 3");
    }

    @Test
    void a_claim_that_waits_for_its_first_pod_holds_nothing_up() {
        Map<String, Object> claim =
                object("v1 PersistentVolumeClaim", 0, "{\"storageClassName\":\"fast\"}", "{\"phase\":\"Pending\"}");
        Map<String, Object> storageClass = Map.of("volumeBindingMode", "WaitForFirstConsumer");

        Readiness alone = RULES.judge(claim);
        Readiness waiting = RULES.judge(claim, ref -> Optional.of(storageClass));
        Trees.put(claim, "n1", "metadata", "annotations", "volume.kubernetes.io/selected-node");
        Readiness chosen = RULES.judge(claim, ref -> Optional.of(storageClass));

        assertThat(alone.state()).isEqualTo(Readiness.State.IN_PROGRESS);
        assertThat(waiting.state()).isEqualTo(Readiness.State.SUSPENDED);
        assertThat(waiting.settled()).isTrue();
        assertThat(waiting.sentence()).isEqualTo("its volume is made once a pod uses it");
        assertThat(chosen.state()).isEqualTo(Readiness.State.IN_PROGRESS);
    }

    @Test
    void a_rule_of_ones_own_is_one_line_and_comes_after_the_generation() {
        ReadinessRules rules = RULES.with(
                Kind.of("example.com/v1", "Door"),
                o -> o.text("status", "lock").equals("open") ? o.ready("it is open") : o.inProgress("it opens"));

        assertThat(rules.judge(object("example.com/v2 Door", 1, "{}", "{\"lock\":\"open\"}")))
                .hasToString("Door shop/web: ready: it is open");
        assertThat(rules.judge(object("example.com/v1 Door", 2, "{}", "{\"lock\":\"open\",\"observedGeneration\":1}"))
                        .state())
                .isEqualTo(Readiness.State.IN_PROGRESS);
        assertThat(RULES.knows(Kind.of("example.com/v1", "Door"))).isFalse();
    }

    @Test
    void a_rule_that_throws_leaves_the_state_unknown() {
        ReadinessRules rules = RULES.with(Kind.of("v1", "ConfigMap"), o -> {
            throw new IllegalStateException("no idea");
        });

        assertThat(rules.judge(object("v1 ConfigMap", 0, "{}", "-")))
                .hasToString(
                        "ConfigMap shop/web: unknown: the rule for this kind has failed: IllegalStateException no idea");
    }

    @Test
    void never_throws_and_never_says_ready_of_a_status_that_is_no_object() throws IOException {
        List<Map<String, Object>> objects = new ArrayList<>();
        cases().forEach(row -> {
            Object[] cells = row.get();
            objects.add(
                    object((String) cells[0], Long.parseLong((String) cells[1]), (String) cells[2], (String) cells[3]));
        });
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 20_000; round++) {
            Map<String, Object> broken = Trees.copy(objects.get(random.nextInt(objects.size())));
            spoil(broken, random);
            assertThat(RULES.judge(broken)).isNotNull();
        }
        for (String kind : List.of("apps/v1 Deployment", "apps/v1 StatefulSet", "batch/v1 Job", "v1 Pod", "v1 Node")) {
            for (String status :
                    List.of("7", "[]", "\"Ready\"", "null", "{\"conditions\":7}", "{\"observedGeneration\":[]}")) {
                assertThat(RULES.judge(object(kind, 1, "{}", status)).ready())
                        .as(kind + status)
                        .isFalse();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void spoil(Map<String, Object> tree, SplittableRandom random) {
        Map<String, Object> here = tree;
        while (!here.isEmpty()) {
            String key = List.copyOf(here.keySet()).get(random.nextInt(here.size()));
            if (here.get(key) instanceof Map<?, ?> below && random.nextInt(4) > 0) {
                here = (Map<String, Object>) below;
                continue;
            }
            Object[] odd = {
                null, 7, -1L, "text", true, List.of(), List.of(7), Map.of(), Double.NaN, "9999-12-31T00:00:00Z"
            };
            here.put(key, odd[random.nextInt(odd.length)]);
            return;
        }
    }

    @Test
    void what_a_wait_implies_is_ready_wherever_no_hole_is_needed_for_it() {
        for (String kind : List.of(
                "apps/v1 Deployment",
                "apps/v1 ReplicaSet",
                "apps/v1 StatefulSet",
                "batch/v1 Job",
                "v1 Pod",
                "v1 PersistentVolumeClaim",
                "v1 Namespace",
                "v1 Service",
                "policy/v1 PodDisruptionBudget",
                "apiextensions.k8s.io/v1 CustomResourceDefinition",
                "autoscaling/v2 HorizontalPodAutoscaler")) {
            Map<String, Object> before = object(kind, 4, "{\"replicas\":3}", "{\"observedGeneration\":3}");
            Map<String, Object> kept = Trees.copy(before);

            Implied implied = ImpliedState.of(Until.ready(), before);

            assertThat(RULES.judge(implied.tree()).state()).as(kind).isEqualTo(Readiness.State.READY);
            assertThat(before).isEqualTo(kept);
        }
        Implied deployment = ImpliedState.of(
                Until.ready(), object("apps/v1 Deployment", 4, "{\"replicas\":3}", "{\"unavailableReplicas\":2}"));
        assertThat(Trees.map(deployment.tree(), "status"))
                .containsEntry("readyReplicas", 3L)
                .containsEntry("observedGeneration", 4L)
                .doesNotContainKey("unavailableReplicas");
        assertThat(deployment.holes())
                .contains(FieldPath.of("metadata", "annotations", "deployment.kubernetes.io/revision"));
        assertThat(ImpliedState.of(Until.ready(), object("v1 Service", 0, "{\"type\":\"LoadBalancer\"}", "{}"))
                        .holes())
                .containsExactly(FieldPath.of("status", "loadBalancer"));
    }

    @Test
    void waits_hold_of_objects_and_of_their_absence() {
        Map<String, Object> object = object(
                "example.com/v1 Door",
                2,
                "{\"ports\":[{\"name\":\"a\",\"number\":80}]}",
                "{\"conditions\":[{\"type\":\"Open\",\"status\":\"True\",\"observedGeneration\":2},"
                        + "{\"type\":\"Lit\",\"status\":\"True\",\"observedGeneration\":1}]}");
        FieldPath port = FieldPath.of("spec", "ports").item(Map.of("name", "a")).field("number");

        assertThat(Untils.met(Until.condition("Open"), object, RULES)).isTrue();
        assertThat(Untils.met(Until.condition("Lit"), object, RULES)).isFalse();
        assertThat(Untils.met(Until.field(port, 80L), object, RULES)).isTrue();
        assertThat(Untils.met(Until.field(port, 81), object, RULES)).isFalse();
        assertThat(Untils.met(Until.gone(), object, RULES)).isFalse();
        assertThat(Untils.met(Until.gone(), null, RULES)).isTrue();
        assertThat(Untils.met(Until.gone(Set.of("one")), null, RULES)).isTrue();
        assertThat(Untils.met(Until.gone(Set.of("one")), named("one"), RULES)).isFalse();
        assertThat(Untils.met(Until.gone(Set.of("one")), named("two"), RULES)).isTrue();
        assertThat(Untils.met(Until.ready(), null, RULES)).isFalse();
        assertThat(Untils.met(Until.holds("it is a door", o -> "Door".equals(o.get("kind"))), object, RULES))
                .isTrue();
        assertThat(Until.field(port, 80)).hasToString(".spec.ports[name=\"a\"].number is 80");
        assertThat(Until.condition("Open")).hasToString("condition Open is True");
    }

    private static Map<String, Object> object(String kind, long generation, String spec, String status) {
        int space = kind.indexOf(' ');
        Map<String, Object> object = Json.parse("""
                {"apiVersion":"%s","kind":"%s","metadata":{"namespace":"shop","name":"web"%s},"spec":%s%s}""".formatted(
                        kind.substring(0, space),
                        kind.substring(space + 1),
                        generation > 0 ? ",\"generation\":" + generation : "",
                        spec,
                        status.equals("-") ? "" : ",\"status\":" + status));
        return object;
    }

    private static Map<String, Object> named(String uid) {
        return Map.of("apiVersion", "v1", "kind", "Pod", "metadata", Map.of("name", "web-0", "uid", uid));
    }
}
