package io.fairlead.internal.diagnosis;

import io.fairlead.resource.ApiCause;
import io.fairlead.resource.Cause;
import io.fairlead.resource.DeletionCause;
import io.fairlead.resource.Diagnosis;
import io.fairlead.resource.Evidence;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.NetworkCause;
import io.fairlead.resource.NodeCause;
import io.fairlead.resource.Observed;
import io.fairlead.resource.OtherCause;
import io.fairlead.resource.Ref;
import io.fairlead.resource.StatusCondition;
import io.fairlead.resource.StorageCause;
import io.fairlead.resource.WorkloadCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why an object that is no pod is not ready, from the object alone: its deletion, its conditions, its pauses.
 *
 * <p>Pure; never throws, whatever the object holds.
 */
public final class ObjectCauses {

    private static final FieldPath FINALIZERS = FieldPath.of("metadata", "finalizers");

    private ObjectCauses() {}

    /** The causes that the object tells, pods' included; empty for one that is fine or tells nothing. */
    public static List<Diagnosis> of(Map<String, Object> tree) {
        Observed object = Observed.of(tree);
        if (object.deleted()) {
            return deletion(object);
        }
        return switch (object.ref().kind().name()) {
            case "Pod" -> PodCauses.of(tree);
            case "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "ReplicationController" -> workload(object);
            case "Job" -> job(object);
            case "HorizontalPodAutoscaler" -> autoscaler(object);
            case "CustomResourceDefinition" ->
                condition(object, "NamesAccepted", false, words -> new ApiCause.NamesTaken(words.message()));
            case "APIService" ->
                condition(
                        object,
                        "Available",
                        false,
                        words -> new ApiCause.ServiceUnreachable(words.reason(), words.message()));
            case "CertificateSigningRequest" -> signing(object);
            case "PersistentVolumeClaim" -> claim(object);
            case "Node" -> node(object);
            case "Service", "Ingress" -> address(object);
            case "HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute" -> route(object);
            default -> convention(object);
        };
    }

    private static List<Diagnosis> deletion(Observed object) {
        List<Diagnosis> found = new ArrayList<>();
        if (object.ref().kind().name().equals("Namespace")) {
            object.conditions().stream()
                    .filter(StatusCondition::isTrue)
                    .map(held -> Diagnosis.of(
                            new DeletionCause.NamespaceContent(held.message()),
                            object.ref(),
                            held.path(),
                            held.words()))
                    .forEach(found::add);
        }
        String held = object.at("metadata", "finalizers").orElse("") instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : "";
        if (!held.isEmpty()) {
            found.add(Diagnosis.of(new DeletionCause.Finalizer(held), object.ref(), FINALIZERS, held));
        } else if (object.ref().kind().name().equals("Pod")) {
            long grace = object.number(30, "metadata", "deletionGracePeriodSeconds");
            found.add(Diagnosis.of(
                    new DeletionCause.Grace(grace),
                    object.ref(),
                    FieldPath.of("metadata", "deletionGracePeriodSeconds"),
                    grace));
        }
        return List.copyOf(found);
    }

    private static List<Diagnosis> workload(Observed object) {
        List<Diagnosis> found = new ArrayList<>();
        long generation = object.generation();
        if (generation > 0 && object.observedGeneration() < generation) {
            found.add(Diagnosis.of(
                    new WorkloadCause.NotObserved(generation),
                    object.ref(),
                    FieldPath.of("status", "observedGeneration"),
                    object.observedGeneration() < 0 ? "absent" : (Object) object.observedGeneration()));
            // What the status says of an older generation is no cause of this one's trouble.
            return List.copyOf(found);
        }
        String strategy = object.text("spec", "updateStrategy", "type");
        if (!strategy.isEmpty() && !strategy.equals("RollingUpdate") && !strategy.equals("OnDelete")) {
            found.add(Diagnosis.of(
                    new WorkloadCause.UnknownStrategy(strategy),
                    object.ref(),
                    FieldPath.of("spec", "updateStrategy", "type"),
                    strategy));
        }
        if (object.flag("spec", "paused")) {
            found.add(Diagnosis.of(new WorkloadCause.Paused(), object.ref(), FieldPath.of("spec", "paused"), true));
        }
        waitsForDeletion(object, strategy).ifPresent(found::add);
        found.addAll(condition(object, "ReplicaFailure", true, words -> Refusal.of(words.message())));
        found.addAll(object
                .condition("Progressing")
                .filter(words -> words.reason().equals("ProgressDeadlineExceeded"))
                .map(words -> say(object, words, new WorkloadCause.DeadlineExceeded(words.message())))
                .stream()
                .toList());
        return List.copyOf(found);
    }

    private static Optional<Diagnosis> waitsForDeletion(Observed object, String strategy) {
        boolean daemons = object.ref().kind().name().equals("DaemonSet");
        long wanted =
                daemons ? object.number(0, "status", "desiredNumberScheduled") : object.number(1, "spec", "replicas");
        String counted = daemons ? "updatedNumberScheduled" : "updatedReplicas";
        long left = wanted - object.number(0, "status", counted);
        return strategy.equals("OnDelete") && left > 0
                ? Optional.of(Diagnosis.of(
                        new WorkloadCause.WaitsForDeletion(left),
                        object.ref(),
                        FieldPath.of("status", counted),
                        wanted - left))
                : Optional.empty();
    }

    /** A route's parents each tell by themselves. */
    private static List<Diagnosis> route(Observed object) {
        for (Map<String, Object> parent : object.items("status", "parents")) {
            Object conditions = parent.get("conditions");
            for (Object item : conditions instanceof List<?> list ? list : List.of()) {
                if (item instanceof Map<?, ?> map && StatusCondition.of(map).isFalse()) {
                    StatusCondition words = StatusCondition.of(map);
                    return List.of(Diagnosis.of(
                            new NetworkCause.RouteRefused(words.reason(), words.message()),
                            object.ref(),
                            FieldPath.of("status", "parents"),
                            words.type() + " " + words.words()));
                }
            }
        }
        return List.of();
    }

    private static List<Diagnosis> job(Observed object) {
        for (String type : new String[] {"Failed", "FailureTarget"}) {
            List<Diagnosis> found = condition(object, type, true, ObjectCauses::jobFailure);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return object.flag("spec", "suspend")
                ? List.of(Diagnosis.of(
                        new WorkloadCause.Suspended(), object.ref(), FieldPath.of("spec", "suspend"), true))
                : List.of();
    }

    private static Cause jobFailure(StatusCondition words) {
        return switch (words.reason()) {
            case "BackoffLimitExceeded" -> new WorkloadCause.BackoffLimit(words.message());
            case "DeadlineExceeded" -> new WorkloadCause.DeadlineExceeded(words.message());
            default -> new WorkloadCause.JobFailed(words.reason(), words.message());
        };
    }

    private static List<Diagnosis> autoscaler(Observed object) {
        List<Diagnosis> found = condition(
                object, "AbleToScale", false, words -> new ApiCause.NoTarget(words.reason(), words.message()));
        if (!found.isEmpty()) {
            return found;
        }
        return object
                .condition("ScalingActive")
                .filter(StatusCondition::isFalse)
                .filter(words -> !words.reason().equals("ScalingDisabled"))
                .map(words -> say(
                        object,
                        words,
                        switch (words.reason()) {
                            case "AmbiguousSelector" -> new ApiCause.AmbiguousTarget(words.message());
                            case "InvalidSelector" -> new ApiCause.NoTarget(words.reason(), words.message());
                            default -> new ApiCause.NoMetrics(words.reason(), words.message());
                        }))
                .stream()
                .toList();
    }

    private static List<Diagnosis> signing(Observed object) {
        for (String type : new String[] {"Denied", "Failed"}) {
            List<Diagnosis> found = condition(object, type, true, words -> new ApiCause.Denied(words.words()));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return object.condition("Approved").filter(StatusCondition::isTrue).isPresent()
                ? List.of()
                : List.of(Diagnosis.of(
                        new ApiCause.NotApproved(),
                        object.ref(),
                        FieldPath.of("status", "conditions").item(Map.of("type", "Approved")),
                        "absent"));
    }

    private static List<Diagnosis> claim(Observed object) {
        String name = object.ref().name();
        String phase = object.text("status", "phase");
        FieldPath path = FieldPath.of("status", "phase");
        if (phase.equals("Lost")) {
            return List.of(Diagnosis.of(new StorageCause.Lost(name), object.ref(), path, phase));
        }
        String resizing = object.text("status", "allocatedResourceStatuses", "storage");
        if (resizing.endsWith("Infeasible")) {
            return List.of(Diagnosis.of(
                    new StorageCause.ResizeInfeasible(name, resizing),
                    object.ref(),
                    FieldPath.of("status", "allocatedResourceStatuses", "storage"),
                    resizing));
        }
        return phase.equals("Bound")
                ? List.of()
                : List.of(Diagnosis.of(
                        new StorageCause.Pending(name), object.ref(), path, phase.isEmpty() ? "absent" : phase));
    }

    static List<Diagnosis> node(Observed object) {
        String name = object.ref().name();
        List<Diagnosis> found = new ArrayList<>();
        Optional<StatusCondition> ready = object.condition("Ready").filter(words -> !words.isTrue());
        ready.map(words -> say(
                        object,
                        words,
                        words.isFalse() ? new NodeCause.NotReady(name, words.message()) : new NodeCause.Lost(name)))
                .ifPresent(found::add);
        for (StatusCondition words : object.conditions()) {
            if (words.type().endsWith("Pressure") && words.isTrue()) {
                found.add(say(object, words, new NodeCause.Pressure(name, words.type())));
            }
        }
        return List.copyOf(found);
    }

    private static List<Diagnosis> address(Observed object) {
        boolean wanted = object.ref().kind().name().equals("Ingress")
                || object.text("spec", "type").equals("LoadBalancer");
        return wanted && object.items("status", "loadBalancer", "ingress").isEmpty()
                ? List.of(Diagnosis.of(
                        new NetworkCause.NoAddress("it"),
                        object.ref(),
                        FieldPath.of("status", "loadBalancer", "ingress"),
                        "absent"))
                : List.of();
    }

    /** A custom resource's own words, the failing ones first. */
    private static List<Diagnosis> convention(Observed object) {
        List<StatusCondition> conditions = new ArrayList<>();
        List<String> bad = List.of("Stalled", "Failed", "ReconcileFailed", "Degraded");
        object.conditions().stream()
                .filter(words -> bad.contains(words.type()) && words.isTrue())
                .forEach(conditions::add);
        for (String type : List.of("Ready", "Accepted", "Programmed", "Available", "Synced")) {
            object.condition(type).filter(words -> !words.isTrue()).ifPresent(conditions::add);
        }
        return conditions.stream()
                .limit(1)
                .map(words -> say(object, words, new OtherCause.Condition(words.type(), words.words())))
                .toList();
    }

    private static List<Diagnosis> condition(Observed object, String type, boolean holds, Reading reading) {
        @Nullable StatusCondition words = object.condition(type).orElse(null);
        return words != null && (holds ? words.isTrue() : words.isFalse())
                ? List.of(say(object, words, reading.cause(words)))
                : List.of();
    }

    private static Diagnosis say(Observed object, StatusCondition words, Cause cause) {
        FieldPath at = FieldPath.of("status", "conditions").item(Map.of("type", words.type()));
        Ref ref = object.ref();
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence(ref, at.field("reason"), words.reason().isEmpty() ? words.status() : words.reason()));
        if (!words.message().isBlank()) {
            evidence.add(new Evidence(ref, at.field("message"), words.message()));
        }
        return Diagnosis.of(cause, ref, evidence);
    }

    @FunctionalInterface
    private interface Reading {
        Cause cause(StatusCondition words);
    }
}
