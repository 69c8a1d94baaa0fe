package io.fairlead.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.failure.InvalidSpec;
import io.fairlead.internal.kube.Json;
import io.fairlead.internal.tree.Trees;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DesiredTest {

    private static Map<String, Object> configMap(String name) {
        return Json.parse(
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"namespace\":\"shop\",\"name\":\"" + name
                        + "\"},\"data\":{\"a\":\"1\"}}");
    }

    private static Map<String, Object> sent(Map<String, Object> object) {
        return Desired.of(object, "fairlead").tree();
    }

    private static String refusal(Map<String, Object> object) {
        try {
            sent(object);
        } catch (InvalidSpec e) {
            return e.getMessage();
        }
        return "accepted";
    }

    @Test
    void an_object_that_is_right_is_sent_as_it_is() {
        assertThat(sent(Samples.desired())).isEqualTo(Samples.desired());
    }

    @Test
    void what_only_the_server_writes_is_dropped() {
        Map<String, Object> tree = sent(Samples.live());

        assertThat(tree).doesNotContainKey("status");
        assertThat(Trees.map(tree, "metadata")).containsOnlyKeys("name", "namespace", "labels", "annotations");
    }

    @Test
    void the_status_of_a_custom_resource_without_the_subresource_is_kept() {
        Map<String, Object> odd = Json.parse(
                "{\"apiVersion\":\"example.com/v1\",\"kind\":\"Odd\",\"metadata\":{\"name\":\"x\"},\"status\":\"on\"}");

        assertThat(Desired.of(odd, "fairlead", Desired.Status.PLAIN).tree()).containsEntry("status", "on");
        assertThat(sent(odd)).doesNotContainKey("status");
    }

    @Test
    void null_is_refused_with_its_path() {
        Map<String, Object> object = configMap("web");
        Trees.map(object, "data").put("b", null);

        assertThat(refusal(object)).isEqualTo("""
                        Tried to apply ConfigMap shop/web as fairlead.
                        The field .data.b is null, which server-side apply does not take for a deletion.
                        Expected a value, or no such field at all: a field that is left out is released.""");
    }

    @Test
    void an_unset_creation_time_of_a_template_is_dropped() {
        Map<String, Object> object = Samples.desired();
        Trees.put(object, null, "spec", "template", "metadata", "creationTimestamp");

        assertThat(sent(object)).isEqualTo(Samples.desired());
    }

    @Test
    void string_data_of_a_secret_becomes_data() {
        Map<String, Object> secret = Json.parse("""
                {"apiVersion":"v1","kind":"Secret","metadata":{"name":"db"},"data":{"user":"YQ=="},
                 "stringData":{"password":"s3cret","user":"b"}}""");

        assertThat(sent(secret))
                .doesNotContainKey("stringData")
                .containsEntry("data", Map.of("user", "Yg==", "password", "czNjcmV0"));
    }

    @Test
    void quantities_are_spelled_as_the_server_stores_them() {
        Map<String, Object> object = Samples.desired();
        Map<String, Object> web =
                Trees.maps(object, "spec", "template", "spec", "containers").get(0);
        Trees.put(web, "1000m", "resources", "requests", "cpu");
        Trees.put(web, 2, "resources", "limits", "cpu");

        Map<String, Object> sent = Trees.maps(sent(object), "spec", "template", "spec", "containers")
                .get(0);
        assertThat(Trees.at(sent, "resources"))
                .isEqualTo(Map.of("requests", Map.of("cpu", "1", "memory", "1Gi"), "limits", Map.of("cpu", "2")));
    }

    @Test
    void what_is_no_quantity_is_refused() {
        Map<String, Object> object = Samples.desired();
        Trees.put(
                Trees.maps(object, "spec", "template", "spec", "containers").get(0),
                "1GB",
                "resources",
                "limits",
                "memory");

        assertThat(refusal(object)).isEqualTo("""
                        Tried to apply Deployment shop/web as fairlead.
                        The field .spec.template.spec.containers[name="web"].resources.limits.memory is no quantity.
                        Expected a number with or without a suffix, such as 500m, 2 or 1.5Gi.""");
    }

    @Test
    void a_key_named_twice_is_refused_with_the_key() {
        Map<String, Object> object = Samples.desired();
        Trees.maps(object, "spec", "template", "spec", "containers")
                .get(0)
                .put("ports", List.of(Map.of("containerPort", 80), Map.of("containerPort", 80, "protocol", "TCP")));

        assertThat(refusal(object)).isEqualTo("""
                        Tried to apply Deployment shop/web as fairlead.
                        The field .spec.template.spec.containers[name="web"].ports[containerPort=80,protocol="TCP"] is there twice.
                        Expected one item for each containerPort and protocol (protocol is TCP where it is left out).""");
    }

    @Test
    void a_generated_name_is_refused() {
        Map<String, Object> object = configMap("x");
        Trees.map(object, "metadata").remove("name");
        Trees.put(object, "x-", "metadata", "generateName");

        assertThat(refusal(object)).isEqualTo("""
                        Tried to apply ConfigMap shop/ as fairlead.
                        The field .metadata.generateName cannot stand in for a name: server-side apply needs to know the object.
                        Expected metadata.name.""");
    }

    @Test
    void missing_identity_is_refused() {
        assertThat(refusal(new HashMap<>())).isEqualTo("""
                        Tried to apply an object without kind as fairlead.
                        The field .apiVersion is missing.
                        Expected an API version such as v1 or apps/v1.""");
    }

    @Test
    void a_bad_name_is_refused_with_a_better_one() {
        assertThat(refusal(configMap("Web_1"))).isEqualTo("""
                        Tried to apply ConfigMap shop/Web_1 as fairlead.
                        The field .metadata.name is "Web_1", which is no name for a ConfigMap.
                        Expected at most 253 lowercase letters, digits, '-' and '.', beginning and ending with a letter or digit, such as "web-1".""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b", "a-b.c9", "0"})
    void good_names_pass(String name) {
        assertThat(refusal(configMap(name))).isEqualTo("accepted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-a", "a-", "a..b", "A", "a_b", "ü", ".", "a b"})
    void bad_names_do_not(String name) {
        assertThat(refusal(configMap(name))).contains("which is no name for a ConfigMap");
    }

    @Test
    void names_of_roles_are_freer() {
        Map<String, Object> role = Json.parse(
                "{\"apiVersion\":\"rbac.authorization.k8s.io/v1\",\"kind\":\"ClusterRole\",\"metadata\":{\"name\":\"system:x_Y\"}}");

        assertThat(refusal(role)).isEqualTo("accepted");
    }

    @Test
    void numbers_where_only_text_can_be_are_refused_without_the_value() {
        Map<String, Object> object = configMap("web");
        Trees.put(object, 80, "data", "port");

        assertThat(refusal(object)).isEqualTo("""
                        Tried to apply ConfigMap shop/web as fairlead.
                        The field .data.port is no text.
                        Expected text (put it in quotes).""");
    }

    @Test
    void what_json_does_not_know_is_refused() {
        Map<String, Object> object = configMap("web");
        Trees.put(object, Instant.EPOCH, "spec", "time");

        assertThatThrownBy(() -> sent(object))
                .isInstanceOf(InvalidSpec.class)
                .hasMessageContaining("The field .spec.time holds a Instant, which JSON does not know.");
    }

    @Test
    void too_much_data_is_refused_with_its_size() {
        Map<String, Object> object = configMap("web");
        Trees.put(object, "x".repeat(3 * 1024 * 1024), "data", "big");

        assertThat(refusal(object)).isEqualTo("""
                        Tried to apply ConfigMap shop/web as fairlead.
                        The field .data holds 3073 KiB.
                        Expected at most 1024 KiB in one ConfigMap: split it, or keep it elsewhere.""");
    }

    @Test
    void an_object_that_etcd_may_refuse_is_warned_of() {
        Map<String, Object> crd = Json.parse("""
                {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"xs.example.com"}}""");
        Trees.put(crd, "x".repeat(2 * 1024 * 1024), "spec", "description");

        assertThat(Desired.of(crd, "fairlead").warnings())
                .containsExactly(
                        "CustomResourceDefinition xs.example.com comes to 2049 KiB of JSON; etcd refuses objects of"
                                + " more than 1536 KiB unless it is set up otherwise.");
    }
}
