package io.fairlead.metric;

import io.fairlead.metric.MetricFailed.Reason;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Selection;
import io.fairlead.operation.Work;
import io.fairlead.placement.Quantities;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Tree;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks what pods or nodes use now, of the resource metrics API that metrics-server serves:
 * {@code cluster.query(Usage.ofPods(Selection.namespace("shop")))}.
 *
 * <p>A series a resource of each container or node: processors in cores, the rest in bytes. What has not been measured yet is not in it.
 * Writes nothing; one LIST. Verbs: {@code list} pods or nodes of {@code metrics.k8s.io}. Fails with {@link MetricFailed} where the cluster does
 * not serve it. Immutable.
 */
public final class Usage implements Operation<Answer> {

    private final String kind;
    private final Selection selection;

    private Usage(String kind, Selection selection) {
        this.kind = kind;
        this.selection = selection;
    }

    /** What the containers of pods use; labelled {@code namespace}, {@code pod}, {@code container}, {@code resource}. */
    public static Usage ofPods(Selection selection) {
        return new Usage("PodMetrics", selection);
    }

    /** What nodes use; labelled {@code node}, {@code resource}. */
    public static Usage ofNodes() {
        return new Usage("NodeMetrics", Selection.everywhere());
    }

    @Override
    public String name() {
        return "usage of " + (isOfPods() ? "pods " + selection : "nodes");
    }

    private boolean isOfPods() {
        return kind.equals("PodMetrics");
    }

    @Override
    public Answer perform(Work work) {
        Kind served = work.kind(kind + ".metrics.k8s.io").orElseThrow(this::notServed);
        List<Series> series = new ArrayList<>();
        for (Tree measured : work.list(served, selection)) {
            Map<String, String> labels = new LinkedHashMap<>();
            String name = measured.text("metadata", "name").orElse("");
            if (!isOfPods()) {
                labels.put("node", name);
                add(series, labels, measured, measured.at("usage"));
                continue;
            }
            labels.put("namespace", measured.text("metadata", "namespace").orElse(""));
            labels.put("pod", name);
            for (Tree container : measured.trees("containers")) {
                labels.put("container", container.text("name").orElse(""));
                add(series, labels, measured, container.at("usage"));
            }
        }
        return Answer.of(series);
    }

    private void add(List<Series> series, Map<String, String> labels, Tree measured, Tree usage) {
        Instant at = time(measured.text("timestamp").orElse(""));
        for (String resource : usage.names()) {
            Map<String, String> named = new LinkedHashMap<>(labels);
            named.put("resource", resource);
            double value;
            try {
                value = Quantities.exact(usage.at(resource).value().orElse(null))
                        .doubleValue();
            } catch (IllegalArgumentException e) {
                throw unreadable(e);
            }
            series.add(new Series(named, List.of(new Sample(at, value))));
        }
    }

    private Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw unreadable(e);
        }
    }

    private MetricFailed notServed() {
        return new MetricFailed(
                "ask for the " + name(),
                Reason.UNREACHABLE,
                "The cluster does not serve " + kind + " of metrics.k8s.io: metrics-server is not installed, or down.",
                null);
    }

    private MetricFailed unreadable(Exception cause) {
        return new MetricFailed(
                "ask for the " + name(), Reason.UNREADABLE, "What came is no answer of metrics.k8s.io.", cause);
    }

    @Override
    public String toString() {
        return "Usage of " + (isOfPods() ? "pods " + selection : "nodes");
    }
}
