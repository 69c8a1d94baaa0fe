package io.fairlead.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.kube.Json;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Owner;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PredictedTest {

    private static final Owner HA = Owner.of("fairlead/ha");

    @Test
    void the_paths_of_a_built_in_kind_are_those_that_the_server_writes() {
        FieldSet owned = ManagedFields.of(Samples.live()).fieldsOf(HA);

        assertThat(Json.print(Predicted.paths(Samples.desired()).toTree())).isEqualTo(Json.print(owned.toTree()));
    }

    @Test
    void applying_again_predicts_the_same_object() {
        Map<String, Object> after = Predicted.after(Samples.live(), Samples.desired(), HA);

        assertThat(Comparing.between(Samples.live(), after).isEmpty()).isTrue();
        assertThat(ManagedFields.of(after).fieldsOf(HA))
                .isEqualTo(ManagedFields.of(Samples.live()).fieldsOf(HA));
    }

    @Test
    void what_is_no_longer_listed_goes_and_what_is_new_comes() {
        Map<String, Object> desired = Samples.desired();
        Map<String, Object> web =
                Trees.maps(desired, "spec", "template", "spec", "containers").get(0);
        web.remove("args");
        web.put("image", "web:2");
        Trees.list(desired, "spec", "template", "spec", "containers").remove(1);

        assertThat(Comparing.between(Samples.live(), Predicted.after(Samples.live(), desired, HA)))
                .hasToString("""
                        6 fields differ
                          - .spec.template.spec.containers[name="side"].image: "side:1"
                          - .spec.template.spec.containers[name="side"].imagePullPolicy: "IfNotPresent"
                          - .spec.template.spec.containers[name="side"].name: "side"
                          - .spec.template.spec.containers[name="side"].resources: {}
                          - .spec.template.spec.containers[name="web"].args: ["a", "b"]
                          ~ .spec.template.spec.containers[name="web"].image: "web:1" -> "web:2\"""");
    }

    @Test
    void a_forced_path_leaves_its_owner_and_an_equal_one_is_shared() {
        Map<String, Object> desired = Json.parse("""
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"shop"},
                 "spec":{"replicas":5,"selector":{"matchLabels":{"app":"web"}}}}""");

        ManagedFields managed = ManagedFields.of(Predicted.after(Samples.live(), desired, Owner.of("other")));

        assertThat(managed.ownersOf(FieldPath.of("spec", "replicas")).stream().map(Entry::manager))
                .containsExactly("other");
        assertThat(managed.ownersOf(FieldPath.of("spec", "selector")).stream().map(Entry::manager))
                .containsExactly("other", "fairlead/ha");
    }

    @Test
    void an_object_that_is_not_there_yet_is_predicted_as_desired() {
        Map<String, Object> after = Predicted.after(null, Samples.desired(), HA);

        assertThat(Comparing.between(Samples.desired(), after).isEmpty()).isTrue();
        assertThat(ManagedFields.of(after).entries()).hasSize(1);
    }

    @Test
    void lists_of_custom_resources_are_one_unit_unless_somebody_owns_their_items() {
        Map<String, Object> route = Json.parse("""
                {"apiVersion":"gateway.networking.k8s.io/v1","kind":"HTTPRoute","metadata":{"name":"r"},
                 "spec":{"rules":[{"name":"a"}]}}""");
        FieldPath rules = FieldPath.of("spec", "rules");

        assertThat(Predicted.paths(route).paths()).containsExactly(rules);
        assertThat(Predicted.paths(route, FieldSet.of(List.of(rules.item(Map.of("name", "b")))))
                        .paths())
                .containsExactly(
                        rules.item(Map.of("name", "a")),
                        rules.item(Map.of("name", "a")).field("name"));
    }
}
