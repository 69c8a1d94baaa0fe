package io.fairlead.metric;

import io.fairlead.metric.MetricFailed.Reason;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The resource metrics API as a source of measurements: what each pod uses now.
 *
 * <pre>{@code
 * var usage = UsageSource.through(cluster::query, Selection.namespace("shop"));
 * var memory = Metric.of(usage, "memory of a pod", "memory $pods");
 * }</pre>
 *
 * <p>A query is a resource, {@code cpu} (in cores) or {@code memory} (in bytes), and where it is not about all pods of the selection, a regular
 * expression that takes their names whole. It answers a series a pod. The API keeps no past, so there are no ranges.
 */
public final class UsageSource implements MetricSource {

    private final Function<Operation<Answer>, Answer> cluster;
    private final Selection selection;

    private UsageSource(Function<Operation<Answer>, Answer> cluster, Selection selection) {
        this.cluster = cluster;
        this.selection = selection;
    }

    /**
     * A source that asks a cluster.
     *
     * @param cluster {@code cluster::query}
     * @param selection which pods
     */
    public static UsageSource through(Function<Operation<Answer>, Answer> cluster, Selection selection) {
        return new UsageSource(cluster, selection);
    }

    @Override
    public String name() {
        return "metrics-server, pods " + selection;
    }

    @Override
    public Answer now(String query) {
        String[] words = query.strip().split("\\s+", 2);
        Pattern pods = pattern(query, words.length < 2 ? ".*" : words[1]);
        Map<String, Series> sums = new LinkedHashMap<>();
        for (Series one : cluster.apply(Usage.ofPods(selection)).series()) {
            String pod = one.labels().getOrDefault("pod", "");
            if (words[0].equals(one.labels().get("resource"))
                    && pods.matcher(pod).matches()) {
                String key = one.labels().get("namespace") + "/" + pod;
                sums.merge(key, ofPod(one), UsageSource::sum);
            }
        }
        return Answer.of(List.copyOf(sums.values()));
    }

    private Pattern pattern(String query, String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw failed(query, "The pods' names are given by no regular expression: " + text + ".", e);
        }
    }

    private static Series ofPod(Series ofContainer) {
        Map<String, String> labels = new LinkedHashMap<>(ofContainer.labels());
        labels.remove("container");
        return new Series(labels, ofContainer.samples());
    }

    private static Series sum(Series one, Series other) {
        Sample first = one.samples().get(0);
        double value = first.value() + other.samples().get(0).value();
        return new Series(one.labels(), List.of(new Sample(first.at(), value)));
    }

    @Override
    public Answer range(String query, Instant from, Instant to, Duration step) {
        throw failed(query, "The resource metrics API keeps no past.", null);
    }

    private MetricFailed failed(String query, String happened, @Nullable Throwable cause) {
        return new MetricFailed("ask " + name() + " for " + query, Reason.BAD_QUERY, happened, cause);
    }

    @Override
    public String toString() {
        return "Usage of pods " + selection;
    }
}
