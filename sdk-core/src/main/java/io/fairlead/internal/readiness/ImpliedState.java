package io.fairlead.internal.readiness;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Observed;
import io.fairlead.resource.Until;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a wait implies of its object, for previews: a ready Deployment has as many ready replicas as it asks for.
 *
 * <p>Only what follows is laid over. Names, addresses and times are holes. A predicate of one's own implies nothing, and a kind without a rule
 * here has a status that is one hole.
 */
public final class ImpliedState {

    private static final FieldPath STATUS = FieldPath.of("status");

    private ImpliedState() {}

    /** The object as it will be once the wait has ended; not for {@link Until.Gone}, which leaves none. */
    public static Implied of(Until until, Map<String, Object> object) {
        Map<String, Object> tree = Trees.copy(object);
        if (until instanceof Until.Ready) {
            return ready(tree);
        }
        if (until instanceof Until.ConditionIs wanted) {
            observed(tree);
            return new Implied(tree, condition(tree, wanted.type(), wanted.status()));
        }
        if (until instanceof Until.FieldIs wanted && plain(wanted.field())) {
            String[] fields = wanted.field().steps().stream()
                    .map(step -> ((FieldPath.Step.Field) step).name())
                    .toArray(String[]::new);
            Trees.put(tree, wanted.value(), fields);
            return new Implied(tree, List.of());
        }
        return new Implied(tree, List.of(STATUS));
    }

    private static boolean plain(FieldPath field) {
        return !field.steps().isEmpty() && field.steps().stream().allMatch(FieldPath.Step.Field.class::isInstance);
    }

    private static Implied ready(Map<String, Object> tree) {
        Observed object = Observed.of(tree);
        if (object.observedGeneration() >= 0) {
            observed(tree);
        }
        Kind kind = object.ref().kind();
        return switch (kind.name()) {
            case "Deployment" -> deployment(tree, object);
            case "ReplicaSet", "ReplicationController" -> replicaSet(tree, object);
            case "StatefulSet" -> statefulSet(tree, object);
            case "DaemonSet" -> daemonSet(tree);
            case "Job" -> job(tree, object);
            case "Pod" -> pod(tree, object);
            case "PersistentVolumeClaim" ->
                phase(tree, "Bound", FieldPath.of("spec", "volumeName"), FieldPath.of("status", "capacity"));
            case "Namespace" -> phase(tree, "Active");
            case "Service", "Ingress" -> address(tree, object);
            case "CustomResourceDefinition" -> conditions(tree, "NamesAccepted", "Established");
            case "APIService" -> conditions(tree, "Available");
            case "Node" -> conditions(tree, "Ready");
            case "HorizontalPodAutoscaler" -> conditions(tree, "AbleToScale", "ScalingActive");
            case "Gateway" -> conditions(tree, "Accepted", "Programmed");
            case "PodDisruptionBudget" -> {
                observed(tree);
                yield new Implied(
                        tree, statusHoles("currentHealthy", "desiredHealthy", "expectedPods", "disruptionsAllowed"));
            }
            default ->
                ReadinessRules.of().knows(kind) ? new Implied(tree, List.of()) : new Implied(tree, List.of(STATUS));
        };
    }

    private static Implied deployment(Map<String, Object> tree, Observed object) {
        long wanted = object.number(1, "spec", "replicas");
        observed(tree);
        counts(tree, wanted, "replicas", "updatedReplicas", "readyReplicas", "availableReplicas");
        Trees.remove(tree, "status", "unavailableReplicas");
        List<Object> kept = new ArrayList<>(Trees.list(tree, "status", "conditions"));
        kept.removeIf(item -> item instanceof Map<?, ?> map && "ReplicaFailure".equals(map.get("type")));
        Trees.put(tree, kept, "status", "conditions");
        List<FieldPath> holes = new ArrayList<>(condition(tree, "Available", "True", "MinimumReplicasAvailable"));
        holes.addAll(condition(tree, "Progressing", "True", "NewReplicaSetAvailable"));
        holes.addAll(statusHoles("terminatingReplicas", "collisionCount"));
        holes.add(FieldPath.of("metadata", "annotations", "deployment.kubernetes.io/revision"));
        return new Implied(tree, holes);
    }

    private static Implied replicaSet(Map<String, Object> tree, Observed object) {
        observed(tree);
        long wanted = object.number(1, "spec", "replicas");
        counts(tree, wanted, "replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas");
        return new Implied(tree, statusHoles("terminatingReplicas"));
    }

    private static Implied statefulSet(Map<String, Object> tree, Observed object) {
        observed(tree);
        long wanted = object.number(1, "spec", "replicas");
        long partition = object.number(0, "spec", "updateStrategy", "rollingUpdate", "partition");
        counts(tree, wanted, "replicas", "readyReplicas", "availableReplicas");
        if (partition <= 0) {
            counts(tree, wanted, "currentReplicas", "updatedReplicas");
            return new Implied(tree, statusHoles("currentRevision", "updateRevision", "collisionCount"));
        }
        // How many of those that the partition holds back are already new depends on what was there before.
        return new Implied(
                tree,
                statusHoles(
                        "currentReplicas", "updatedReplicas", "currentRevision", "updateRevision", "collisionCount"));
    }

    /** How many nodes should run it is the cluster's to say, so nothing can be counted. */
    private static Implied daemonSet(Map<String, Object> tree) {
        observed(tree);
        Trees.put(tree, 0L, "status", "numberUnavailable");
        return new Implied(
                tree,
                statusHoles(
                        "desiredNumberScheduled",
                        "currentNumberScheduled",
                        "updatedNumberScheduled",
                        "numberReady",
                        "numberAvailable",
                        "numberMisscheduled",
                        "collisionCount"));
    }

    private static Implied job(Map<String, Object> tree, Observed object) {
        List<FieldPath> holes = new ArrayList<>(condition(tree, "Complete", "True"));
        if (object.has("spec", "completions") && !object.has("spec", "successPolicy")) {
            Trees.put(tree, object.number(1, "spec", "completions"), "status", "succeeded");
        } else {
            holes.add(Fields.status("succeeded"));
        }
        holes.addAll(statusHoles("startTime", "completionTime", "failed", "completedIndexes"));
        return new Implied(tree, holes);
    }

    private static Implied pod(Map<String, Object> tree, Observed object) {
        boolean ends = object.text("spec", "restartPolicy").matches("Never|OnFailure");
        List<FieldPath> holes = new ArrayList<>(statusHoles(
                "podIP",
                "podIPs",
                "hostIP",
                "hostIPs",
                "startTime",
                "containerStatuses",
                "initContainerStatuses",
                "qosClass"));
        if (!object.has("spec", "nodeName")) {
            holes.add(FieldPath.of("spec", "nodeName"));
        }
        if (ends) {
            // Ready is one that runs and one that has run to its end.
            holes.add(Fields.PHASE);
            return new Implied(tree, holes);
        }
        Trees.put(tree, "Running", "status", "phase");
        for (String type : new String[] {"PodScheduled", "Initialized", "ContainersReady", "Ready"}) {
            holes.addAll(condition(tree, type, "True"));
        }
        return new Implied(tree, holes);
    }

    private static Implied address(Map<String, Object> tree, Observed object) {
        boolean given = object.ref().kind().name().equals("Ingress")
                || object.text("spec", "type").equals("LoadBalancer");
        return new Implied(tree, given ? List.of(FieldPath.of("status", "loadBalancer")) : List.of());
    }

    private static Implied phase(Map<String, Object> tree, String phase, FieldPath... holes) {
        Trees.put(tree, phase, "status", "phase");
        return new Implied(tree, List.of(holes));
    }

    private static Implied conditions(Map<String, Object> tree, String... types) {
        List<FieldPath> holes = new ArrayList<>();
        for (String type : types) {
            holes.addAll(condition(tree, type, "True"));
        }
        return new Implied(tree, holes);
    }

    private static void observed(Map<String, Object> tree) {
        long generation = Observed.of(tree).generation();
        if (generation > 0) {
            Trees.put(tree, generation, "status", "observedGeneration");
        }
    }

    private static void counts(Map<String, Object> tree, long count, String... fields) {
        for (String field : fields) {
            Trees.put(tree, count, "status", field);
        }
    }

    private static List<FieldPath> statusHoles(String... fields) {
        List<FieldPath> holes = new ArrayList<>();
        for (String field : fields) {
            holes.add(Fields.status(field));
        }
        return holes;
    }

    private static List<FieldPath> condition(Map<String, Object> tree, String type, String status, String... reason) {
        List<Object> conditions = new ArrayList<>(Trees.list(tree, "status", "conditions"));
        conditions.removeIf(item -> item instanceof Map<?, ?> map && type.equals(map.get("type")));
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("type", type);
        condition.put("status", status);
        FieldPath path = FieldPath.of("status", "conditions").item(Map.of("type", type));
        List<FieldPath> holes = new ArrayList<>(List.of(path.field("lastTransitionTime"), path.field("message")));
        if (reason.length > 0) {
            condition.put("reason", reason[0]);
        } else {
            holes.add(path.field("reason"));
        }
        conditions.add(condition);
        Trees.put(tree, conditions, "status", "conditions");
        return holes;
    }
}
