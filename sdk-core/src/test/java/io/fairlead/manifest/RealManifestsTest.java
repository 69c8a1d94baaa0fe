package io.fairlead.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.internal.fields.Desired;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealManifestsTest {

    private static Manifests read(String file) {
        Path path = Path.of(System.getProperty("fairlead.root", "."), "..", "shared", "inputs", file);
        assumeTrue(Files.exists(path), "The real manifests are not beside this checkout.");
        return Manifests.read(path);
    }

    @ParameterizedTest
    @CsvSource({"online-boutique.yaml, 35", "argo-cd.yaml, 59", "kube-prometheus.yaml, 131", "gateway-api-crds.yaml, 10"
    })
    void every_object_is_read_without_warning(String file, int count) {
        Manifests manifests = read(file);

        assertThat(manifests.objects()).hasSize(count);
        assertThat(manifests.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"online-boutique.yaml", "argo-cd.yaml", "kube-prometheus.yaml", "gateway-api-crds.yaml"})
    void every_object_can_be_applied_and_has_its_wave(String file) {
        Manifests manifests = read(file);

        for (ManifestObject object : manifests.objects()) {
            assertThat(Desired.of(object.tree(), "fairlead").ref()).isEqualTo(object.ref());
        }
        List<Waves.Wave<ManifestObject>> waves = Waves.of(manifests.objects(), ManifestObject::ref);
        assertThat(waves.stream().mapToInt(wave -> wave.objects().size()).sum())
                .isEqualTo(manifests.objects().size());
    }
}
