package io.fairlead.testkit;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Optional;

/** What pods use, for the autoscalers of a {@link Sandbox}: {@code (pod, resource) -> Optional.of(new Quantity("250m"))}. */
@FunctionalInterface
public interface SandboxMetrics {
    /**
     * What a pod uses now; asked on the Sandbox's own thread, so it must not wait for the Sandbox.
     *
     * @param pod the pod
     * @param resource {@code cpu} or {@code memory}
     * @return empty when the pod is not measured
     */
    Optional<Quantity> usage(Pod pod, String resource);
}
