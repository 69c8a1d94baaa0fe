package io.fairlead.testbed;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A namespace that one test has for itself.
 *
 * @param name its name, which begins with the name of the test
 */
public record TestNamespace(String name) {

    private static final int NAME_LENGTH = 40;

    /** The name only, so that it can stand in paths and messages. */
    @Override
    public String toString() {
        return name;
    }

    static TestNamespace create(KubernetesClient client, String hint, boolean controllers) {
        String words = hint.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String begin = words.substring(0, Math.min(NAME_LENGTH, words.length())).replaceAll("^-|-$", "");
        String name = (begin.isEmpty() ? "test" : begin) + "-"
                + UUID.randomUUID().toString().substring(0, 8);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("testbed.fairlead.io/test", "true")
                        .endMetadata()
                        .build())
                .create();
        if (controllers) {
            client.serviceAccounts()
                    .inNamespace(name)
                    .withName("default")
                    .waitUntilCondition(Objects::nonNull, 60, TimeUnit.SECONDS);
        }
        return new TestNamespace(name);
    }

    /** Asks for its deletion, which the control plane finishes when it has time. */
    void delete(KubernetesClient client) {
        client.namespaces().withName(name).withGracePeriod(0).delete();
    }
}
