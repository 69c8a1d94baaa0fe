package io.fairlead.placement;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a pod reserves on its node, which is not simply the sum of its containers.
 *
 * <p>Source: {@code PodRequests} of k8s.io/component-helpers {@code resource/helpers.go} (1.37). Init containers run one
 * after the other, so the largest counts; a sidecar (an init container with {@code restartPolicy: Always}) keeps running
 * and adds to all that start after it; pod-level requests (cpu, memory and huge pages) replace the sum of the containers;
 * {@code overhead} is added last.
 */
public final class EffectiveRequests {
    private EffectiveRequests() {}

    /**
     * The effective requests of a pod, or of a pod template (both have {@code spec}).
     *
     * @throws IllegalArgumentException if a request is no quantity
     */
    public static ResourceAmounts of(Map<String, Object> pod) {
        return ofSpec(Tree.map(pod, "spec"));
    }

    /** The effective requests of a pod's {@code spec}. */
    public static ResourceAmounts ofSpec(Map<String, Object> spec) {
        ResourceAmounts total = ResourceAmounts.NONE;
        for (var container : Tree.maps(spec, "containers")) {
            total = total.plus(requests(container));
        }
        ResourceAmounts sidecars = ResourceAmounts.NONE;
        ResourceAmounts starting = ResourceAmounts.NONE;
        for (var container : Tree.maps(spec, "initContainers")) {
            ResourceAmounts own = requests(container);
            if ("Always".equals(Tree.text(container, "restartPolicy"))) {
                total = total.plus(own);
                sidecars = sidecars.plus(own);
                starting = starting.max(sidecars);
            } else {
                starting = starting.max(own.plus(sidecars));
            }
        }
        total = total.max(starting);
        total = total.overriddenBy(podLevel(Tree.map(spec, "resources", "requests")));
        return total.plus(ResourceAmounts.of(Tree.map(spec, "overhead")));
    }

    private static ResourceAmounts podLevel(Map<String, Object> requests) {
        var supported = new LinkedHashMap<>(requests);
        supported
                .keySet()
                .removeIf(name -> !ResourceAmounts.CPU.equals(name)
                        && !ResourceAmounts.MEMORY.equals(name)
                        && !name.startsWith("hugepages-"));
        return ResourceAmounts.of(supported);
    }

    private static ResourceAmounts requests(Map<String, Object> container) {
        return ResourceAmounts.of(Tree.map(container, "resources", "requests"));
    }
}
