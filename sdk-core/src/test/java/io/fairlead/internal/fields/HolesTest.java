package io.fairlead.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.kube.Json;
import io.fairlead.resource.FieldPath;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HolesTest {

    private static String holes(String result, @Nullable String live) {
        return String.join(
                " ",
                Holes.of(Json.parse(result), live == null ? null : Json.parse(live)).chosen().keySet().stream()
                        .map(FieldPath::toString)
                        .toList());
    }

    @Test
    void an_update_leaves_only_the_version_open() {
        String object = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"x\",\"uid\":\"u\"}}";

        assertThat(holes(object, object)).isEqualTo(".metadata.resourceVersion");
    }

    @Test
    void a_creation_leaves_identity_and_status_open() {
        assertThat(holes(
                        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"x\",\"uid\":\"u\"}}",
                        null))
                .isEqualTo(".metadata.creationTimestamp .metadata.resourceVersion .metadata.uid .status");
    }

    @Test
    void the_made_up_uid_of_a_job_is_open_wherever_it_is() {
        assertThat(holes("""
                        {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"x","uid":"u-7"},"spec":{
                         "selector":{"matchLabels":{"batch.kubernetes.io/controller-uid":"u-7"}},
                         "template":{"metadata":{"labels":{"controller-uid":"u-7","app":"x"}}}}}""", null))
                .isEqualTo(".metadata.creationTimestamp .metadata.resourceVersion .metadata.uid"
                        + " .spec.selector.matchLabels[\"batch.kubernetes.io/controller-uid\"]"
                        + " .spec.template.metadata.labels.controller-uid .status");
    }

    @Test
    void a_service_that_becomes_a_node_port_gets_its_ports_later() {
        String live = """
                {"apiVersion":"v1","kind":"Service","metadata":{"name":"x"},"spec":{"clusterIP":"10.0.0.9",
                 "ports":[{"port":80,"protocol":"TCP"},{"port":81,"protocol":"TCP","nodePort":30001}]}}""";
        String result = """
                {"apiVersion":"v1","kind":"Service","metadata":{"name":"x"},"spec":{"clusterIP":"10.0.0.9",
                 "healthCheckNodePort":32769,
                 "ports":[{"port":80,"protocol":"TCP","nodePort":32769},{"port":81,"protocol":"TCP","nodePort":30001}]}}""";

        assertThat(holes(result, live))
                .isEqualTo(".metadata.resourceVersion .spec.healthCheckNodePort"
                        + " .spec.ports[port=80,protocol=\"TCP\"].nodePort");
    }

    @Test
    void a_headless_service_has_no_address_to_wait_for() {
        String headless =
                "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"x\"},\"spec\":{\"clusterIP\":\"None\"}}";

        assertThat(holes(headless, headless)).isEqualTo(".metadata.resourceVersion");
        assertThat(holes(headless, null)).doesNotContain("clusterIP");
    }

    @Test
    void what_was_asked_for_is_not_open() {
        Map<String, Object> result = Json.parse(
                "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"x\"},\"spec\":{\"clusterIP\":\"10.0.0.7\"}}");

        assertThat(Holes.of(result, null).without(result).chosen())
                .doesNotContainKey(FieldPath.of("spec", "clusterIP"));
    }

    @Test
    void a_pods_token_volume_has_another_suffix_later() {
        assertThat(holes("""
                        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"volumes":[{"name":"a"},
                         {"name":"kube-api-access-abcde"}],"containers":[{"name":"c","volumeMounts":[
                         {"name":"kube-api-access-abcde","mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}]}]}}""", null))
                .contains(".spec.volumes[name=\"kube-api-access-abcde\"]")
                .contains(".spec.containers[name=\"c\"].volumeMounts"
                        + "[mountPath=\"/var/run/secrets/kubernetes.io/serviceaccount\"]");
    }

    @Test
    void a_hole_covers_what_is_below_it() {
        Holes holes = Holes.none().and(FieldPath.of("status"), "set by a controller");

        assertThat(holes.chooserOf(FieldPath.of("status", "replicas"))).contains("set by a controller");
        assertThat(holes.chooserOf(FieldPath.of("spec"))).isEmpty();
    }
}
