package io.fairlead.cost;

import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what the built-in kinds say about the pods they make. */
final class Workload {

    /** The kinds whose number of pods their {@code replicas} say. */
    static final Set<String> REPLICATED = Set.of("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController");

    private Workload() {}

    static boolean isReplicated(Kind kind) {
        return (kind.group().equals("apps") || kind.group().isEmpty()) && REPLICATED.contains(kind.name());
    }

    /** The spec of the pods that an object makes, or is. */
    static Map<String, Object> podSpec(Ref ref, Tree object) {
        return switch (ref.kind().name()) {
            case "Pod" -> object.at("spec").toMap();
            case "CronJob" ->
                object.at("spec", "jobTemplate", "spec", "template", "spec").toMap();
            default -> object.at("spec", "template", "spec").toMap();
        };
    }

    static long replicas(Tree object) {
        return object.number("spec", "replicas").map(BigDecimal::longValue).orElse(1L);
    }

    /** Whether a controller made it, whose own cost counts it already. */
    static boolean isControlled(Tree object) {
        return object.trees("metadata", "ownerReferences").stream()
                .anyMatch(owner -> owner.flag("controller").orElse(false));
    }

    /** The selector of its pods as kubectl takes it; empty where it is not said by labels alone. */
    static String selector(Tree object) {
        if (!object.trees("spec", "selector", "matchExpressions").isEmpty()) {
            return "";
        }
        return object.at("spec", "selector", "matchLabels").toMap().entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .sorted()
                .collect(Collectors.joining(","));
    }

    /** Whether some container leaves open what it asks for, so that the namespace's defaults decide. */
    static boolean leavesOpen(Map<String, Object> spec) {
        Tree tree = Tree.of(spec);
        return List.of("containers", "initContainers").stream()
                .flatMap(field -> tree.trees(field).stream())
                .anyMatch(container -> !says(container, "cpu") || !says(container, "memory"));
    }

    private static boolean says(Tree container, String resource) {
        return container.has("resources", "requests", resource) || container.has("resources", "limits", resource);
    }
}
