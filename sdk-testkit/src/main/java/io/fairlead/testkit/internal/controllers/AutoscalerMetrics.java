package io.fairlead.testkit.internal.controllers;

import io.fairlead.placement.LabelSelectors;
import io.fairlead.placement.Quantities;
import io.fairlead.scaling.PodSample;
import io.fairlead.scaling.ReplicaProposal;
import io.fairlead.scaling.ScalingRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the metrics an autoscaler names, and what each asks for. */
final class AutoscalerMetrics {
    private static final String NO_API = "the server could not find the requested resource (get pods.metrics.k8s.io)";

    /** A metric that cannot be read; its message is the whole chain, {@link #cause} what the condition says. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String reason;
        private final String cause;

        Failure(String reason, String cause, String message) {
            super(message, null, false, false);
            this.reason = reason;
            this.cause = cause;
        }

        String reason() {
            return reason;
        }

        String cause() {
            return cause;
        }
    }

    /** What a metric says: the entry of {@code currentMetrics}, its name in messages, and the proposal. */
    record Reading(Map<String, Object> status, String name, ReplicaProposal proposal) {}

    private final Api api;
    private final Optional<UsageSource> usage;

    AutoscalerMetrics(Api api, Optional<UsageSource> usage) {
        this.api = api;
        this.usage = usage;
    }

    /**
     * Reads one metric.
     *
     * @throws Failure if it is none that the Sandbox can read
     */
    Reading read(
            Map<String, Object> autoscaler,
            Map<String, Object> workload,
            Map<String, Object> metric,
            int replicas,
            Instant now) {
        String type = Trees.text(metric, "type");
        if (!"Resource".equals(type)) {
            String reason = "FailedGet" + type + "Metric";
            String cause = "unable to get metric: no metrics API of the Sandbox serves metrics of type " + type;
            throw new Failure(reason, cause, "failed to get " + type + " metric value: " + cause);
        }
        String resource = Trees.text(metric, "resource", "name");
        var target = Trees.map(metric, "resource", "target");
        boolean utilization = target.containsKey("averageUtilization");
        var pods = api.pods().in(Meta.namespace(workload)).stream()
                .filter(pod -> LabelSelectors.matches(Trees.map(workload, "spec", "selector"), Meta.labels(pod)))
                .toList();
        if (usage.isEmpty()) {
            throw failure(
                    resource,
                    utilization,
                    "unable to get metrics for resource " + resource
                            + ": unable to fetch metrics from resource metrics API: " + NO_API);
        }
        if (pods.isEmpty()) {
            throw failure(resource, utilization, "no pods returned by selector while calculating replica count");
        }
        var samples = samples(pods, resource, utilization, usage.get());
        var tolerance = ReplicaProposal.Tolerance.DEFAULT;
        Optional<ReplicaProposal> proposal = utilization
                ? ReplicaProposal.forUtilization(
                        replicas, Trees.number(0, target, "averageUtilization"), tolerance, samples)
                : ReplicaProposal.forAverageValue(
                        replicas, Quantities.milli(target.get("averageValue")), tolerance, samples);
        if (proposal.isEmpty()) {
            throw failure(resource, utilization, "did not receive metrics for targeted pods (pods might be unready)");
        }
        return reading(resource, utilization, proposal.get());
    }

    private static Reading reading(String resource, boolean utilization, ReplicaProposal proposal) {
        Object average = "cpu".equals(resource) ? proposal.average() + "m" : Long.toString(proposal.average() / 1000);
        var current = Trees.object(
                "averageUtilization", utilization ? (int) proposal.current() : null, "averageValue", average);
        String name = utilization ? resource + " resource utilization (percentage of request)" : resource + " resource";
        return new Reading(
                Trees.object("type", "Resource", "resource", Trees.object("current", current, "name", resource)),
                name,
                proposal);
    }

    private static List<PodSample> samples(
            List<Map<String, Object>> pods, String resource, boolean utilization, UsageSource source) {
        var samples = new ArrayList<PodSample>();
        for (var pod : pods) {
            long request = utilization ? request(pod, resource) : 0;
            OptionalLong used = source.usage(pod, resource);
            PodSample.State state;
            if (Meta.deleting(pod) || "Failed".equals(Pods.phase(pod))) {
                state = PodSample.State.IGNORED;
            } else if ("Pending".equals(Pods.phase(pod))) {
                state = PodSample.State.UNREADY;
            } else if (used.isEmpty()) {
                state = PodSample.State.MISSING;
            } else {
                boolean unready = "cpu".equals(resource) && !Pods.ready(pod);
                state = unready ? PodSample.State.UNREADY : PodSample.State.READY;
            }
            long milli = "cpu".equals(resource) ? used.orElse(0) : used.orElse(0) * 1000;
            samples.add(new PodSample(state, milli, request));
        }
        return samples;
    }

    private static long request(Map<String, Object> pod, String resource) {
        long sum = 0;
        var containers = new ArrayList<>(Trees.maps(pod, "spec", "containers"));
        Trees.maps(pod, "spec", "initContainers").stream()
                .filter(each -> "Always".equals(Trees.text(each, "restartPolicy")))
                .forEach(containers::add);
        for (var container : containers) {
            Object request = Trees.at(container, "resources", "requests", resource);
            if (request == null) {
                throw failure(
                        resource,
                        true,
                        "missing request for " + resource + " in container " + Trees.text(container, "name")
                                + " of Pod " + Meta.name(pod));
            }
            sum += Quantities.milli(request);
        }
        return sum;
    }

    private static Failure failure(String resource, boolean utilization, String why) {
        String cause = "failed to get " + resource + (utilization ? " utilization: " : " usage: ") + why;
        return new Failure(
                "FailedGetResourceMetric", cause, "failed to get " + resource + " resource metric value: " + cause);
    }

    /** Reads {@code behavior}; what is not given there is as by default. */
    static ScalingRules rules(Map<String, Object> behavior, boolean up) {
        var given = Trees.map(behavior, up ? "scaleUp" : "scaleDown");
        var fallback = up ? ScalingRules.DEFAULT_UP : ScalingRules.DEFAULT_DOWN;
        var select = switch (Trees.text(given, "selectPolicy")) {
            case "Min" -> ScalingRules.Select.MIN;
            case "Disabled" -> ScalingRules.Select.DISABLED;
            default -> ScalingRules.Select.MAX;
        };
        var window = given.get("stabilizationWindowSeconds") instanceof Number seconds
                ? Duration.ofSeconds(seconds.longValue())
                : fallback.window();
        var policies = Trees.maps(given, "policies").stream()
                .map(each -> new ScalingRules.Policy(
                        "Percent".equals(Trees.text(each, "type")),
                        Trees.number(0, each, "value"),
                        Trees.number(60, each, "periodSeconds")))
                .toList();
        return new ScalingRules(select, window, policies.isEmpty() ? fallback.policies() : policies);
    }
}
