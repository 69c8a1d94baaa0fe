package io.fairlead.testkit.internal.controllers;

import io.fairlead.placement.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The quality of service class of a pod ({@code ComputePodQOS} of {@code pkg/apis/core/v1/helper/qos}). */
final class QosClass {
    private QosClass() {}

    static String of(Map<String, Object> pod) {
        var containers = new ArrayList<>(Trees.maps(pod, "spec", "containers"));
        containers.addAll(Trees.maps(pod, "spec", "initContainers"));
        boolean any = false;
        boolean guaranteed = true;
        for (var container : containers) {
            for (String resource : List.of("cpu", "memory")) {
                Object limit = Trees.at(container, "resources", "limits", resource);
                Object request = Trees.at(container, "resources", "requests", resource);
                any |= positive(limit) || positive(request);
                guaranteed &= positive(limit)
                        && (request == null || Quantities.exact(limit).compareTo(Quantities.exact(request)) == 0);
            }
        }
        if (!any) {
            return "BestEffort";
        }
        return guaranteed ? "Guaranteed" : "Burstable";
    }

    private static boolean positive(@Nullable Object quantity) {
        return quantity != null && Quantities.exact(quantity).signum() > 0;
    }
}
