package io.fairlead.testkit.internal.kinds;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.schema.Quantities;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is computed from a pod's spec. */
public final class Pods {
    private Pods() {}

    /** The quality of service: by requests and limits of processor and memory. */
    public static String qualityOfService(Map<String, Object> spec) {
        List<Map<String, Object>> containers = new ArrayList<>(Json.objects(spec, "containers"));
        containers.addAll(Json.objects(spec, "initContainers"));
        boolean any = false;
        boolean guaranteed = true;
        for (Map<String, Object> container : containers) {
            Map<String, Object> requests = Json.at(container, "resources", "requests");
            Map<String, Object> limits = Json.at(container, "resources", "limits");
            for (String resource : List.of("cpu", "memory")) {
                BigDecimal request = amount(requests, resource);
                BigDecimal limit = amount(limits, resource);
                any |= request.signum() > 0 || limit.signum() > 0;
                guaranteed &= limit.signum() > 0 && request.compareTo(limit) == 0;
            }
        }
        if (!any) {
            return "BestEffort";
        }
        return guaranteed ? "Guaranteed" : "Burstable";
    }

    private static BigDecimal amount(Map<String, Object> resources, String name) {
        return Quantities.number(Json.text(resources, name)).orElse(BigDecimal.ZERO);
    }
}
