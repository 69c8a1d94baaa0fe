package io.fairlead.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.internal.kube.Json;
import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Differences;
import io.fairlead.resource.FieldPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparingTest {

    private final Map<String, Object> before = Samples.live();
    private final Map<String, Object> after = Samples.live();

    @Test
    void what_the_server_sets_on_every_write_is_no_difference() {
        Trees.put(after, "8", "metadata", "resourceVersion");
        Trees.put(after, 2, "metadata", "generation");
        Trees.put(after, List.of(), "metadata", "managedFields");
        Trees.put(after, 1, "status", "replicas");

        assertThat(Comparing.between(before, after)).hasToString("no difference");
    }

    @Test
    void items_are_matched_by_their_keys() {
        Map<String, Object> web =
                Trees.maps(after, "spec", "template", "spec", "containers").get(0);
        web.put("image", "web:2");
        web.put("ports", List.of(Map.of("containerPort", 81, "protocol", "TCP")));
        Trees.put(after, null, "spec", "paused");
        Trees.remove(after, "metadata", "labels", "app");

        assertThat(Comparing.between(before, after)).hasToString("""
                        8 fields differ
                          - .metadata.labels.app: "web"
                          + .spec.paused: null
                          ~ .spec.template.spec.containers[name="web"].image: "web:1" -> "web:2"
                          - .spec.template.spec.containers[name="web"].ports[containerPort=80,protocol="TCP"].containerPort: 80
                          - .spec.template.spec.containers[name="web"].ports[containerPort=80,protocol="TCP"].protocol: "TCP"
                          + .spec.template.spec.containers[name="web"].ports[containerPort=81,protocol="TCP"].containerPort: 81
                          + .spec.template.spec.containers[name="web"].ports[containerPort=81,protocol="TCP"].protocol: "TCP\"""".replace("8 fields", "7 fields"));
    }

    @Test
    void another_order_of_items_is_a_difference() {
        Collections.reverse(Trees.list(after, "spec", "template", "spec", "containers"));

        assertThat(Comparing.between(before, after)).hasToString("""
                        1 field differs
                          ~ .spec.template.spec.containers: ["web", "side"] -> ["side", "web"]""");
    }

    @Test
    void short_lists_of_scalars_are_shown_whole_when_they_grow() {
        Map<String, Object> web =
                Trees.maps(after, "spec", "template", "spec", "containers").get(0);
        web.put("args", List.of("a", "b", "c"));

        assertThat(Comparing.between(before, after)).hasToString("""
                        1 field differs
                          ~ .spec.template.spec.containers[name="web"].args: ["a", "b"] -> ["a", "b", "c"]""");
    }

    @Test
    void a_new_object_is_shown_field_by_field_with_its_holes() {
        Map<String, Object> service = Json.parse("""
                {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","uid":"u"},"spec":{"clusterIP":"10.0.0.0",
                 "clusterIPs":["10.0.0.0"],"ports":[{"port":80,"protocol":"TCP","nodePort":32769}],"selector":{"app":"web"}},
                 "status":{"loadBalancer":{}}}""");

        assertThat(Comparing.between(null, service, Holes.of(service, null), Masking.ofSecretsOnly()))
                .hasToString("""
                        6 fields differ
                          + .spec.clusterIP: (known after it runs: assigned by the server)
                          + .spec.clusterIPs: (known after it runs: assigned by the server)
                          + .spec.ports[port=80,protocol="TCP"].nodePort: (known after it runs: assigned by the server)
                          + .spec.ports[port=80,protocol="TCP"].port: 80
                          + .spec.ports[port=80,protocol="TCP"].protocol: "TCP"
                          + .spec.selector.app: "web\"""");
    }

    @Test
    void data_of_secrets_is_never_shown() {
        Map<String, Object> secret = Json.parse("""
                {"apiVersion":"v1","kind":"Secret","metadata":{"name":"db"},"data":{"password":"czNjcmV0"}}""");
        Map<String, Object> other = Trees.copy(secret);
        Trees.put(other, "b3RoZXI=", "data", "password");

        Differences differences = Comparing.between(secret, other);

        assertThat(differences).hasToString("1 field differs\n  ~ .data.password: (secret) -> (secret)");
    }

    @Test
    void registered_secrets_are_masked_by_value_wherever_they_are() {
        Masking masking = Masking.ofSecretsOnly().and(List.of("s3cret"));
        Map<String, Object> config = Json.parse("""
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"db"},"data":{"url":"jdbc://u:s3cret@db",
                 "encoded":"czNjcmV0","plain":"s3cret"}}""");

        assertThat(Comparing.between(null, config, Holes.none(), masking)).hasToString("""
                        3 fields differ
                          + .data.encoded: (secret)
                          + .data.plain: (secret)
                          + .data.url: "jdbc://u:(secret)@db\"""");
    }

    @Test
    void an_atomic_list_of_objects_is_compared_by_position() {
        Map<String, Object> role = Json.parse("""
                {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"r"},"rules":[
                 {"verbs":["get"],"resources":["pods"]},{"verbs":["list"],"resources":["pods"]}]}""");
        Map<String, Object> other = Trees.copy(role);
        Trees.maps(other, "rules").get(1).put("verbs", new ArrayList<>(List.of("watch")));

        assertThat(Comparing.between(role, other))
                .hasToString("1 field differs\n  ~ .rules[1].verbs[0]: \"list\" -> \"watch\"");
    }

    @Test
    void empty_and_absent_are_told_apart() {
        Trees.put(after, new LinkedHashMap<>(), "spec", "strategy");

        assertThat(Comparing.between(before, after)).hasToString("1 field differs\n  + .spec.strategy: {}");
    }

    @Test
    void a_change_can_be_asked_for_by_its_path() {
        Trees.put(after, 5, "spec", "replicas");

        Differences differences = Comparing.between(before, after);
        assertThat(differences.at(FieldPath.of("spec", "replicas")).orElseThrow())
                .hasToString("~ .spec.replicas: 3 -> 5");
        assertThat(differences.at(FieldPath.of("spec", "paused"))).isEmpty();
    }
}
