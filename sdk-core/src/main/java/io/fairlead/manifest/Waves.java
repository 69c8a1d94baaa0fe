package io.fairlead.manifest;

import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Puts objects in waves by what depends on what: all of a wave can be applied side by side, once the waves before it are.
 *
 * <p>By kind alone, so that the same objects always get the same waves; within a wave they keep their order.
 */
final class Waves {

    private static final Map<String, Step> BUILT_IN = Map.ofEntries(
            Map.entry("/Namespace", Step.NAMESPACES),
            Map.entry("apiextensions.k8s.io/CustomResourceDefinition", Step.DEFINITIONS),
            Map.entry("/ServiceAccount", Step.ACCOUNTS),
            Map.entry("rbac.authorization.k8s.io/Role", Step.ACCOUNTS),
            Map.entry("rbac.authorization.k8s.io/ClusterRole", Step.ACCOUNTS),
            Map.entry("rbac.authorization.k8s.io/RoleBinding", Step.BINDINGS),
            Map.entry("rbac.authorization.k8s.io/ClusterRoleBinding", Step.BINDINGS),
            Map.entry("/ResourceQuota", Step.LIMITS),
            Map.entry("/LimitRange", Step.LIMITS),
            Map.entry("scheduling.k8s.io/PriorityClass", Step.LIMITS),
            Map.entry("storage.k8s.io/StorageClass", Step.LIMITS),
            Map.entry("storage.k8s.io/VolumeAttributesClass", Step.LIMITS),
            Map.entry("storage.k8s.io/CSIDriver", Step.LIMITS),
            Map.entry("node.k8s.io/RuntimeClass", Step.LIMITS),
            Map.entry("networking.k8s.io/IngressClass", Step.LIMITS),
            Map.entry("networking.k8s.io/NetworkPolicy", Step.LIMITS),
            Map.entry("/ConfigMap", Step.CONFIGURATION),
            Map.entry("/Secret", Step.CONFIGURATION),
            Map.entry("/PersistentVolume", Step.STORAGE),
            Map.entry("/PersistentVolumeClaim", Step.STORAGE),
            Map.entry("/Service", Step.SERVICES),
            Map.entry("/Endpoints", Step.SERVICES),
            Map.entry("discovery.k8s.io/EndpointSlice", Step.SERVICES),
            Map.entry("/Pod", Step.WORKLOADS),
            Map.entry("/ReplicationController", Step.WORKLOADS),
            Map.entry("apps/Deployment", Step.WORKLOADS),
            Map.entry("apps/ReplicaSet", Step.WORKLOADS),
            Map.entry("apps/StatefulSet", Step.WORKLOADS),
            Map.entry("apps/DaemonSet", Step.WORKLOADS),
            Map.entry("batch/Job", Step.WORKLOADS),
            Map.entry("batch/CronJob", Step.WORKLOADS),
            Map.entry("autoscaling/HorizontalPodAutoscaler", Step.SCALING),
            Map.entry("policy/PodDisruptionBudget", Step.SCALING),
            Map.entry("admissionregistration.k8s.io/MutatingWebhookConfiguration", Step.ADMISSION),
            Map.entry("admissionregistration.k8s.io/ValidatingWebhookConfiguration", Step.ADMISSION),
            Map.entry("admissionregistration.k8s.io/MutatingAdmissionPolicy", Step.ADMISSION),
            Map.entry("admissionregistration.k8s.io/MutatingAdmissionPolicyBinding", Step.ADMISSION),
            Map.entry("admissionregistration.k8s.io/ValidatingAdmissionPolicy", Step.ADMISSION),
            Map.entry("admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding", Step.ADMISSION),
            Map.entry("apiregistration.k8s.io/APIService", Step.ADMISSION));

    private Waves() {}

    /** The steps, in their order. */
    public enum Step {
        /** Namespaces. */
        NAMESPACES("namespaces"),
        /** Definitions of custom resources; the next wave waits until they are established. */
        DEFINITIONS("definitions"),
        /** Service accounts and roles. */
        ACCOUNTS("accounts and roles"),
        /** Role bindings, which may name only roles that are there. */
        BINDINGS("role bindings"),
        /** Quotas, limits, classes and network policies: what workloads must find. */
        LIMITS("limits and classes"),
        /** ConfigMaps and Secrets. */
        CONFIGURATION("configuration"),
        /** Volumes and claims. */
        STORAGE("storage"),
        /** Services. */
        SERVICES("services"),
        /** Whatever makes pods. */
        WORKLOADS("workloads"),
        /** Autoscalers and disruption budgets. */
        SCALING("autoscalers and budgets"),
        /** Ingresses, routes, custom resources and all other kinds. */
        OTHERS("routes and custom resources"),
        /** Webhooks, policies and API services, which can stand in the way of everything else. */
        ADMISSION("admission and API services");

        private final String words;

        Step(String words) {
            this.words = words;
        }

        /** The step in words. */
        public String words() {
            return words;
        }
    }

    /**
     * Objects that can be applied side by side.
     *
     * @param step what they are
     * @param objects the objects
     */
    public record Wave<T>(Step step, List<T> objects) {

        public Wave {
            objects = List.copyOf(objects);
        }

        /** Whether the next wave has to wait until the definitions of this one are established. */
        public boolean isBarrier() {
            return step == Step.DEFINITIONS;
        }
    }

    /** The step of a kind. */
    public static Step stepOf(Kind kind) {
        return BUILT_IN.getOrDefault(kind.group() + "/" + kind.name(), Step.OTHERS);
    }

    /**
     * The waves of some objects, first to last; steps without objects are left out.
     *
     * @param objects the objects
     * @param ref each object's name
     */
    public static <T> List<Wave<T>> of(List<T> objects, Function<? super T, Ref> ref) {
        Map<Step, List<T>> steps = new TreeMap<>();
        for (T object : objects) {
            steps.computeIfAbsent(stepOf(ref.apply(object).kind()), step -> new ArrayList<>())
                    .add(object);
        }
        List<Wave<T>> waves = new ArrayList<>();
        steps.forEach((step, some) -> waves.add(new Wave<>(step, some)));
        return List.copyOf(waves);
    }
}
