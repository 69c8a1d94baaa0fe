package io.fairlead.testkit.internal.kinds;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.schema.Decoder;
import io.fairlead.testkit.internal.schema.Type;
import io.fairlead.testkit.internal.store.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the server sets right by itself before it looks at an object: status, generation, what is generated. */
public final class Preparation {
    private static final String TEMPLATE_GENERATION = "deprecated.daemonset.template.generation";
    private static final Set<String> GENERATIONS = Set.of(
            "PriorityClass",
            "IngressClass",
            "NetworkPolicy",
            "Ingress",
            "EndpointSlice",
            "PodDisruptionBudget",
            "HorizontalPodAutoscaler",
            "FlowSchema",
            "PriorityLevelConfiguration",
            "DaemonSet",
            "StatefulSet",
            "Deployment",
            "ReplicaSet",
            "Job",
            "CronJob",
            "Pod",
            "PodTemplate",
            "ReplicationController",
            "CustomResourceDefinition",
            "ValidatingAdmissionPolicy",
            "MutatingAdmissionPolicy",
            "MutatingWebhookConfiguration",
            "ValidatingWebhookConfiguration");
    private static final Set<String> WHOLE_OBJECT =
            Set.of("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration", "EndpointSlice");

    private Preparation() {}

    /** What conversion to the server's own form does to an object once it is read and defaulted. */
    public static void convert(Kind kind, Map<String, Object> object) {
        if (kind.custom()) {
            return;
        }
        switch (kind.resource().kind()) {
            case "Secret" -> stringData(object);
            case "DaemonSet" -> {
                Map<String, Object> annotations = Json.ensure(Json.ensure(object, "metadata"), "annotations");
                annotations.putIfAbsent(TEMPLATE_GENERATION, "0");
            }
            default -> {}
        }
    }

    private static void stringData(Map<String, Object> secret) {
        if (secret.remove("stringData") instanceof Map<?, ?> given) {
            Map<String, Object> data = Json.ensure(secret, "data");
            Json.map(given)
                    .forEach((key, value) -> data.put(
                            key,
                            Base64.getEncoder()
                                    .encodeToString(String.valueOf(value == null ? "" : value)
                                            .getBytes(StandardCharsets.UTF_8))));
            if (data.isEmpty()) {
                secret.remove("data");
            }
        }
    }

    /** Before an object is created: its uid is set already. */
    public static void create(Kind kind, Map<String, Object> object) {
        Map<String, Object> metadata = Json.ensure(object, "metadata");
        String name = kind.resource().kind();
        if (kind.hasStatus() && !(name.equals("Node") && !kind.custom())) {
            resetStatus(kind, object);
        }
        if (kind.custom() || GENERATIONS.contains(name)) {
            metadata.put("generation", 1);
        } else {
            metadata.remove("generation");
        }
        if (kind.custom()) {
            return;
        }
        switch (name) {
            case "Namespace" -> {
                Map<String, Object> spec = Json.ensure(object, "spec");
                List<Object> finalizers = new ArrayList<>(Json.items(spec, "finalizers"));
                if (!finalizers.contains("kubernetes")) {
                    finalizers.add("kubernetes");
                }
                spec.put("finalizers", finalizers);
            }
            case "Pod" -> {
                Map<String, Object> status = Json.ensure(object, "status");
                status.put("phase", "Pending");
                status.put("qosClass", Pods.qualityOfService(Json.child(object, "spec")));
                if (!Json.items(Json.child(object, "spec"), "schedulingGates").isEmpty()) {
                    status.put("conditions", new ArrayList<>(List.of(gated(metadata))));
                }
            }
            case "PersistentVolume" ->
                Json.put(Json.ensure(object, "status"), "lastPhaseTransitionTime", metadata.get("creationTimestamp"));
            case "Job" -> {
                Jobs.generate(object);
                // The server reads the object once more before it answers; now its template has labels.
                Defaults.apply(object, kind.type());
            }
            case "DaemonSet" -> Json.ensure(metadata, "annotations").put(TEMPLATE_GENERATION, "1");
            default -> {}
        }
    }

    private static void resetStatus(Kind kind, Map<String, Object> object) {
        if (kind.custom()) {
            object.remove("status");
            return;
        }
        Type status = kind.type().under("status").orElseThrow();
        object.put("status", new Decoder().object(Map.of(), status));
        Defaults.apply(object, kind.type());
    }

    /** Before an object is updated, through the main resource or a subresource that is not its status. */
    public static void update(
            Kind kind, String subresource, Map<String, Object> object, Map<String, Object> old, Instant now) {
        if (isSigningRequest(kind)) {
            SigningRequests.update(subresource, object, old, now);
            return;
        }
        if (kind.hasStatus() && !subresource.equals("binding")) {
            keep(object, old, "status");
        }
        Map<String, Object> metadata = Json.ensure(object, "metadata");
        String name = kind.resource().kind();
        long generation = Json.number(Json.child(old, "metadata"), "generation", 0);
        boolean counts = kind.custom() || GENERATIONS.contains(name);
        if (counts && changed(kind, object, old)) {
            generation++;
        }
        if (generation > 0) {
            metadata.put("generation", generation);
        } else {
            metadata.remove("generation");
        }
        if (kind.custom()) {
            return;
        }
        if (name.equals("DaemonSet")) {
            templateGeneration(object, old);
        }
        if (name.equals("Namespace") && subresource.isEmpty()) {
            keep(Json.ensure(object, "spec"), Json.child(old, "spec"), "finalizers");
        }
    }

    private static void templateGeneration(Map<String, Object> object, Map<String, Object> old) {
        String before = Json.text(Json.at(old, "metadata", "annotations"), TEMPLATE_GENERATION);
        long number = before.isEmpty() ? 1 : Long.parseLong(before);
        if (!Json.same(Json.at(object, "spec", "template"), Json.at(old, "spec", "template"))) {
            number++;
        }
        Json.ensure(Json.ensure(object, "metadata"), "annotations").put(TEMPLATE_GENERATION, Long.toString(number));
    }

    private static boolean changed(Kind kind, Map<String, Object> object, Map<String, Object> old) {
        String name = kind.resource().kind();
        if (kind.custom() || WHOLE_OBJECT.contains(name)) {
            Map<String, Object> left = new LinkedHashMap<>(object);
            Map<String, Object> right = new LinkedHashMap<>(old);
            for (Map<String, Object> side : List.of(left, right)) {
                side.remove("metadata");
                if (kind.hasStatus()) {
                    side.remove("status");
                }
            }
            return !Json.same(left, right);
        }
        boolean spec = !Json.same(object.get("spec"), old.get("spec"));
        return spec
                || name.equals("Deployment")
                        && !Json.same(
                                Json.at(object, "metadata", "annotations"), Json.at(old, "metadata", "annotations"));
    }

    /** Before the status alone is updated: all else stays as it was. */
    public static void updateStatus(Kind kind, Map<String, Object> object, Map<String, Object> old, Instant now) {
        if (isSigningRequest(kind)) {
            SigningRequests.update("status", object, old, now);
            return;
        }
        for (String key : List.copyOf(object.keySet())) {
            boolean kept =
                    key.equals("status") || key.equals("metadata") || key.equals("apiVersion") || key.equals("kind");
            if (!kept && !old.containsKey(key)) {
                object.remove(key);
            }
        }
        for (String key : old.keySet()) {
            if (!key.equals("status") && !key.equals("metadata")) {
                keep(object, old, key);
            }
        }
        Map<String, Object> before = Json.child(old, "metadata");
        if (kind.custom()) {
            Object managers = Json.child(object, "metadata").get("managedFields");
            Map<String, Object> metadata = Json.copyOf(before);
            metadata.remove("managedFields");
            if (managers != null) {
                metadata.put("managedFields", managers);
            }
            object.put("metadata", metadata);
            return;
        }
        Map<String, Object> metadata = Json.ensure(object, "metadata");
        keep(metadata, before, "generation");
        switch (kind.resource().kind()) {
            case "Deployment" -> keep(metadata, before, "labels");
            case "PersistentVolume" -> {
                Map<String, Object> status = Json.ensure(object, "status");
                if (!Json.same(status.get("phase"), Json.child(old, "status").get("phase"))) {
                    status.put(
                            "lastPhaseTransitionTime",
                            now.truncatedTo(ChronoUnit.SECONDS).toString());
                }
            }
            case "Pod" -> {
                keep(metadata, before, "ownerReferences");
                keep(metadata, before, "deletionTimestamp");
                Json.ensure(object, "status").put("qosClass", Pods.qualityOfService(Json.child(object, "spec")));
            }
            default -> {}
        }
    }

    private static boolean isSigningRequest(Kind kind) {
        return !kind.custom() && kind.resource().kind().equals("CertificateSigningRequest");
    }

    private static void keep(Map<String, Object> object, Map<String, Object> old, String key) {
        if (old.containsKey(key)) {
            Json.put(object, key, old.get(key));
        } else {
            object.remove(key);
        }
    }

    /** As the server puts it on a new pod ({@code applySchedulingGatedCondition} of {@code pkg/registry/core/pod/strategy.go}). */
    private static Map<String, Object> gated(Map<String, Object> metadata) {
        Map<String, Object> condition =
                Json.parseObject("{\"type\":\"PodScheduled\",\"status\":\"False\",\"lastProbeTime\":null,"
                        + "\"reason\":\"SchedulingGated\","
                        + "\"message\":\"Scheduling is blocked due to non-empty scheduling gates\"}");
        Json.put(condition, "lastTransitionTime", metadata.get("creationTimestamp"));
        return condition;
    }
}
