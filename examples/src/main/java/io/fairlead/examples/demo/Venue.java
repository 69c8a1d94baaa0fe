package io.fairlead.examples.demo;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.ControlPlaneSpec;
import io.fairlead.testkit.Sandbox;
import java.util.List;

/**
 * Where the job runs: a cluster, what to call it, and what ends with it.
 *
 * @param client talks to the cluster
 * @param name how it reads on the screen
 * @param throwaway whether the cluster ends with the job, so that nobody need be asked and nothing outlives it
 * @param owned what is closed with it, in order
 */
record Venue(KubernetesClient client, String name, boolean throwaway, List<AutoCloseable> owned)
        implements AutoCloseable {

    Venue {
        owned = List.copyOf(owned);
    }

    static Venue sandbox() {
        Sandbox sandbox = Sandbox.start();
        return new Venue(sandbox.client(), "the Sandbox: a cluster of 3 nodes in this JVM", true, List.of(sandbox));
    }

    static Venue testbed() {
        ControlPlane.whyUnavailable().ifPresent(why -> {
            throw new Unusable(why);
        });
        ControlPlane controlPlane = ControlPlane.start(ControlPlaneSpec.ofDefaults());
        return new Venue(
                controlPlane.client(),
                "the testbed: a real control plane with 3 simulated nodes",
                true,
                List.of(controlPlane));
    }

    static Venue context(String context) {
        Config config = Config.autoConfigure(context);
        if (config.getCurrentContext() == null
                || !context.equals(config.getCurrentContext().getName())) {
            throw new Unusable(
                    "The kubeconfig has no context \"" + context + "\"; kubectl config get-contexts lists them.");
        }
        KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build();
        return new Venue(client, "context " + context + " (" + config.getMasterUrl() + ")", false, List.of(client));
    }

    @Override
    public void close() {
        for (AutoCloseable each : owned) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException("Closing " + name + " failed", e);
            }
        }
    }

    /** There is no such cluster; the message says why, for the user. */
    static final class Unusable extends RuntimeException {
        Unusable(String message) {
            super(message);
        }
    }
}
