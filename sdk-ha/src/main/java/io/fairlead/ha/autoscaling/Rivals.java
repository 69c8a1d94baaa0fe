package io.fairlead.ha.autoscaling;

import io.fairlead.operation.Selection;
import io.fairlead.operation.Work;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who else sizes a workload. */
final class Rivals {

    private static final Kind HORIZONTAL = Kind.of("autoscaling/v2", "HorizontalPodAutoscaler");

    private Rivals() {}

    /** The horizontal autoscalers of a workload. */
    static List<Tree> of(Work work, Ref workload) {
        return work.list(HORIZONTAL, Selection.namespace(workload.namespace())).stream()
                .filter(autoscaler -> isTarget(autoscaler.at("spec", "scaleTargetRef"), workload))
                .toList();
    }

    /** A vertical autoscaler that changes what the pods of a workload request of a resource, where that kind is served. */
    static Optional<Tree> vertical(Work work, Ref workload, String resource) {
        Optional<Kind> kind = work.kind("VerticalPodAutoscaler.autoscaling.k8s.io");
        return kind.stream()
                .flatMap(served -> work.list(served, Selection.namespace(workload.namespace())).stream())
                .filter(vertical -> isTarget(vertical.at("spec", "targetRef"), workload))
                .filter(vertical -> !vertical.text("spec", "updatePolicy", "updateMode")
                        .filter("Off"::equals)
                        .isPresent())
                .filter(vertical -> controls(vertical, resource))
                .findFirst();
    }

    private static boolean isTarget(Tree reference, Ref workload) {
        String group = reference.text("apiVersion").orElse("").replaceFirst("/?[^/]*$", "");
        return reference.text("kind").filter(workload.kind().name()::equals).isPresent()
                && reference.text("name").filter(workload.name()::equals).isPresent()
                && group.equals(workload.kind().group());
    }

    /** CPU and memory where its policies do not say: the default of {@code controlledResources}. */
    private static boolean controls(Tree vertical, String resource) {
        List<Tree> policies = vertical.trees("spec", "resourcePolicy", "containerPolicies");
        return policies.isEmpty()
                || policies.stream()
                        .filter(policy ->
                                !policy.text("mode").filter("Off"::equals).isPresent())
                        .anyMatch(policy -> !policy.has("controlledResources")
                                || policy.at("controlledResources").value().stream()
                                        .flatMap(list -> list instanceof List<?> items ? items.stream() : Stream.of())
                                        .anyMatch(resource::equals));
    }
}
