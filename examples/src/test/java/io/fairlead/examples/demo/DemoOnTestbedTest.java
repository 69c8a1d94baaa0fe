package io.fairlead.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fairlead.manifest.Manifests;
import io.fairlead.testbed.Testbed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The main job on a real control plane. */
@Testbed
class DemoOnTestbedTest {

    @Test
    void leaves_a_real_control_plane_as_before(KubernetesClient client) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Screen screen = new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, false, true);
        Application shop = Application.of("shop.yaml", "demo-shop", Manifests.classPath("shop/shop.yaml"));
        Story.Wishes wishes = new Story.Wishes("catalogue", "ghcr.io/stefanprodan/podinfo:6.7.0", false, true, false);

        boolean asTold = new Story(screen, new Venue(client, "the testbed", true, List.of()), shop, wishes).tell();

        String output = bytes.toString(StandardCharsets.UTF_8);
        assertThat(asTold).as(output).isTrue();
        assertThat(output)
                .contains("apply       34 objects written, all ready")
                .contains("podinfo:6.7.0-cannot-pull is not found")
                .contains("prove       the cluster is as before")
                .contains("the cluster is as in the beginning");
        assertThat(client.namespaces().withName("demo-shop").get()).isNull();
    }
}
