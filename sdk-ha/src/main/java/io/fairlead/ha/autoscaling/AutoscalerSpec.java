package io.fairlead.ha.autoscaling;

import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.scaling.ReplicaProposal.Tolerance;
import io.fairlead.scaling.ScalingRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an autoscaler looks at, between which numbers it stays and how fast it goes; handed to the lambda of {@link Autoscaler#of}.
 *
 * <p>Of several metrics the one that asks for most replicas decides. Limits are those of autoscaling/v2 of Kubernetes 1.37.
 */
public final class AutoscalerSpec {

    private static final Owner DEFAULT_OWNER = Owner.of("fairlead/autoscaling");

    private final List<Target> targets = new ArrayList<>();
    private int least;
    private int most;
    private @Nullable ScalingSpec up;
    private @Nullable ScalingSpec down;
    private Owner owner = DEFAULT_OWNER;
    private Optional<String> name = Optional.empty();
    private Optional<Duration> wait = Optional.empty();

    AutoscalerSpec() {}

    /**
     * Between which numbers of replicas it stays.
     *
     * @param minimum 1 or more; 0 only with a metric of an object or an external one, as nothing else can wake a workload without pods
     * @param maximum the minimum or more, at least 1
     */
    public AutoscalerSpec between(int minimum, int maximum) {
        if (minimum < 0 || maximum < 1 || maximum < minimum) {
            throw new IllegalArgumentException(
                    "an autoscaler stays between a minimum of 0 or more and a maximum that is"
                            + " 1 or more and not below it, got " + minimum + " and " + maximum);
        }
        least = minimum;
        most = maximum;
        return this;
    }

    /** CPU, in per cent of what all the containers of a pod request together. */
    public AutoscalerSpec cpu(int percent) {
        return target(Target.utilization("cpu", Optional.empty(), percent));
    }

    /** CPU of one container, in per cent of what it requests: sidecars do not blur it. */
    public AutoscalerSpec cpu(String container, int percent) {
        return target(Target.utilization("cpu", Optional.of(container), percent));
    }

    /** Memory, in per cent of what all the containers of a pod request together. */
    public AutoscalerSpec memory(int percent) {
        return target(Target.utilization("memory", Optional.empty(), percent));
    }

    /** Memory of one container, in per cent of what it requests. */
    public AutoscalerSpec memory(String container, int percent) {
        return target(Target.utilization("memory", Optional.of(container), percent));
    }

    /** A metric of the pods (custom.metrics.k8s.io), on average a pod: {@code pods("requests_per_second", "50")}. */
    public AutoscalerSpec pods(String metric, String averageValue) {
        return target(Target.average("Pods", metric, averageValue));
    }

    /** A metric of another object in the same namespace (custom.metrics.k8s.io), such as an Ingress. */
    public AutoscalerSpec object(Ref object, String metric, String value) {
        return target(Target.value("Object", metric, Optional.of(object), value));
    }

    /** A metric from outside the cluster (external.metrics.k8s.io), on average a pod. */
    public AutoscalerSpec external(String metric, String averageValue) {
        return target(Target.average("External", metric, averageValue));
    }

    /** How fast it goes up. */
    public AutoscalerSpec scaleUp(Consumer<ScalingSpec> rules) {
        up = told(rules);
        return this;
    }

    /** How fast it goes down. */
    public AutoscalerSpec scaleDown(Consumer<ScalingSpec> rules) {
        down = told(rules);
        return this;
    }

    /** The autoscaler's own name; the workload's where it is not said. */
    public AutoscalerSpec named(String autoscaler) {
        if (autoscaler.isBlank()) {
            throw new IllegalArgumentException("an autoscaler has a name");
        }
        name = Optional.of(autoscaler);
        return this;
    }

    /** Who will own the autoscaler; {@code fairlead/autoscaling} where it is not said. */
    public AutoscalerSpec as(Owner who) {
        owner = Objects.requireNonNull(who, "who");
        return this;
    }

    /** Waits until it can read its metrics; a metrics API that is missing, or a pod without a request, fails at once. */
    public AutoscalerSpec untilActive(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("waiting takes some time, got " + limit);
        }
        wait = Optional.of(limit);
        return this;
    }

    private static ScalingSpec told(Consumer<ScalingSpec> rules) {
        ScalingSpec spec = new ScalingSpec();
        rules.accept(spec);
        return spec;
    }

    private AutoscalerSpec target(Target target) {
        targets.add(target);
        return this;
    }

    /** What was told, checked as a whole. */
    AutoscalerSpec checked() {
        if (most == 0) {
            throw new IllegalArgumentException(
                    "an autoscaler stays between two numbers: say between(minimum, maximum)");
        }
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("an autoscaler looks at a metric: say cpu(60), or another");
        }
        if (least == 0 && targets.stream().noneMatch(Target::needsNoPods)) {
            throw new IllegalArgumentException("a minimum of 0 takes a metric of an object or an external one: nothing"
                    + " else is measured while there are no pods");
        }
        return this;
    }

    /** The autoscaler as it is applied. */
    Map<String, Object> tree(Ref workload) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name.orElse(workload.name()));
        metadata.put("namespace", workload.namespace());
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("scaleTargetRef", Target.reference(workload));
        spec.put("minReplicas", least);
        spec.put("maxReplicas", most);
        spec.put("metrics", targets.stream().map(Target::tree).toList());
        Map<String, Object> behavior = new LinkedHashMap<>();
        if (up != null) {
            behavior.put("scaleUp", up.tree());
        }
        if (down != null) {
            behavior.put("scaleDown", down.tree());
        }
        if (!behavior.isEmpty()) {
            spec.put("behavior", behavior);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", "autoscaling/v2");
        tree.put("kind", "HorizontalPodAutoscaler");
        tree.put("metadata", metadata);
        tree.put("spec", spec);
        return tree;
    }

    List<Target> targets() {
        return List.copyOf(targets);
    }

    int least() {
        return least;
    }

    int most() {
        return most;
    }

    Owner owner() {
        return owner;
    }

    boolean hasBehavior() {
        return up != null || down != null;
    }

    ScalingRules up(ScalingRules defaults) {
        return up == null ? defaults : up.rules(defaults);
    }

    ScalingRules down(ScalingRules defaults) {
        return down == null ? defaults : down.rules(defaults);
    }

    /** By which share usage must be off a target before something is done, where the controller's flag says this much. */
    Tolerance tolerance(double flag) {
        return new Tolerance(share(down, flag), share(up, flag));
    }

    private static double share(@Nullable ScalingSpec rules, double flag) {
        return Optional.ofNullable(rules)
                .flatMap(ScalingSpec::tolerance)
                .map(BigDecimal::doubleValue)
                .orElse(flag);
    }

    Optional<Duration> waiting() {
        return wait;
    }

    String autoscalerOf(Ref workload) {
        return name.orElse(workload.name());
    }

    @Override
    public String toString() {
        return "between " + least + " and " + most + " by "
                + String.join(", ", targets.stream().map(Target::toString).toList());
    }
}
