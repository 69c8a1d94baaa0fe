package io.fairlead.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.kube.Json;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.FieldValue;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldsTest {

    private static final FieldPath PORTS = FieldPath.of("ports");
    private final Map<String, Object> tree = Json.parse("""
            {"a":null,"ports":[{"port":80,"name":"http"},{"port":53,"protocol":"UDP"}],"set":["x","y"],"list":[1,2]}""");

    @Test
    void absent_is_not_null() {
        assertThat(Fields.at(tree, FieldPath.of("a"))).isEqualTo(FieldValue.of(null));
        assertThat(Fields.at(tree, FieldPath.of("b"))).isEqualTo(FieldValue.absent());
        assertThat(Fields.at(tree, FieldPath.of("a", "b"))).isEqualTo(FieldValue.absent());
    }

    @Test
    void items_are_found_by_keys_value_and_position() {
        FieldPath http = PORTS.item(Map.of("port", 80, "protocol", "TCP"));
        assertThat(Fields.valueAt(tree, http.field("name"))).isEqualTo("http");
        assertThat(Fields.at(tree, PORTS.item(Map.of("port", 53, "protocol", "TCP")))
                        .isPresent())
                .isFalse();
        assertThat(Fields.valueAt(tree, FieldPath.of("set").member("y"))).isEqualTo("y");
        assertThat(Fields.valueAt(tree, FieldPath.of("list").index(1))).isEqualTo(2);
        assertThat(Fields.at(tree, FieldPath.of("list").index(2)).isPresent()).isFalse();
    }

    @Test
    void setting_keeps_the_order_and_makes_what_is_missing() {
        Fields.set(tree, PORTS.item(Map.of("port", 80, "protocol", "TCP")).field("name"), "web");
        Fields.set(tree, PORTS.item(Map.of("port", 9, "protocol", "TCP")).field("name"), "new");
        Fields.set(tree, FieldPath.of("x", "y").item(Map.of("name", "n")).field("v"), 1);
        Fields.set(tree, FieldPath.of("set").member("z"), "z");

        assertThat(Json.print(tree)).isEqualTo("""
                        {"a":null,"ports":[{"port":80,"name":"web"},{"port":53,"protocol":"UDP"},\
                        {"port":9,"protocol":"TCP","name":"new"}],"set":["x","y","z"],"list":[1,2],"x":{"y":[{"name":"n","v":1}]}}""");
    }

    @Test
    void removing_takes_just_that() {
        Fields.remove(tree, PORTS.item(Map.of("port", 53, "protocol", "UDP")));
        Fields.remove(tree, FieldPath.of("set").member("x"));
        Fields.remove(tree, FieldPath.of("a"));
        Fields.remove(tree, FieldPath.of("nothing", "there"));

        assertThat(Json.print(tree))
                .isEqualTo("{\"ports\":[{\"port\":80,\"name\":\"http\"}],\"set\":[\"y\"],\"list\":[1,2]}");
    }
}
