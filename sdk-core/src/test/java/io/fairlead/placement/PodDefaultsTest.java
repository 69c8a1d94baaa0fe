package io.fairlead.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodDefaultsTest {

    private static final Map<String, Object> RANGE = range("300m", "64Mi");

    @Test
    void a_request_that_is_not_said_is_the_limit() {
        var spec = spec(Map.of("limits", Map.of("cpu", "2", "memory", "1Gi"), "requests", Map.of("cpu", "500m")));

        assertThat(requests(spec, List.of())).isEqualTo(Map.of("cpu", 500L, "memory", 1L << 30));
    }

    @Test
    void a_request_without_a_limit_is_the_default_of_the_limit_range() {
        assertThat(requests(spec(Map.of()), List.of(RANGE))).isEqualTo(Map.of("cpu", 300L, "memory", 64L << 20));
        assertThat(requests(spec(Map.of("limits", Map.of("cpu", "1"))), List.of(RANGE)))
                .isEqualTo(Map.of("cpu", 1000L, "memory", 64L << 20));
    }

    @Test
    void the_first_limit_range_that_says_a_default_decides() {
        assertThat(requests(spec(Map.of()), List.of(RANGE, range("900m", "1Gi"))))
                .isEqualTo(Map.of("cpu", 300L, "memory", 64L << 20));
    }

    @Test
    void init_containers_are_completed_too() {
        Map<String, Object> spec = Map.of(
                "initContainers", List.of(Map.of("name", "i", "resources", Map.of("limits", Map.of("cpu", "3")))),
                "containers", List.of(Map.of("name", "c")));

        assertThat(requests(spec, List.of(RANGE))).isEqualTo(Map.of("cpu", 3000L, "memory", 64L << 20));
    }

    @Test
    void a_pod_level_limit_counts_where_no_container_says_a_request() {
        Map<String, Object> spec = Map.of(
                "containers", List.of(Map.of("name", "c", "resources", Map.of("requests", Map.of("cpu", "100m")))),
                "resources", Map.of("limits", Map.of("cpu", "2", "memory", "2Gi")));

        assertThat(requests(spec, List.of())).isEqualTo(Map.of("cpu", 100L, "memory", 2L << 30));
    }

    @Test
    void what_was_given_stays_as_it_is() {
        var spec = spec(Map.of("limits", Map.of("cpu", "2")));

        PodDefaults.completed(spec, List.of(RANGE));

        assertThat(spec).isEqualTo(spec(Map.of("limits", Map.of("cpu", "2"))));
    }

    private static Map<String, Long> requests(Map<String, Object> spec, List<Map<String, Object>> ranges) {
        return EffectiveRequests.ofSpec(PodDefaults.completed(spec, ranges)).asMap();
    }

    private static Map<String, Object> spec(Map<String, Object> resources) {
        return Map.of("containers", List.of(Map.of("name", "c", "resources", resources)));
    }

    private static Map<String, Object> range(String cpu, String memory) {
        return Map.of(
                "spec",
                Map.of(
                        "limits",
                        List.of(Map.of("type", "Container", "defaultRequest", Map.of("cpu", cpu, "memory", memory)))));
    }
}
