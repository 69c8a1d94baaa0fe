package io.fairlead.testbed;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Makes fabric8 clients that ask exactly once: a test wants to see the first answer, not the eleventh. */
final class Clients {

    private Clients() {}

    static Config config(String kubeconfig) {
        Config config = Config.fromKubeconfig(kubeconfig);
        config.setRequestRetryBackoffLimit(0);
        return config;
    }

    static KubernetesClient of(String kubeconfig) {
        return new KubernetesClientBuilder().withConfig(config(kubeconfig)).build();
    }
}
