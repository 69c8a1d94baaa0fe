package io.fairlead.cost;

import io.fairlead.metric.MetricFailed;
import io.fairlead.metric.MetricSource;
import io.fairlead.metric.Series;
import io.fairlead.placement.ResourceAmounts;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the running pods of a workload use now, in the mean; where nothing measures it, that is noted. */
final class Uses {

    private static final Kind POD = Kind.of("v1", "Pod");

    private final Optional<MetricSource> source;
    private final Ground ground;
    private final Notes notes;
    private @Nullable Map<String, Map<String, Double>> measured;

    Uses(Optional<MetricSource> source, Ground ground, Notes notes) {
        this.source = source;
        this.ground = ground;
        this.notes = notes;
    }

    /** The larger of what a pod reserves and what those that run use. */
    ResourceAmounts orMore(Ref owner, ResourceAmounts reserved) {
        if (source.isEmpty()) {
            return reserved;
        }
        List<String> pods = ground.find(owner)
                .map(Workload::selector)
                .filter(selector -> !selector.isEmpty())
                .map(selector -> ground.list(POD, owner.namespace(), selector).stream()
                        .map(pod -> pod.ref().path())
                        .toList())
                .orElse(List.of(owner.path()));
        Map<String, Object> used = new LinkedHashMap<>();
        mean(ResourceAmounts.CPU, pods).ifPresent(cores -> used.put(ResourceAmounts.CPU, cores.toPlainString()));
        mean(ResourceAmounts.MEMORY, pods)
                .ifPresent(bytes -> used.put(
                        ResourceAmounts.MEMORY,
                        bytes.setScale(0, RoundingMode.UP).toPlainString()));
        if (used.isEmpty()) {
            notes.assume(owner.path() + " is counted by what it reserves: nothing measures what it uses");
        }
        return reserved.max(ResourceAmounts.of(used));
    }

    private Optional<BigDecimal> mean(String resource, List<String> pods) {
        Map<String, Double> values = all().getOrDefault(resource, Map.of());
        List<Double> own =
                pods.stream().filter(values::containsKey).map(values::get).toList();
        return own.isEmpty()
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(
                        own.stream().mapToDouble(Double::doubleValue).sum() / own.size()));
    }

    private Map<String, Map<String, Double>> all() {
        Map<String, Map<String, Double>> known = measured;
        if (known == null) {
            known = new HashMap<>();
            for (String resource : List.of(ResourceAmounts.CPU, ResourceAmounts.MEMORY)) {
                known.put(resource, ask(source.orElseThrow(), resource));
            }
            notes.assume("counted is what is reserved or used, whichever is more, as "
                    + source.orElseThrow().name() + " measures now");
            measured = known;
        }
        return known;
    }

    private Map<String, Double> ask(MetricSource metrics, String resource) {
        Map<String, Double> values = new HashMap<>();
        try {
            for (Series one : metrics.now(resource).series()) {
                String pod = one.labels().getOrDefault("namespace", "") + "/"
                        + one.labels().getOrDefault("pod", "");
                one.last()
                        .filter(sample -> Double.isFinite(sample.value()) && sample.value() >= 0)
                        .ifPresent(sample -> values.merge(pod, sample.value(), Double::sum));
            }
        } catch (MetricFailed e) {
            notes.unknown("what pods use of " + resource + " could not be measured: " + e.happened());
        }
        return values;
    }
}
