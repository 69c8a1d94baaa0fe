package io.fairlead.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Owner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LocalCheckTest {

    private static final Owner HA = Owner.of("fairlead/ha");
    private final Map<String, Object> desired = Samples.desired();
    private final Map<String, Object> live = Samples.live();

    private String reason() {
        return LocalCheck.reasonToAsk(desired, live, HA).orElse("unchanged");
    }

    private static Map<String, Object> web(Map<String, Object> deployment) {
        return Trees.maps(deployment, "spec", "template", "spec", "containers").get(0);
    }

    private void edit(Map<String, Object> tree, Consumer<Map<String, Object>> change) {
        change.accept(tree);
    }

    @Test
    void the_same_again_needs_no_request() {
        assertThat(reason()).isEqualTo("unchanged");
    }

    @Test
    void another_value_needs_one() {
        edit(desired, tree -> Trees.put(tree, 4, "spec", "replicas"));
        assertThat(reason()).isEqualTo("spec.replicas: another value");
    }

    @Test
    void an_empty_list_of_items_with_keys_owns_nothing_and_an_empty_atomic_list_does() {
        web(desired).put("volumeDevices", List.of());
        assertThat(reason()).isEqualTo("unchanged");

        web(desired).put("command", List.of());
        assertThat(reason()).isEqualTo("spec.template.spec.containers.[].command: not owned yet");
    }

    @Test
    void a_text_is_not_the_number_it_spells() {
        edit(desired, tree -> Trees.put(tree, "3", "spec", "replicas"));
        assertThat(reason()).isEqualTo("spec.replicas: another value");
    }

    @Test
    void quantities_are_the_same_in_their_stored_spelling_only() {
        web(desired).put("resources", Map.of("requests", Map.of("cpu", "1000m", "memory", "1024Mi")));
        assertThat(reason()).isEqualTo("unchanged");

        web(desired).put("resources", Map.of("requests", Map.of("cpu", 1, "memory", "1Gi")));
        assertThat(reason()).isEqualTo("unchanged");

        web(desired).put("resources", Map.of("requests", Map.of("cpu", "1", "memory", "1073741824")));
        assertThat(reason()).isEqualTo("spec.template.spec.containers.[].resources.requests.memory: another value");
    }

    @Test
    void another_spelling_needs_a_request_where_someone_else_owns_the_field_too() {
        web(desired).put("resources", Map.of("requests", Map.of("cpu", "1000m", "memory", "1Gi")));
        Map<String, Object> ours = Trees.maps(live, "metadata", "managedFields").get(0);
        Map<String, Object> theirs = Trees.copy(ours);
        theirs.put("manager", "argo");
        Trees.list(live, "metadata", "managedFields").add(theirs);

        assertThat(reason())
                .isEqualTo("spec.template.spec.containers.[].env.[].valueFrom.fieldRef: the same value said otherwise,"
                        + " and someone else owns it too");
    }

    @Test
    void an_image_that_looks_like_a_quantity_is_none() {
        web(desired).put("image", "1000m");
        web(live).put("image", "1");
        assertThat(reason()).isEqualTo("spec.template.spec.containers.[].image: another value");
    }

    @Test
    void a_new_field_needs_a_request_even_when_live_holds_its_value() {
        web(desired).put("imagePullPolicy", "IfNotPresent");
        assertThat(reason()).isEqualTo("spec.template.spec.containers.[].imagePullPolicy: not owned yet");
    }

    @Test
    void an_explicit_default_key_that_is_not_owned_needs_a_request() {
        web(desired).put("ports", List.of(Map.of("containerPort", 80, "protocol", "TCP")));
        assertThat(reason()).isEqualTo("spec.template.spec.containers.[].ports.[].protocol: not owned yet");
    }

    @Test
    void a_field_that_is_no_longer_desired_needs_a_request() {
        web(desired).remove("args");
        assertThat(reason()).isEqualTo("spec.template.spec.containers.[]: a field is owned that is no longer desired");
    }

    @Test
    void an_item_that_is_no_longer_desired_needs_a_request() {
        Trees.list(desired, "spec", "template", "spec", "containers").remove(1);
        assertThat(reason()).isEqualTo("spec.template.spec.containers.[]: an item is owned that is no longer desired");
    }

    @Test
    void another_order_of_our_items_needs_a_request() {
        Collections.reverse(Trees.list(desired, "spec", "template", "spec", "containers"));
        assertThat(reason()).isEqualTo("spec.template.spec.containers.[]: the items are in another order");
    }

    @Test
    void foreign_items_among_ours_do_not_matter() {
        Trees.list(live, "spec", "template", "spec", "containers").add(1, Map.of("name", "injected"));
        assertThat(reason()).isEqualTo("unchanged");
    }

    @Test
    void an_atomic_list_is_compared_item_by_item() {
        web(desired).put("args", List.of("b", "a"));
        assertThat(reason()).isEqualTo("spec.template.spec.containers.[].args: another value");
    }

    @Test
    void a_default_that_is_not_known_inside_an_atomic_map_needs_a_request() {
        Trees.put(live, "x", "spec", "selector", "unheardOf");
        assertThat(reason()).isEqualTo("spec.selector: another value");
    }

    @Test
    void an_empty_map_equals_an_absent_one_where_it_is_owned() {
        Trees.put(Trees.maps(live, "spec", "template", "spec", "volumes").get(0), new LinkedHashMap<>(), "emptyDir");
        Trees.maps(live, "spec", "template", "spec", "volumes").get(0).remove("emptyDir");
        assertThat(reason()).isEqualTo("unchanged");
    }

    @Test
    void an_empty_map_that_others_filled_is_not_the_same() {
        Trees.maps(live, "spec", "template", "spec", "volumes").get(0).put("emptyDir", Map.of("medium", "Memory"));
        assertThat(reason()).isEqualTo("spec.template.spec.volumes.[].emptyDir: another value");
    }

    @Test
    void no_entry_two_entries_or_one_of_another_version_need_a_request() {
        assertThat(LocalCheck.reasonToAsk(desired, live, Owner.of("other")))
                .contains("other has applied nothing to it yet");

        Trees.maps(live, "metadata", "managedFields").get(0).put("apiVersion", "apps/v1beta1");
        assertThat(reason()).isEqualTo("fairlead/ha applied it as apps/v1beta1");

        List<Object> entries = Trees.list(live, "metadata", "managedFields");
        entries.add(entries.get(0));
        assertThat(reason()).isEqualTo("fairlead/ha has two entries");
    }

    @Test
    void an_object_that_is_being_deleted_needs_a_request() {
        Trees.put(live, "2026-11-24T10:00:00Z", "metadata", "deletionTimestamp");
        assertThat(reason()).isEqualTo("the live object is being deleted");
    }

    @Test
    void a_map_that_is_owned_as_such_needs_a_request() {
        Map<String, Object> labels =
                Trees.map(Trees.maps(live, "metadata", "managedFields").get(0), "fieldsV1", "f:metadata", "f:labels");
        labels.put(".", new HashMap<>());
        assertThat(reason()).isEqualTo("metadata.labels: the map is owned as such");
    }

    @Test
    void items_named_twice_need_a_request() {
        List<Object> containers = Trees.list(desired, "spec", "template", "spec", "containers");
        containers.add(new ArrayList<>(containers).get(1));
        assertThat(reason()).isEqualTo("spec.template.spec.containers.[]: an item is named twice");
    }

    @Test
    void finalizers_are_compared_as_a_set_in_order() {
        Trees.put(desired, new ArrayList<>(List.of("a/x", "b/x")), "metadata", "finalizers");
        Trees.put(live, new ArrayList<>(List.of("a/x", "other/x", "b/x")), "metadata", "finalizers");
        Map<String, Object> owned =
                Trees.map(Trees.maps(live, "metadata", "managedFields").get(0), "fieldsV1", "f:metadata");
        owned.put("f:finalizers", Map.of("v:\"a/x\"", Map.of(), "v:\"b/x\"", Map.of()));
        assertThat(reason()).isEqualTo("unchanged");

        Collections.reverse(Trees.list(live, "metadata", "finalizers"));
        assertThat(reason()).isEqualTo("metadata.finalizers.[]: the items are in another order");
    }

    @Test
    void a_claim_template_is_the_same_but_for_its_known_defaults() {
        Map<String, Object> set = io.fairlead.internal.kube.Json.parse("""
                {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"db"},"spec":{"volumeClaimTemplates":[
                 {"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],
                  "resources":{"requests":{"storage":"1024Mi"}}}}]}}""");
        Map<String, Object> stored = io.fairlead.internal.kube.Json.parse("""
                {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"db","managedFields":[
                 {"manager":"fairlead/ha","operation":"Apply","apiVersion":"apps/v1","fieldsV1":{"f:spec":{
                 "f:volumeClaimTemplates":{}}}}]},"spec":{"volumeClaimTemplates":[
                 {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"data","creationTimestamp":null},
                  "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}},
                  "volumeMode":"Filesystem"},"status":{"phase":"Pending"}}]}}""");

        assertThat(LocalCheck.reasonToAsk(set, stored, HA)).isEmpty();
    }
}
