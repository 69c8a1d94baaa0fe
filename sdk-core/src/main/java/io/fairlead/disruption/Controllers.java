package io.fairlead.disruption;

import io.fairlead.internal.tree.Trees;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the workload whose size counts for a pod, as the disruption controller's finders do, in their order.
 *
 * <p>Source: {@code finders} of {@code pkg/controller/disruption/disruption.go}. A ReplicaSet stands for itself where the Deployment that it
 * names is not there; what is no built-in workload counts by its {@code spec.replicas}, the convention of the scale subresource.
 */
final class Controllers {

    private static final Set<String> WITH_SIZE =
            Set.of("apps/Deployment", "apps/ReplicaSet", "apps/StatefulSet", "/ReplicationController");
    private static final Set<String> WITHOUT_SCALE =
            Set.of("batch/Job", "batch/CronJob", "apps/DaemonSet", "/Node", "/Pod");

    private final Map<String, Map<String, Object>> objects = new HashMap<>();
    private final Map<String, SizedWorkload> sized = new LinkedHashMap<>();

    void add(Map<String, Object> object) {
        objects.put(
                key(
                        group(Trees.text(object, "apiVersion").orElse("")),
                        Trees.text(object, "kind").orElse(""),
                        Trees.text(object, "metadata", "namespace").orElse(""),
                        Trees.text(object, "metadata", "name").orElse("")),
                object);
    }

    /** The built-in workloads, and those of other kinds that pods were found to belong to, by uid. */
    Map<String, SizedWorkload> sized() {
        return sized;
    }

    /** Notes the built-in workloads that stand for themselves, whether they have pods or not. */
    void noteAll() {
        objects.values().stream()
                .filter(object -> isBuiltIn(object) && deploymentOf(object).isEmpty())
                .forEach(this::note);
    }

    /** Notes the smallest size that an autoscaler may give its target. */
    void limit(Map<String, Object> autoscaler) {
        Map<String, Object> target = Trees.map(autoscaler, "spec", "scaleTargetRef");
        find(
                        Trees.text(target, "apiVersion").orElse(""),
                        Trees.text(target, "kind").orElse(""),
                        Trees.text(autoscaler, "metadata", "namespace").orElse(""),
                        Trees.text(target, "name").orElse(""))
                .ifPresent(workload -> sized.computeIfPresent(
                        uid(workload),
                        (uid, known) -> known.withMinimum((int) Trees.number(autoscaler, 1, "spec", "minReplicas"))));
    }

    Controller of(Map<String, Object> pod) {
        Optional<Map<String, Object>> owner = controllerOf(pod);
        if (owner.isEmpty()) {
            return new Controller.None();
        }
        String apiVersion = Trees.text(owner.get(), "apiVersion").orElse("");
        String kind = Trees.text(owner.get(), "kind").orElse("");
        String whole = group(apiVersion) + "/" + kind;
        if (WITHOUT_SCALE.contains(whole)) {
            return new Controller.Unknown(
                    resource(group(apiVersion), kind) + " does not implement the scale subresource");
        }
        Optional<Map<String, Object>> found = find(
                        apiVersion,
                        kind,
                        Trees.text(pod, "metadata", "namespace").orElse(""),
                        Trees.text(owner.get(), "name").orElse(""))
                .filter(object -> uid(object).equals(uidOf(owner.get())) && isSized(object));
        if (found.isEmpty()) {
            return new Controller.Unknown("found no controllers for pod \""
                    + Trees.text(pod, "metadata", "name").orElse("") + "\"");
        }
        return new Controller.Sized(
                note(deploymentOf(found.get()).orElse(found.get())).uid());
    }

    private SizedWorkload note(Map<String, Object> workload) {
        return sized.computeIfAbsent(uid(workload), first -> SizedWorkload.of(workload));
    }

    private Optional<Map<String, Object>> deploymentOf(Map<String, Object> workload) {
        if (!"ReplicaSet".equals(workload.get("kind"))) {
            return Optional.empty();
        }
        return controllerOf(workload)
                .filter(owner -> "Deployment".equals(owner.get("kind")))
                .flatMap(owner -> find(
                                "apps/v1",
                                "Deployment",
                                Trees.text(workload, "metadata", "namespace").orElse(""),
                                Trees.text(owner, "name").orElse(""))
                        .filter(deployment -> uid(deployment).equals(uidOf(owner))));
    }

    private Optional<Map<String, Object>> find(String apiVersion, String kind, String namespace, String name) {
        return Optional.ofNullable(objects.get(key(group(apiVersion), kind, namespace, name)));
    }

    private static boolean isSized(Map<String, Object> object) {
        return isBuiltIn(object) || Trees.at(object, "spec", "replicas") instanceof Number;
    }

    private static boolean isBuiltIn(Map<String, Object> object) {
        String kind = Trees.text(object, "kind").orElse("");
        return WITH_SIZE.contains(group(Trees.text(object, "apiVersion").orElse("")) + "/" + kind);
    }

    static Optional<Map<String, Object>> controllerOf(Map<String, Object> object) {
        return Trees.maps(object, "metadata", "ownerReferences").stream()
                .filter(owner -> Boolean.TRUE.equals(owner.get("controller")))
                .findFirst();
    }

    private static String uid(Map<String, Object> object) {
        return Trees.text(object, "metadata", "uid").orElse("");
    }

    private static String uidOf(Map<String, Object> owner) {
        return Trees.text(owner, "uid").orElse("");
    }

    private static String key(String group, String kind, String namespace, String name) {
        return String.join("|", group, kind, namespace, name);
    }

    private static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    private static String resource(String group, String kind) {
        String plural = kind.toLowerCase(java.util.Locale.ROOT) + "s";
        return group.isEmpty() ? plural : plural + "." + group;
    }
}
