package io.fairlead.internal.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.resource.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({
        "1000m, 1",
        "100m, 100m",
        "0.5, 500m",
        "1.5, 1500m",
        "1000, 1k",
        "1500, 1500",
        "1024Mi, 1Gi",
        "1.5Gi, 1536Mi",
        "0.5Mi, 512Ki",
        "512, 512",
        "1073741824, 1073741824",
        "1e3, 1e3",
        "1000e0, 1e3",
        "0.1Ki, 102400m",
        "0, 0",
        "0Gi, 0",
        "1n, 1n",
        "0.1n, 1n",
        "-1000m, -1",
        "05, 05",
        "1.500, 1.500",
        "+5, +5",
        "8Ei, 9223372036854775807",
    })
    void a_quantity_is_spelled_as_the_server_stores_it(String given, String stored) {
        assertThat(Quantities.canonical(given)).contains(stored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one", "1 Gi", "1GB", "1ki", "1.2.3", "-", ".", "1e", "Gi"})
    void what_is_no_quantity_has_no_spelling(String given) {
        assertThat(Quantities.canonical(given)).isEmpty();
    }

    @Test
    void equal_numbers_of_different_families_are_not_the_same() {
        assertThat(Quantities.same("1073741824", "1Gi")).isFalse();
        assertThat(Quantities.same("1024Mi", "1Gi")).isTrue();
        assertThat(Quantities.same(1, "1000m")).isTrue();
    }

    @Test
    void only_places_of_built_in_kinds_that_hold_quantities_are_taken_for_such() {
        Kind deployment = Kind.of("apps/v1", "Deployment");
        List<String> cpu = List.of("spec", "template", "spec", "containers", "[]", "resources", "limits", "cpu");
        assertThat(Quantities.isQuantity(deployment, cpu)).isTrue();
        assertThat(Quantities.isQuantity(Kind.of("example.com/v1", "Deployment"), cpu))
                .isFalse();
        assertThat(Quantities.isQuantity(deployment, List.of("metadata", "annotations", "cpu")))
                .isFalse();
        assertThat(Quantities.isQuantity(Kind.of("v1", "ConfigMap"), List.of("data", "cpu")))
                .isFalse();
        assertThat(Quantities.isQuantity(Kind.of("v1", "ResourceQuota"), List.of("spec", "hard", "pods")))
                .isTrue();
        assertThat(Quantities.isQuantity(Kind.of("v1", "LimitRange"), List.of("spec", "limits", "[]", "max", "cpu")))
                .isTrue();
        assertThat(Quantities.isQuantity(Kind.of("v1", "LimitRange"), List.of("spec", "limits", "[]", "type")))
                .isFalse();
    }
}
