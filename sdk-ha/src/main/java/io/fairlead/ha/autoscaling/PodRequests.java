package io.fairlead.ha.autoscaling;

import io.fairlead.operation.Selection;
import io.fairlead.operation.Work;
import io.fairlead.placement.EffectiveRequests;
import io.fairlead.placement.Quantities;
import io.fairlead.placement.ResourceAmounts;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Tree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the pods of a template will request once they are admitted: with the defaults of the namespace's LimitRanges, and a limit as the
 * request of a container that has no other.
 *
 * <p>Which containers count is {@code calculatePodRequests} of {@code podautoscaler/replica_calculator.go} (1.37): the ordinary ones and the
 * restartable init containers; requests of the pod as a whole where it has them.
 */
final class PodRequests {

    private static final Kind LIMITS = Kind.of("v1", "LimitRange");

    private final Tree pod;
    private final List<Tree> containers = new ArrayList<>();
    private final List<Tree> defaults;

    private PodRequests(Tree pod, List<Tree> defaults) {
        this.pod = pod;
        this.defaults = defaults;
        containers.addAll(pod.trees("containers"));
        pod.trees("initContainers").stream()
                .filter(one ->
                        one.text("restartPolicy").filter("Always"::equals).isPresent())
                .forEach(containers::add);
    }

    static PodRequests of(Work work, Tree workload, Selection namespace) {
        List<Tree> defaults = work.list(LIMITS, namespace).stream()
                .flatMap(range -> range.trees("spec", "limits").stream())
                .filter(item -> item.text("type").filter("Container"::equals).isPresent())
                .toList();
        return new PodRequests(workload.at("spec", "template", "spec"), defaults);
    }

    /** The containers that would request nothing of a resource. */
    List<String> lacking(String resource, Optional<String> container) {
        if (container.isEmpty() && pod.has("resources", "requests", resource)) {
            return List.of();
        }
        List<String> names = counting(container)
                .filter(one -> request(one, resource).isEmpty())
                .map(one -> one.text("name").orElse(""))
                .toList();
        return container.isPresent() && counting(container).findAny().isEmpty() ? List.of(container.get()) : names;
    }

    /** What they request of a resource together. */
    BigDecimal request(String resource, Optional<String> container) {
        Optional<Object> whole = pod.at("resources", "requests", resource).value();
        return container.isEmpty() && whole.isPresent()
                ? Quantities.exact(whole.get())
                : sum(container, one -> request(one, resource)).orElse(BigDecimal.ZERO);
    }

    /** What they may use of a resource together; empty where one of them has no limit. */
    Optional<BigDecimal> limit(String resource, Optional<String> container) {
        Optional<Object> whole = pod.at("resources", "limits", resource).value();
        return container.isEmpty() && whole.isPresent()
                ? whole.map(Quantities::exact)
                : sum(container, one -> limit(one, resource));
    }

    /** What a quota counts of one pod under a name such as {@code requests.cpu}; empty for what it counts otherwise. */
    Optional<BigDecimal> counted(String name) {
        return switch (name) {
            case "pods", "count/pods" -> Optional.of(BigDecimal.ONE);
            case "cpu", "requests.cpu" -> Optional.of(whole("cpu"));
            case "memory", "requests.memory" -> Optional.of(whole("memory"));
            default -> Optional.empty();
        };
    }

    /** With init containers and overhead, as the scheduler and quotas see it; the defaults only where nothing is requested. */
    private BigDecimal whole(String resource) {
        BigDecimal stated = BigDecimal.valueOf(
                EffectiveRequests.ofSpec(pod.toMap()).get(resource), resource.equals(ResourceAmounts.CPU) ? 3 : 0);
        return stated.max(request(resource, Optional.empty()));
    }

    private Stream<Tree> counting(Optional<String> container) {
        return containers.stream()
                .filter(one -> container.isEmpty()
                        || one.text("name").filter(container.get()::equals).isPresent());
    }

    private Optional<BigDecimal> sum(Optional<String> container, Function<Tree, Optional<BigDecimal>> amount) {
        List<Optional<BigDecimal>> amounts = counting(container).map(amount).toList();
        return amounts.isEmpty() || amounts.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(amounts.stream().map(Optional::get).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private Optional<BigDecimal> request(Tree container, String resource) {
        return stated(container, "requests", resource)
                .or(() -> stated(container, "limits", resource))
                .or(() -> standing("defaultRequest", resource));
    }

    private Optional<BigDecimal> limit(Tree container, String resource) {
        return stated(container, "limits", resource).or(() -> standing("default", resource));
    }

    private static Optional<BigDecimal> stated(Tree container, String part, String resource) {
        return container.at("resources", part, resource).value().map(Quantities::exact);
    }

    private Optional<BigDecimal> standing(String part, String resource) {
        return defaults.stream()
                .flatMap(item -> item.at(part, resource).value().stream())
                .map(Quantities::exact)
                .findFirst();
    }
}
