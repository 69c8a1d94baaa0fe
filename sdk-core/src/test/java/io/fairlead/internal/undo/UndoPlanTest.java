package io.fairlead.internal.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.internal.fields.Predicted;
import io.fairlead.internal.kube.Json;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Owner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UndoPlanTest {

    private static final Owner HA = Owner.of("fairlead/ha");
    private static final String OLD = "2026-01-01T10:00:00Z";

    private static Map<String, Object> configMap(String data, String... entries) {
        return Json.parse("""
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"web","namespace":"shop","uid":"u-1",
                 "resourceVersion":"7","managedFields":[%s]},"data":%s}""".formatted(String.join(",", entries), data));
    }

    private static String entry(String manager, String operation, String fields) {
        return "{\"manager\":\"%s\",\"operation\":\"%s\",\"apiVersion\":\"v1\",\"time\":\"%s\",\"fieldsType\":\"FieldsV1\",\"fieldsV1\":%s}"
                .formatted(manager, operation, OLD, fields);
    }

    private static String data(String... keys) {
        List<String> fields = new ArrayList<>();
        for (String key : keys) {
            fields.add("\"f:" + key + "\":{}");
        }
        return "{\"f:data\":{" + String.join(",", fields) + "}}";
    }

    private static Map<String, Object> desired(String data) {
        return Json.parse(
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"web\",\"namespace\":\"shop\"},\"data\":"
                        + data + "}");
    }

    private static Map<String, Object> applied(Map<String, Object> before, String data) {
        return Predicted.after(before, desired(data), HA);
    }

    /** What takes the apply back, and what it leaves. */
    private static UndoPlan undo(Map<String, Object> before, Map<String, Object> after) {
        PriorState state = PriorState.ofApply(before, after, HA);
        return UndoPlan.of(PriorState.parse(Json.parse(Json.print(state.toTree()))), after);
    }

    private static void assertGivesBack(UndoPlan plan, Map<String, Object> before) {
        Map<String, Object> outcome = plan.outcome().orElseThrow();
        assertThat(outcome.get("data")).isEqualTo(before.get("data"));
        assertThat(ManagedFields.of(outcome)).isEqualTo(ManagedFields.of(before));
    }

    @Test
    void what_was_not_there_is_removed() {
        Map<String, Object> before = configMap("{\"a\":\"1\"}", entry("editor", "Update", data("a")));

        UndoPlan plan = undo(before, applied(before, "{\"b\":\"2\"}"));

        assertThat(plan).hasToString("ConfigMap shop/web: give back 1 of 1 paths\n  .data.b: \"2\" -> (absent)");
        assertThat(Json.print(plan.apply().orElseThrow())).isEqualTo("""
                        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"web","namespace":"shop","uid":"u-1",\
                        "resourceVersion":"7"}}""");
        assertGivesBack(plan, before);
    }

    @Test
    void what_another_applied_gets_value_and_owner_back() {
        Map<String, Object> before = configMap("{\"a\":\"1\"}", entry("argo", "Apply", data("a")));

        assertGivesBack(undo(before, applied(before, "{\"a\":\"2\"}")), before);
    }

    @Test
    void what_was_written_through_a_subresource_goes_back_there() {
        Map<String, Object> before = configMap("{\"a\":\"1\"}", entry("hpa", "Update", data("a")));
        Trees.maps(before, "metadata", "managedFields").get(0).put("subresource", "scale");

        UndoPlan plan = undo(before, applied(before, "{\"a\":\"2\"}"));

        assertGivesBack(plan, before);
        assertThat(ManagedFields.of(plan.outcome().orElseThrow())
                        .entries()
                        .get(0)
                        .subresource())
                .isEqualTo("scale");
    }

    @Test
    void an_equal_value_that_another_owns_too_takes_a_patch_only() {
        Map<String, Object> before = configMap("{\"a\":\"1\"}", entry("argo", "Apply", data("a")));

        UndoPlan plan = undo(before, applied(before, "{\"a\":\"1\"}"));

        assertThat(plan).hasToString("ConfigMap shop/web: give back 1 of 1 paths\n  .data.a: given back to its owner");
        assertThat(plan.apply()).isEmpty();
        assertGivesBack(plan, before);
    }

    @Test
    void what_nobody_owned_is_nobodys_again() {
        Map<String, Object> before = configMap("{\"a\":\"1\",\"b\":\"1\"}", entry("argo", "Apply", data("b")));

        assertGivesBack(undo(before, applied(before, "{\"a\":\"2\"}")), before);
    }

    @Test
    void what_was_ours_gets_our_value_back() {
        Map<String, Object> before = configMap("{\"a\":\"1\"}", entry("fairlead/ha", "Apply", data("a")));

        UndoPlan plan = undo(before, applied(before, "{\"a\":\"2\"}"));

        assertThat(plan.apply().orElseThrow()).containsEntry("data", Map.of("a", "1"));
        // The server takes no patch that changes nothing but the time of our entry.
        assertThat(plan.ownership(plan.outcome().orElseThrow())).isEmpty();
    }

    @Test
    void what_we_released_is_ours_again() {
        Map<String, Object> before =
                configMap("{\"a\":\"1\",\"b\":\"1\"}", entry("fairlead/ha", "Apply", data("a", "b")));

        Map<String, Object> outcome =
                undo(before, applied(before, "{\"a\":\"1\"}")).outcome().orElseThrow();

        assertThat(outcome.get("data")).isEqualTo(before.get("data"));
        assertThat(ManagedFields.of(outcome).fieldsOf(HA))
                .isEqualTo(ManagedFields.of(before).fieldsOf(HA));
    }

    @Test
    void an_object_without_managed_fields_is_stripped_again() {
        Map<String, Object> before = configMap("{\"a\":\"1\"}");
        Map<String, Object> after = configMap(
                "{\"a\":\"2\"}",
                entry("fairlead/ha", "Apply", data("a")),
                entry("before-first-apply", "Update", "{\"f:data\":{}}"));

        UndoPlan plan = undo(before, after);
        Map<String, Object> answer = Trees.copy(after);
        Trees.put(answer, "1", "data", "a");

        assertThat(plan.ownership(answer).orElseThrow().get(0))
                .containsEntry("path", "/metadata/managedFields")
                .containsEntry("value", List.of(Map.of()));
    }

    @Test
    void an_object_without_managed_fields_into_which_others_wrote_keeps_their_entries() {
        Map<String, Object> before = configMap("{\"a\":\"1\"}");
        Map<String, Object> after = configMap(
                "{\"a\":\"2\"}",
                entry("fairlead/ha", "Apply", data("a")),
                entry("before-first-apply", "Update", "{\"f:data\":{}}"));
        PriorState state = PriorState.ofApply(before, after, HA);
        Map<String, Object> live = Trees.copy(after);
        Trees.list(live, "metadata", "managedFields").add(Json.parse(entry("someone", "Update", data("b"))));

        UndoPlan plan = UndoPlan.of(state, live);

        assertThat(ManagedFields.of(plan.outcome().orElseThrow()).entries().stream()
                        .map(io.fairlead.internal.fields.Entry::manager))
                .containsExactly("before-first-apply", "someone");
    }

    @Test
    void what_others_changed_since_is_refused_by_name() {
        Map<String, Object> before = configMap("{\"a\":\"1\"}", entry("argo", "Apply", data("a")));
        PriorState state = PriorState.ofApply(before, applied(before, "{\"a\":\"2\"}"), HA);
        Map<String, Object> live = configMap("{\"a\":\"3\"}", entry("someone", "Update", data("a")));

        UndoPlan plan = UndoPlan.of(state, live);

        assertThat(plan.action()).isEqualTo(UndoPlan.Action.NOTHING);
        assertThat(plan).hasToString("""
                        ConfigMap shop/web: nothing to give back
                          .data.a: stays "3", because someone owns it now""");
    }

    @Test
    void a_value_that_another_removed_and_put_back_is_refused() {
        Map<String, Object> before = configMap("{\"a\":\"1\"}", entry("argo", "Apply", data("a")));
        PriorState state = PriorState.ofApply(before, applied(before, "{\"a\":\"2\"}"), HA);
        Map<String, Object> live = configMap("{\"a\":\"2\"}", entry("someone", "Update", data("a")));

        assertThat(UndoPlan.of(state, live).refusals()).hasSize(1);
    }

    @Test
    void it_goes_on_between_the_two_writes() {
        Map<String, Object> before = configMap("{\"a\":\"1\"}", entry("argo", "Apply", data("a")));
        PriorState state = PriorState.ofApply(before, applied(before, "{\"a\":\"2\"}"), HA);
        Map<String, Object> between = configMap("{\"a\":\"1\"}", entry("fairlead/ha", "Apply", data("a")));

        UndoPlan plan = UndoPlan.of(state, between);

        assertThat(plan.apply()).isEmpty();
        assertGivesBack(plan, before);
        assertThat(UndoPlan.of(state, before).action()).isEqualTo(UndoPlan.Action.NOTHING);
    }

    @Test
    void another_object_or_version_or_one_being_deleted_is_refused() {
        Map<String, Object> before = configMap("{\"a\":\"1\"}", entry("argo", "Apply", data("a")));
        PriorState state = PriorState.ofApply(before, applied(before, "{\"a\":\"2\"}"), HA);
        Map<String, Object> live = applied(before, "{\"a\":\"2\"}");

        assertThat(UndoPlan.of(state, null)).hasToString("ConfigMap shop/web: stays, because it was deleted since");
        Trees.put(live, "u-2", "metadata", "uid");
        assertThat(UndoPlan.of(state, live))
                .hasToString(
                        "ConfigMap shop/web: stays, because it was deleted since, and another created under its name");
        Trees.put(live, "u-1", "metadata", "uid");
        Trees.maps(live, "metadata", "managedFields").get(0).put("apiVersion", "v2");
        assertThat(UndoPlan.of(state, live))
                .hasToString(
                        "ConfigMap shop/web: stays, because its owned fields were recorded as v1 and are now kept as v2");
        Trees.put(live, OLD, "metadata", "deletionTimestamp");
        assertThat(UndoPlan.of(state, live)).hasToString("ConfigMap shop/web: stays, because it is being deleted");
    }

    @Test
    void what_was_created_is_deleted_by_its_uid() {
        Map<String, Object> created = configMap(
                "{\"a\":\"1\"}", entry("fairlead/ha", "Apply", data("a")), entry("argo", "Update", data("b")));
        PriorState state = PriorState.ofApply(null, created, HA);

        assertThat(UndoPlan.of(state, created)).hasToString("ConfigMap shop/web: delete (argo wrote to it since)");
        assertThat(UndoPlan.of(state, created).uid()).isEqualTo("u-1");
        assertThat(UndoPlan.of(state, null).action()).isEqualTo(UndoPlan.Action.NOTHING);
    }

    @Test
    void a_job_is_created_again_without_what_its_uid_was_written_into() {
        Map<String, Object> job = Json.parse("""
                {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"x","uid":"u-1","resourceVersion":"7","generation":1,
                 "creationTimestamp":"t","ownerReferences":[{"uid":"old","name":"cron"}],"labels":{"a":"b"}},
                 "spec":{"selector":{"matchLabels":{"batch.kubernetes.io/controller-uid":"u-1"}},"template":{"metadata":{"labels":
                 {"controller-uid":"u-1","batch.kubernetes.io/controller-uid":"u-1","job-name":"x"}}}},"status":{"active":1}}""");
        UndoPlan plan = UndoPlan.of(PriorState.ofDelete(job, HA), null);

        assertThat(plan).hasToString("Job x: create again");
        assertThat(Json.print(plan.creation(Map.of("old", "new")).orElseThrow()))
                .isEqualTo("""
                        {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"x","ownerReferences":[{"uid":"new","name":"cron"}],\
                        "labels":{"a":"b"}},"spec":{"template":{"metadata":{"labels":{"job-name":"x"}}}}}""");
    }

    @Test
    void several_writes_are_taken_back_straight_to_the_oldest_value() {
        Map<String, Object> before = configMap("{\"weight\":\"0\"}", entry("argo", "Apply", data("weight")));
        Map<String, Object> five = applied(before, "{\"weight\":\"5\"}");
        Map<String, Object> twenty = applied(five, "{\"weight\":\"20\",\"b\":\"1\"}");
        PriorState state = PriorState.ofApply(before, five, HA)
                .then(PriorState.ofApply(five, twenty, HA))
                .orElseThrow();

        assertGivesBack(UndoPlan.of(state, twenty), before);
    }

    @Test
    void what_another_wrote_between_our_writes_is_what_comes_back() {
        Map<String, Object> before = configMap("{\"a\":\"1\"}", entry("argo", "Apply", data("a")));
        PriorState first = PriorState.ofApply(before, applied(before, "{\"a\":\"2\"}"), HA);
        Map<String, Object> between = configMap("{\"a\":\"3\"}", entry("someone", "Update", data("a")));
        Map<String, Object> after = applied(between, "{\"a\":\"4\"}");

        PriorState state = first.then(PriorState.ofApply(between, after, HA)).orElseThrow();

        assertGivesBack(UndoPlan.of(state, after), between);
    }

    @Test
    void a_creation_and_a_deletion_leave_nothing_and_the_other_way_round_a_replacement() {
        Map<String, Object> one = configMap("{\"a\":\"1\"}");
        Map<String, Object> other = configMap("{\"a\":\"2\"}");
        Trees.put(other, "u-2", "metadata", "uid");
        PriorState created = PriorState.ofApply(null, one, HA);
        PriorState deleted = PriorState.ofDelete(one, HA);

        assertThat(created.then(deleted)).isEmpty();
        PriorState replaced = deleted.then(PriorState.ofApply(null, other, HA)).orElseThrow();
        UndoPlan plan = UndoPlan.of(replaced, other);
        assertThat(plan).hasToString("ConfigMap shop/web: delete, and create again as it was");
        assertThat(plan.uid()).isEqualTo("u-2");
        assertThat(plan.creation(Map.of()).orElseThrow()).containsEntry("data", Map.of("a", "1"));
    }

    @Test
    void a_change_and_a_deletion_give_back_the_object_before_the_change() {
        Map<String, Object> before = configMap("{\"a\":\"1\"}", entry("argo", "Apply", data("a")));
        Map<String, Object> after = applied(before, "{\"a\":\"2\"}");

        PriorState state = PriorState.ofApply(before, after, HA)
                .then(PriorState.ofDelete(after, HA))
                .orElseThrow();

        assertThat(state.object().orElseThrow()).containsEntry("data", Map.of("a", "1"));
        assertThat(ManagedFields.of(state.object().orElseThrow())).isEqualTo(ManagedFields.of(before));
    }

    @Test
    void writes_of_different_owners_do_not_become_one() {
        Map<String, Object> object = configMap("{\"a\":\"1\"}");

        assertThatThrownBy(() -> PriorState.ofApply(null, object, HA)
                        .then(PriorState.ofApply(object, object, Owner.of("other"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void null_and_absent_stay_apart_in_the_journal() {
        Map<String, Object> before = configMap("{\"a\":null}", entry("argo", "Apply", data("a")));
        PriorState state = PriorState.ofApply(before, applied(before, "{\"a\":\"2\",\"b\":\"3\"}"), HA);

        PriorState read = PriorState.parse(Json.parse(Json.print(state.toTree())));

        assertThat(read).isEqualTo(state);
        assertThat(Json.print(Trees.at(read.toTree(), "touched")))
                .isEqualTo("{\"f:data\":{\"f:a\":{\"=\":{\"b\":null,\"a\":\"2\"}},\"f:b\":{\"=\":{\"a\":\"3\"}}}}");
    }

    @Test
    void a_conflict_refuses_its_path_and_may_force_a_map_that_is_only_to_be_filled() {
        Map<String, Object> before = configMap("{\"a\":\"1\",\"b\":\"1\"}", entry("argo", "Apply", data("a", "b")));
        Map<String, Object> after = applied(before, "{\"a\":\"2\",\"b\":\"2\"}");
        UndoPlan plan = UndoPlan.of(PriorState.ofApply(before, after, HA), after);

        UndoPlan refused = plan.afterConflict(Map.of(".data.a", "argo owns it now"));
        assertThat(refused.refusals().toString()).isEqualTo("[.data.a: stays \"2\", because argo owns it now]");
        assertThat(refused.force()).isFalse();
        assertThat(refused.apply().orElseThrow()).containsEntry("data", Map.of("a", "2", "b", "1"));

        assertThat(plan.afterConflict(Map.of(".data", "argo owns it now")).force())
                .isTrue();
        assertThat(plan.afterConflict(Map.of(".metadata.labels", "argo owns it now"))
                        .force())
                .isFalse();
    }

    @Test
    void a_key_that_only_the_default_gave_is_left_out_and_the_order_comes_back() {
        Map<String, Object> before = service(
                "[{\"port\":1,\"protocol\":\"TCP\"},{\"port\":2,\"protocol\":\"TCP\",\"name\":\"x\"}]",
                entry(
                        "editor",
                        "Update",
                        "{\"f:spec\":{\"f:ports\":{\"k:{\\\"port\\\":2,\\\"protocol\\\":\\\"TCP\\\"}\":{\".\":{},\"f:name\":{},\"f:port\":{}}}}}"));
        Map<String, Object> desired = service("[{\"port\":2,\"name\":\"y\"},{\"port\":1,\"name\":\"z\"}]");
        Trees.remove(desired, "metadata", "managedFields");
        Map<String, Object> after = Predicted.after(before, desired, HA);

        UndoPlan plan = UndoPlan.of(PriorState.ofApply(before, after, HA), after);

        assertThat(Json.print(Trees.at(plan.apply().orElseThrow(), "spec")))
                .isEqualTo("{\"ports\":[{\"port\":1},{\"name\":\"x\",\"port\":2}]}");
    }

    private static Map<String, Object> service(String ports, String... entries) {
        Map<String, Object> service = configMap("{}", entries);
        service.put("kind", "Service");
        service.remove("data");
        service.put(
                "spec",
                new LinkedHashMap<>(
                        Map.of("ports", Json.parse("{\"x\":" + ports + "}").get("x"))));
        return service;
    }
}
