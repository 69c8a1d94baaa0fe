package io.fairlead.testkit.internal.controllers;

import java.util.Map;
import java.util.OptionalLong;

/** What pods use, for autoscalers: the Sandbox's stand-in for the resource metrics API. */
@FunctionalInterface
public interface UsageSource {
    /**
     * What a pod uses now.
     *
     * @param pod the pod's tree
     * @param resource {@code cpu} (in millicores) or {@code memory} (in bytes)
     * @return empty when the pod is not measured
     */
    OptionalLong usage(Map<String, Object> pod, String resource);
}
