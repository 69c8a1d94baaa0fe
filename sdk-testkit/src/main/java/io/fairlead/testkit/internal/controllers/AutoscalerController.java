package io.fairlead.testkit.internal.controllers;

import io.fairlead.scaling.ReplicaProposal;
import io.fairlead.scaling.ScalingDecision;
import io.fairlead.scaling.ScalingHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Sizes workloads by what they use ({@code pkg/controller/podautoscaler}, 1.37): resource metrics of a
 * {@link UsageSource}; every other metric fails as it does where no metrics API serves it.
 */
final class AutoscalerController extends Reconciler {
    private static final Duration PERIOD = Duration.ofSeconds(15);

    private final Api api;
    private final Cache autoscalers;
    private final AutoscalerMetrics metrics;
    private final Map<Key, ScalingHistory> histories = new HashMap<>();

    AutoscalerController(Api api, Optional<UsageSource> usage) {
        super(api.time());
        this.api = api;
        this.autoscalers = api.cache(Kind.HORIZONTAL_POD_AUTOSCALER);
        this.metrics = new AutoscalerMetrics(api, usage);
        autoscalers.onChange((before, after) -> {
            if (after == null) {
                if (before != null) {
                    histories.remove(Key.of(before));
                }
            } else if (before == null
                    || Meta.generation(before) != Meta.generation(after)
                    || !Trees.map(before, "spec").equals(Trees.map(after, "spec"))) {
                enqueue(after);
            }
        });
    }

    @Override
    void reconcile(Key key) {
        var found = autoscalers.get(key.namespace(), key.name());
        if (found.isEmpty()) {
            return;
        }
        enqueueAfter(key, PERIOD);
        new Look(key, found.get()).run();
    }

    /** One look at one autoscaler: the conditions it finds, the size it asks for. */
    private final class Look {
        private final Key key;
        private final Map<String, Object> autoscaler;
        private final Instant now = now();
        private final Map<String, Object> status;
        private final List<Object> current = new ArrayList<>();

        Look(Key key, Map<String, Object> autoscaler) {
            this.key = key;
            this.autoscaler = autoscaler;
            this.status = Trees.copy(Trees.map(autoscaler, "status"));
        }

        void run() {
            var target = target();
            if (target.isEmpty()) {
                String reference = Trees.text(autoscaler, "spec", "scaleTargetRef", "name");
                String message = cacheOfTarget()
                        .map(cache -> pluralOfTarget() + " \"" + reference + "\" not found")
                        .orElse("no matches for kind \"" + Trees.text(autoscaler, "spec", "scaleTargetRef", "kind")
                                + "\" in group \"\"");
                event("Warning", "FailedGetScale", message);
                condition(
                        "AbleToScale",
                        "False",
                        "FailedGetScale",
                        "the HPA controller was unable to get the target's current scale: " + message);
                write();
                return;
            }
            condition(
                    "AbleToScale",
                    "True",
                    "SucceededGetScale",
                    "the HPA controller was able to get the target's current scale");
            decide(target.get());
        }

        private void decide(Map<String, Object> workload) {
            int replicas = Trees.number(1, workload, "spec", "replicas");
            int least = Trees.number(1, autoscaler, "spec", "minReplicas");
            int most = Trees.number(1, autoscaler, "spec", "maxReplicas");
            histories.computeIfAbsent(key, each -> ScalingHistory.EMPTY.recommended(now, replicas));
            if (replicas == 0) {
                condition(
                        "ScalingActive",
                        "False",
                        "ScalingDisabled",
                        "scaling is disabled since the replica count of the target is zero");
                settle(workload, replicas, 0, "");
            } else if (replicas > most) {
                settle(workload, replicas, most, "Current number of replicas above Spec.MaxReplicas");
            } else if (replicas < least) {
                settle(workload, replicas, least, "Current number of replicas below Spec.MinReplicas");
            } else {
                measure(workload, replicas, least, most);
            }
        }

        private void measure(Map<String, Object> workload, int replicas, int least, int most) {
            var failures = new ArrayList<AutoscalerMetrics.Failure>();
            Optional<AutoscalerMetrics.Reading> highest = Optional.empty();
            var specs = Trees.maps(autoscaler, "spec", "metrics");
            for (var metric : specs) {
                try {
                    var reading = metrics.read(autoscaler, workload, metric, replicas, now);
                    current.add(reading.status());
                    if (highest.isEmpty()
                            || reading.proposal().replicas()
                                    > highest.get().proposal().replicas()) {
                        highest = Optional.of(reading);
                    }
                } catch (AutoscalerMetrics.Failure failure) {
                    event("Warning", failure.reason(), failure.cause());
                    failures.add(failure);
                }
            }
            if (specs.isEmpty()) {
                counts(replicas, replicas);
                write();
                return;
            }
            boolean unusable = highest.isEmpty()
                    || (!failures.isEmpty() && highest.get().proposal().replicas() < replicas);
            if (unusable) {
                var first = failures.get(0);
                condition(
                        "ScalingActive",
                        "False",
                        first.reason(),
                        "the HPA was unable to compute the replica count: " + first.cause());
                event(
                        "Warning",
                        "FailedComputeMetricsReplicas",
                        "invalid metrics (" + failures.size() + " invalid out of " + specs.size()
                                + "), first error is: " + first.getMessage());
                counts(replicas, Trees.number(0, status, "desiredReplicas"));
                write();
                return;
            }
            var reading = highest.get();
            condition(
                    "ScalingActive",
                    "True",
                    "ValidMetricFound",
                    "the HPA was able to successfully calculate a replica count from " + reading.name());
            limit(workload, replicas, least, most, reading);
        }

        private void limit(
                Map<String, Object> workload, int replicas, int least, int most, AutoscalerMetrics.Reading reading) {
            ReplicaProposal proposal = reading.proposal();
            var history = histories.getOrDefault(key, ScalingHistory.EMPTY);
            var behavior = Trees.map(autoscaler, "spec", "behavior");
            var decision = behavior.isEmpty()
                    ? ScalingDecision.plain(replicas, proposal.replicas(), least, most, history, now)
                    : ScalingDecision.withBehavior(
                            replicas,
                            proposal.replicas(),
                            least,
                            most,
                            AutoscalerMetrics.rules(behavior, true),
                            AutoscalerMetrics.rules(behavior, false),
                            history,
                            now);
            histories.put(key, history.recommended(now, proposal.replicas()));
            condition("AbleToScale", "True", decision.ableReason(), decision.ableMessage());
            condition(
                    "ScalingLimited",
                    decision.limited() ? "True" : "False",
                    decision.limitReason(),
                    decision.limitMessage());
            String reason = proposal.replicas() > replicas
                    ? reading.name() + " above target"
                    : proposal.replicas() < replicas ? "All metrics below target" : "";
            settle(workload, replicas, decision.replicas(), reason);
        }

        private void settle(Map<String, Object> workload, int replicas, int wanted, String reason) {
            if (wanted != replicas) {
                cacheOfTarget()
                        .orElseThrow()
                        .updateSubresource(key.namespace(), Meta.name(workload), "scale", Api.MANAGER, object -> {
                            Trees.child(object, "spec").put("replicas", wanted);
                            return object;
                        });
                condition(
                        "AbleToScale",
                        "True",
                        "SucceededRescale",
                        "the HPA controller was able to update the target scale to " + wanted);
                event("Normal", "SuccessfulRescale", "New size: " + wanted + "; reason: " + reason);
                histories.computeIfPresent(key, (each, history) -> history.scaled(now, wanted - replicas));
                status.put("lastScaleTime", Trees.stamp(now));
            }
            counts(replicas, wanted);
            write();
        }

        private void counts(int replicas, int desired) {
            status.put("currentReplicas", replicas);
            status.put("desiredReplicas", desired);
            Trees.set(status, "currentMetrics", current.isEmpty() ? null : current);
        }

        private Optional<Cache> cacheOfTarget() {
            return switch (Trees.text(autoscaler, "spec", "scaleTargetRef", "kind")) {
                case "Deployment" -> Optional.of(api.cache(Kind.DEPLOYMENT));
                case "ReplicaSet" -> Optional.of(api.cache(Kind.REPLICA_SET));
                case "StatefulSet" -> Optional.of(api.cache(Kind.STATEFUL_SET));
                default -> Optional.empty();
            };
        }

        private String pluralOfTarget() {
            return Trees.text(autoscaler, "spec", "scaleTargetRef", "kind").toLowerCase(Locale.ROOT) + "s.apps";
        }

        private Optional<Map<String, Object>> target() {
            return cacheOfTarget()
                    .flatMap(cache ->
                            cache.get(key.namespace(), Trees.text(autoscaler, "spec", "scaleTargetRef", "name")));
        }

        /** Unlike the conditions of workloads, a changed one keeps its place. */
        private void condition(String type, String value, String reason, String message) {
            var conditions = Trees.children(status, "conditions");
            int place = 0;
            while (place < conditions.size()
                    && !type.equals(Trees.map(conditions.get(place)).get("type"))) {
                place++;
            }
            Map<String, Object> before = place < conditions.size() ? Trees.map(conditions.get(place)) : Map.of();
            var condition = Trees.object(
                    "type", type,
                    "status", value,
                    "lastTransitionTime",
                            value.equals(before.get("status")) ? before.get("lastTransitionTime") : Trees.stamp(now),
                    "reason", reason,
                    "message", message);
            if (place < conditions.size()) {
                conditions.set(place, condition);
            } else {
                conditions.add(condition);
            }
        }

        private void write() {
            status.putIfAbsent("desiredReplicas", 0);
            autoscalers.updateStatus(key.namespace(), key.name(), Api.MANAGER, object -> {
                object.put("status", Trees.copy(status));
                return object;
            });
        }

        private void event(String type, String reason, String message) {
            api.events().record(autoscaler, type, reason, message, "horizontal-pod-autoscaler", "");
        }
    }
}
