package io.fairlead.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.kube.Json;
import io.fairlead.resource.FieldPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldSetTest {

    private static final String DEPLOYMENT = """
            {"f:metadata":{"f:annotations":{".":{},"f:note":{}},"f:finalizers":{".":{},"v:\\"a.example/x\\"":{},\
            "v:\\"b.example/x\\"":{}}},"f:spec":{"f:replicas":{},"f:selector":{},"f:template":{"f:spec":{"f:containers":\
            {"k:{\\"name\\":\\"web\\"}":{".":{},"f:image":{},"f:name":{},"f:ports":{\
            "k:{\\"containerPort\\":80,\\"protocol\\":\\"TCP\\"}":{".":{},"f:containerPort":{}},\
            "k:{\\"containerPort\\":8080,\\"protocol\\":\\"TCP\\"}":{".":{},"f:containerPort":{}}}}}}}}}""";

    private static FieldSet set(String json) {
        return FieldSet.parse(Json.parse(json));
    }

    private static FieldSet paths(FieldPath... paths) {
        return FieldSet.of(List.of(paths));
    }

    @Test
    void it_prints_to_the_letter_as_it_was_read() {
        assertThat(Json.print(set(DEPLOYMENT).toTree())).isEqualTo(DEPLOYMENT);
    }

    @Test
    void paths_made_into_a_set_are_written_in_the_servers_order() {
        List<FieldPath> paths = new java.util.ArrayList<>(set(DEPLOYMENT).paths());
        java.util.Collections.reverse(paths);

        FieldSet again = FieldSet.of(paths);

        assertThat(again).isEqualTo(set(DEPLOYMENT));
        assertThat(Json.print(again.toTree())).isEqualTo(DEPLOYMENT);
    }

    @Test
    void fields_come_before_items_and_numbers_are_ordered_as_numbers() {
        FieldSet set = paths(
                FieldPath.of("a").item(Map.of("port", 1000)),
                FieldPath.of("a").item(Map.of("port", 90)),
                FieldPath.of("b"),
                FieldPath.of("B"));

        assertThat(Json.print(set.toTree()))
                .isEqualTo("{\"f:B\":{},\"f:a\":{\"k:{\\\"port\\\":90}\":{},\"k:{\\\"port\\\":1000}\":{}},\"f:b\":{}}");
    }

    @Test
    void odd_names_and_values_are_escaped_as_the_server_does() {
        FieldPath odd = FieldPath.of("x").item(Map.of("path", "/a\"<b>\\\n\u2028é"));

        FieldSet set = paths(odd, FieldPath.of("f:o.o/b~r"));

        assertThat(set.toTree().keySet()).containsExactly("f:f:o.o/b~r", "f:x");
        assertThat(((Map<?, ?>) set.toTree().get("f:x")).keySet().iterator().next())
                .isEqualTo("k:{\"path\":\"/a\\\"\\u003cb\\u003e\\\\\\n\\u2028é\"}");
        assertThat(FieldSet.parse(set.toTree()).paths()).containsExactlyInAnyOrder(odd, FieldPath.of("f:o.o/b~r"));
    }

    @Test
    void leaves_are_what_is_owned_as_one_unit() {
        assertThat(set(DEPLOYMENT).leaves().stream().map(FieldPath::toString))
                .containsExactly(
                        ".metadata.annotations.note",
                        ".metadata.finalizers[=\"a.example/x\"]",
                        ".metadata.finalizers[=\"b.example/x\"]",
                        ".spec.replicas",
                        ".spec.selector",
                        ".spec.template.spec.containers[name=\"web\"].image",
                        ".spec.template.spec.containers[name=\"web\"].name",
                        ".spec.template.spec.containers[name=\"web\"].ports[containerPort=80,protocol=\"TCP\"].containerPort",
                        ".spec.template.spec.containers[name=\"web\"].ports[containerPort=8080,protocol=\"TCP\"].containerPort");
    }

    @Test
    void it_knows_members_and_what_they_cover() {
        FieldSet set = set(DEPLOYMENT);
        FieldPath web = FieldPath.of("spec", "template", "spec", "containers").item(Map.of("name", "web"));

        assertThat(set.contains(web)).isTrue();
        assertThat(set.contains(web.field("image"))).isTrue();
        assertThat(set.contains(FieldPath.of("spec"))).isFalse();
        assertThat(set.contains(FieldPath.of("spec", "selector", "matchLabels")))
                .isFalse();
        assertThat(set.covers(FieldPath.of("spec", "selector", "matchLabels"))).isTrue();
        assertThat(set.covers(web.field("command"))).isFalse();
        assertThat(set.below(web).leaves()).hasSize(4);
    }

    @Test
    void union_minus_and_intersect_are_those_of_sets_of_paths() {
        FieldSet all = set(DEPLOYMENT);
        FieldSet some = FieldSet.of(all.paths().stream()
                .filter(path ->
                        path.toString().contains("image") || path.toString().contains("note"))
                .toList());

        FieldSet rest = all.minus(some);

        assertThat(rest.paths()).hasSize(all.paths().size() - 2).doesNotContainAnyElementsOf(some.paths());
        assertThat(Json.print(rest.union(some).toTree())).isEqualTo(DEPLOYMENT);
        assertThat(some.union(rest)).isEqualTo(all);
        assertThat(all.intersect(some)).isEqualTo(some);
        assertThat(all.intersect(rest)).isEqualTo(rest);
        assertThat(all.minus(all).isEmpty()).isTrue();
        assertThat(some.intersect(rest).isEmpty()).isTrue();
    }

    @Test
    void a_map_owned_as_such_stays_when_its_entries_go() {
        FieldSet labels = set("{\"f:labels\":{\".\":{},\"f:a\":{}}}");

        FieldSet left = labels.minus(paths(FieldPath.of("labels", "a")));

        assertThat(Json.print(left.toTree())).isEqualTo("{\"f:labels\":{}}");
    }

    @Test
    void nothing_is_the_empty_set() {
        assertThat(FieldSet.parse(null).isEmpty()).isTrue();
        assertThat(FieldSet.parse(Map.of()).isEmpty()).isTrue();
        assertThat(FieldSet.parse(Map.of("x:y", Map.of())).paths()).isEmpty();
    }
}
