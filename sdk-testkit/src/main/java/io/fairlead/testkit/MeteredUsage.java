package io.fairlead.testkit;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fairlead.testkit.internal.controllers.UsageSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.OptionalLong;

/** A test's metrics in the numbers that the autoscaler reckons with: millicores, bytes. */
record MeteredUsage(SandboxMetrics metrics) implements UsageSource {
    @Override
    public OptionalLong usage(Map<String, Object> pod, String resource) {
        return metrics.usage(Serialization.unmarshal(Serialization.asJson(pod), Pod.class), resource)
                .map(quantity -> OptionalLong.of(amount(quantity, resource)))
                .orElse(OptionalLong.empty());
    }

    private static long amount(Quantity quantity, String resource) {
        BigDecimal unit = BigDecimal.valueOf(resource.equals("cpu") ? 1000 : 1);
        return quantity.getNumericalAmount()
                .multiply(unit)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }
}
