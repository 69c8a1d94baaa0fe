package io.fairlead.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectiveRequestsTest {
    @Test
    void containers_add_up() {
        var pod = Map.<String, Object>of(
                "spec", Map.of("containers", List.of(container("100m", "64Mi"), container("1", "1Gi"))));

        assertThat(EffectiveRequests.of(pod).asMap()).isEqualTo(Map.of("cpu", 1100L, "memory", 1088L << 20));
    }

    @Test
    void the_largest_init_container_counts_when_it_exceeds_the_sum() {
        var spec = Map.<String, Object>of(
                "initContainers", List.of(container("2", "10Mi"), container("100m", "2Gi")),
                "containers", List.of(container("500m", "100Mi"), container("500m", "100Mi")));

        assertThat(EffectiveRequests.ofSpec(spec).asMap()).isEqualTo(Map.of("cpu", 2000L, "memory", 2048L << 20));
    }

    @Test
    void a_sidecar_adds_to_what_starts_after_it_and_to_the_containers() {
        var spec = Map.<String, Object>of(
                "initContainers", List.of(container("900m", "1Mi"), sidecar("200m", "10Mi"), container("1", "1Mi")),
                "containers", List.of(container("500m", "100Mi")));

        assertThat(EffectiveRequests.ofSpec(spec).asMap()).isEqualTo(Map.of("cpu", 1200L, "memory", 110L << 20));
    }

    @Test
    void pod_level_requests_replace_the_sum_and_overhead_comes_on_top() {
        var spec = Map.<String, Object>of(
                "containers", List.of(container("500m", "100Mi")),
                "resources", Map.of("requests", Map.of("cpu", "2", "example.com/gpu", "9")),
                "overhead", Map.of("cpu", "250m", "memory", "20Mi"));

        assertThat(EffectiveRequests.ofSpec(spec).asMap()).isEqualTo(Map.of("cpu", 2250L, "memory", 120L << 20));
    }

    @ParameterizedTest
    @CsvSource({
        "100m, 100",
        "0.1, 100",
        "1, 1000",
        "1.5, 1500",
        "1e3, 1000000",
        "100u, 1",
        "1n, 1",
        "2k, 2000000",
        "0, 0",
        "-1, -1000"
    })
    void quantities_are_read_in_thousandths_rounded_up(String quantity, long milli) {
        assertThat(Quantities.milli(quantity)).isEqualTo(milli);
    }

    @ParameterizedTest
    @CsvSource({
        "128Mi, 134217728",
        "1.5Gi, 1610612736",
        "1G, 1000000000",
        "100m, 1",
        "12E, 9223372036854775807",
        "1E, 1000000000000000000"
    })
    void quantities_are_read_in_units_rounded_up(String quantity, long units) {
        assertThat(Quantities.units(quantity)).isEqualTo(units);
    }

    @Test
    void numbers_of_a_tree_are_quantities_too() {
        assertThat(Quantities.milli(2)).isEqualTo(2000);
        assertThat(Quantities.milli(null)).isZero();
        assertThatThrownBy(() -> Quantities.milli("lots")).hasMessage("Not a Kubernetes quantity: \"lots\"");
    }

    static Map<String, Object> container(String cpu, String memory) {
        return Map.of("resources", Map.of("requests", Map.of("cpu", cpu, "memory", memory)));
    }

    private static Map<String, Object> sidecar(String cpu, String memory) {
        return Map.of("restartPolicy", "Always", "resources", Map.of("requests", Map.of("cpu", cpu, "memory", memory)));
    }
}
