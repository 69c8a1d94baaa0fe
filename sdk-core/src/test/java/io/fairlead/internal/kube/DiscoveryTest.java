package io.fairlead.internal.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.failure.UnknownKind;
import io.fairlead.internal.time.FakePace;
import io.fairlead.resource.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

    private static final Kind GIZMO = Kind.of("example.com/v1", "Gizmo");
    private static final Kind POD = Kind.of("v1", "Pod");

    private final FakePace pace = new FakePace();
    private final Map<String, String> server = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();

    private List<Reply> answer(List<Request> requests) {
        return requests.stream()
                .map(request -> {
                    asked.add(request.path());
                    String body = server.get(request.path());
                    return body == null
                            ? new Reply(503, Map.of(), "down", List.of(), 1)
                            : new Reply(200, Json.parse(body), "", List.of(), 1);
                })
                .toList();
    }

    private Discovery discovery() {
        return new Discovery(new DiscoveryReader(this::answer), pace);
    }

    private void serveAggregated(boolean gizmo) {
        server.put(
                "/api",
                "{\"kind\":\"APIGroupDiscoveryList\",\"items\":[{\"metadata\":{},\"versions\":[{\"version\":\"v1\","
                        + "\"resources\":[{\"resource\":\"pods\",\"responseKind\":{\"kind\":\"Pod\"},\"scope\":\"Namespaced\","
                        + "\"verbs\":[\"get\",\"list\"],\"subresources\":[{\"subresource\":\"eviction\"}]}]}]}]}");
        server.put(
                "/apis",
                gizmo
                        ? "{\"kind\":\"APIGroupDiscoveryList\",\"items\":[{\"metadata\":{\"name\":\"example.com\"},\"versions\":"
                                + "[{\"version\":\"v1\",\"resources\":[{\"resource\":\"gizmos\",\"responseKind\":"
                                + "{\"kind\":\"Gizmo\"},\"scope\":\"Cluster\",\"verbs\":[\"get\"]}]}]}]}"
                        : "{\"kind\":\"APIGroupDiscoveryList\",\"items\":[]}");
    }

    @Test
    void aggregated_discovery_is_two_requests_and_kept() {
        serveAggregated(true);
        Discovery discovery = discovery();

        assertThat(discovery.typeOf(POD))
                .isEqualTo(new ResourceType(POD, "pods", true, Set.of("get", "list"), Set.of("eviction")));
        assertThat(discovery.typeOf(GIZMO).path("", "a", "status")).isEqualTo("/apis/example.com/v1/gizmos/a/status");
        assertThat(asked).containsExactly("/api", "/apis");
    }

    @Test
    void an_unknown_kind_makes_it_read_again_but_not_each_time() {
        serveAggregated(false);
        Discovery discovery = discovery();
        discovery.typeOf(POD);
        assertThat(discovery.find(GIZMO)).isEmpty();
        assertThat(discovery.find(GIZMO)).isEmpty();
        assertThat(asked).hasSize(4);

        serveAggregated(true);
        assertThat(discovery.find(GIZMO)).as("still within its time").isEmpty();
        pace.advance(Discovery.UNKNOWN_FOR);
        assertThat(discovery.find(GIZMO)).isPresent();
        assertThat(asked).hasSize(6);
    }

    @Test
    void forgetting_reads_it_again_at_once() {
        serveAggregated(false);
        Discovery discovery = discovery();
        assertThat(discovery.find(GIZMO)).isEmpty();
        serveAggregated(true);

        discovery.forget();

        assertThat(discovery.find(GIZMO)).isPresent();
    }

    @Test
    void an_older_server_is_read_group_by_group_and_a_broken_group_takes_only_itself_along() {
        server.put("/api", "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}");
        server.put(
                "/apis",
                "{\"kind\":\"APIGroupList\",\"groups\":[{\"name\":\"autoscaling\",\"versions\":[{\"groupVersion\":"
                        + "\"autoscaling/v1\"},{\"groupVersion\":\"autoscaling/v2\"}],\"preferredVersion\":{\"groupVersion\":"
                        + "\"autoscaling/v2\"}},{\"name\":\"metrics.k8s.io\",\"versions\":[{\"groupVersion\":"
                        + "\"metrics.k8s.io/v1beta1\"}]}]}");
        server.put(
                "/api/v1",
                "{\"kind\":\"APIResourceList\",\"resources\":[{\"name\":\"pods\",\"namespaced\":true,\"kind\":\"Pod\","
                        + "\"verbs\":[\"get\"]},{\"name\":\"pods/eviction\",\"namespaced\":true,\"kind\":\"Eviction\","
                        + "\"group\":\"policy\",\"version\":\"v1\",\"verbs\":[\"create\"]}]}");
        String hpa = "{\"kind\":\"APIResourceList\",\"resources\":[{\"name\":\"horizontalpodautoscalers\","
                + "\"namespaced\":true,\"kind\":\"HorizontalPodAutoscaler\",\"verbs\":[\"get\"]}]}";
        server.put("/apis/autoscaling/v1", hpa);
        server.put("/apis/autoscaling/v2", hpa);
        Discovery discovery = discovery();

        assertThat(discovery.typeOf(POD).subresources()).containsExactly("eviction");
        assertThat(discovery.types())
                .extracting(type -> type.kind().toString())
                .containsExactly(
                        "v1 Pod", "autoscaling/v2 HorizontalPodAutoscaler", "autoscaling/v1 HorizontalPodAutoscaler");
    }

    @Test
    void the_nearest_kinds_are_named_best_first() {
        serveAggregated(true);

        assertThatThrownBy(() -> discovery().typeOf(Kind.of("example.com/v1beta1", "Gizmoo")))
                .isInstanceOf(UnknownKind.class)
                .hasMessage("Tried to find out where example.com/v1beta1 Gizmoo is served.\n"
                        + "The cluster does not serve example.com/v1beta1 Gizmoo.\n"
                        + "Nearest: example.com/v1 Gizmo. Check apiVersion and kind, or install its "
                        + "CustomResourceDefinition first.");
        assertThat(Nearest.of(
                        Kind.of("extensions/v1beta1", "Ingres"),
                        List.of(
                                Kind.of("networking.k8s.io/v1", "Ingress"),
                                Kind.of("networking.k8s.io/v1", "IngressClass"),
                                Kind.of("extensions/v1", "Ingress"))))
                .containsExactly(Kind.of("extensions/v1", "Ingress"), Kind.of("networking.k8s.io/v1", "Ingress"));
        assertThat(Nearest.distance("Deploymnet", "deployment")).isEqualTo(1);
    }

    @Test
    void nothing_is_remembered_of_a_reading_that_failed() {
        Discovery discovery = discovery();
        assertThatThrownBy(() -> discovery.find(POD))
                .hasMessageStartingWith("Tried to find out what the cluster serves.\n");
        serveAggregated(false);

        assertThat(discovery.find(POD)).isPresent();
        assertThat(Duration.ofNanos(pace.nanoTime())).isZero();
    }
}
