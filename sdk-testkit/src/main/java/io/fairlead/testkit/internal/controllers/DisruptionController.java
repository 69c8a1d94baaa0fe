package io.fairlead.testkit.internal.controllers;

import io.fairlead.placement.LabelSelectors;
import io.fairlead.scaling.DisruptionAllowance;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Counts how many pods a PodDisruptionBudget lets go ({@code pkg/controller/disruption}, 1.37). */
final class DisruptionController extends Reconciler {
    /** How long an evicted pod is expected to be gone soon, before it counts again. */
    private static final Duration DELETION_TIMEOUT = Duration.ofMinutes(2);

    private final Api api;
    private final Cache budgets;

    DisruptionController(Api api) {
        super(api.time());
        this.api = api;
        this.budgets = api.cache(Kind.POD_DISRUPTION_BUDGET);
        budgets.onChange((before, after) -> enqueue(after));
        api.pods().onChange((before, after) -> {
            wakeFor(before);
            wakeFor(after);
        });
        for (Kind kind : List.of(Kind.DEPLOYMENT, Kind.REPLICA_SET, Kind.STATEFUL_SET)) {
            api.cache(kind).onChange((before, after) -> {
                if (before != null && after != null && scale(before) != scale(after)) {
                    budgets.in(Meta.namespace(after)).forEach(this::enqueue);
                }
            });
        }
    }

    private void wakeFor(@Nullable Map<String, Object> pod) {
        if (pod != null) {
            budgets.in(Meta.namespace(pod)).stream()
                    .filter(budget -> selects(budget, pod))
                    .forEach(this::enqueue);
        }
    }

    private static boolean selects(Map<String, Object> budget, Map<String, Object> pod) {
        return Trees.at(budget, "spec", "selector") != null
                && LabelSelectors.matches(Trees.map(budget, "spec", "selector"), Meta.labels(pod));
    }

    @Override
    void reconcile(Key key) {
        var found = budgets.get(key.namespace(), key.name());
        if (found.isEmpty()) {
            return;
        }
        var budget = found.get();
        var pods = api.pods().in(key.namespace()).stream()
                .filter(pod -> selects(budget, pod))
                .toList();
        if (pods.isEmpty()) {
            event(budget, "Normal", "NoPods", "No matching pods found");
        }
        Object least = Trees.at(budget, "spec", "minAvailable");
        Object most = Trees.at(budget, "spec", "maxUnavailable");
        int scale = 0;
        if (DisruptionAllowance.needsScale(least, most)) {
            var known = expectedScale(pods);
            if (known.isEmpty()) {
                syncFailed(budget, unmanaged(pods));
                return;
            }
            scale = known.getAsInt();
        }
        var disrupted = stillExpectedToGo(budget, pods);
        int healthy = (int) pods.stream()
                .filter(pod -> !Meta.deleting(pod) && !disrupted.containsKey(Meta.name(pod)) && Pods.ready(pod))
                .count();
        write(budget, DisruptionAllowance.of(least, most, pods.size(), scale, healthy), disrupted);
        disrupted.values().stream()
                .map(at -> Instant.parse(at.toString()).plus(DELETION_TIMEOUT).plusSeconds(1))
                .min(Instant::compareTo)
                .ifPresent(at -> enqueueAt(key, at));
    }

    /** The pods that were evicted a moment ago and are not gone yet. */
    private Map<String, Object> stillExpectedToGo(Map<String, Object> budget, List<Map<String, Object>> pods) {
        var left = new LinkedHashMap<String, Object>();
        Trees.map(budget, "status", "disruptedPods").forEach((name, at) -> {
            boolean there = pods.stream().anyMatch(pod -> Meta.name(pod).equals(name) && !Meta.deleting(pod));
            if (there && !Instant.parse(at.toString()).plus(DELETION_TIMEOUT).isBefore(now())) {
                left.put(name, at);
            }
        });
        return left;
    }

    /** The sum of the sizes of all controllers of these pods; empty if a pod has none with a size. */
    private OptionalInt expectedScale(List<Map<String, Object>> pods) {
        var sizes = new LinkedHashMap<String, Integer>();
        for (var pod : pods) {
            var owner = Meta.controller(pod);
            if (owner.isEmpty()) {
                continue;
            }
            var controller = controllerOf(pod, owner);
            if (controller.isEmpty()) {
                return OptionalInt.empty();
            }
            sizes.put(Meta.uid(controller.get()), scale(controller.get()));
        }
        return OptionalInt.of(
                sizes.values().stream().mapToInt(Integer::intValue).sum());
    }

    private Optional<Map<String, Object>> controllerOf(Map<String, Object> pod, Map<String, Object> owner) {
        String namespace = Meta.namespace(pod);
        String name = Trees.text(owner, "name");
        return switch (Trees.text(owner, "kind")) {
            case "ReplicaSet" ->
                api.cache(Kind.REPLICA_SET)
                        .get(namespace, name)
                        .map(set -> deploymentOf(set).orElse(set));
            case "StatefulSet" -> api.cache(Kind.STATEFUL_SET).get(namespace, name);
            default -> Optional.empty();
        };
    }

    private Optional<Map<String, Object>> deploymentOf(Map<String, Object> set) {
        var owner = Meta.controller(set);
        return "Deployment".equals(owner.get("kind"))
                ? api.cache(Kind.DEPLOYMENT).get(Meta.namespace(set), Trees.text(owner, "name"))
                : Optional.empty();
    }

    private static int scale(Map<String, Object> workload) {
        return Trees.number(1, workload, "spec", "replicas");
    }

    private static String unmanaged(List<Map<String, Object>> pods) {
        return pods.stream().map(Meta::name).findFirst().orElse("");
    }

    private void syncFailed(Map<String, Object> budget, String pod) {
        String message = "found no controllers for pod \"" + pod + "\"";
        event(
                budget,
                "Warning",
                "CalculateExpectedPodCountFailed",
                "Failed to calculate the number of expected pods: " + message);
        budgets.updateStatus(Meta.namespace(budget), Meta.name(budget), Api.MANAGER, object -> {
            var status = Trees.child(object, "status");
            status.put("disruptionsAllowed", 0);
            status.put("observedGeneration", Meta.generation(budget));
            condition(status, Meta.generation(budget), "False", "SyncFailed", message);
            return object;
        });
    }

    private void write(Map<String, Object> budget, DisruptionAllowance allowance, Map<String, Object> disrupted) {
        budgets.updateStatus(Meta.namespace(budget), Meta.name(budget), Api.MANAGER, object -> {
            var status = Trees.child(object, "status");
            status.put("currentHealthy", allowance.currentHealthy());
            status.put("desiredHealthy", allowance.desiredHealthy());
            status.put("disruptionsAllowed", allowance.disruptionsAllowed());
            status.put("expectedPods", allowance.expectedPods());
            status.put("observedGeneration", Meta.generation(budget));
            Trees.set(status, "disruptedPods", disrupted.isEmpty() ? null : disrupted);
            boolean allowed = allowance.disruptionsAllowed() > 0;
            condition(
                    status,
                    Meta.generation(budget),
                    allowed ? "True" : "False",
                    allowed ? "SufficientPods" : "InsufficientPods",
                    "");
            return object;
        });
    }

    private void condition(Map<String, Object> status, long generation, String value, String reason, String message) {
        var conditions = new Conditions(status, now());
        var before = conditions.get("DisruptionAllowed");
        Object since = before.filter(each -> value.equals(each.get("status")))
                .map(each -> each.get("lastTransitionTime"))
                .orElse(Trees.stamp(now()));
        conditions.add(Trees.object(
                "type", "DisruptionAllowed",
                "status", value,
                "observedGeneration", generation,
                "lastTransitionTime", since,
                "reason", reason,
                "message", message));
    }

    private void event(Map<String, Object> budget, String type, String reason, String message) {
        api.events().record(budget, type, reason, message, "controllermanager", "");
    }
}
