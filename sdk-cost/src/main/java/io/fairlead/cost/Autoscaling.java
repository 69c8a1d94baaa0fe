package io.fairlead.cost;

import io.fairlead.plan.Effect;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The autoscalers of workloads, before a plan and after it. */
final class Autoscaling {

    private final Ground ground;
    private final Map<Ref, Effect> planned = new TreeMap<>();

    /** Between how many pods an autoscaler keeps a workload. */
    record Bounds(Ref autoscaler, long least, long most) {

        /** The number of pods where this many are wanted; none are while it is scaled to zero. */
        long within(long wanted) {
            return wanted == 0 ? 0 : Math.max(least, Math.min(most, wanted));
        }
    }

    Autoscaling(Ground ground, List<Effect> effects) {
        this.ground = ground;
        effects.stream()
                .filter(effect -> isAutoscaler(effect.ref()))
                .forEach(effect -> planned.put(effect.ref(), effect));
    }

    static boolean isAutoscaler(Ref ref) {
        return ref.kind().group().equals("autoscaling") && ref.kind().name().equals("HorizontalPodAutoscaler");
    }

    /** The bounds of a workload as they are. */
    Optional<Bounds> before(Ref workload) {
        Optional<Bounds> changed = planned.values().stream()
                .flatMap(effect -> bounds(effect.ref(), effect.before(), workload).stream())
                .findFirst();
        return changed.isPresent() ? changed : live(workload);
    }

    /** The bounds of a workload as they would be. */
    Optional<Bounds> after(Ref workload) {
        Optional<Bounds> changed = planned.values().stream()
                .flatMap(effect -> bounds(effect.ref(), effect.after(), workload).stream())
                .findFirst();
        return changed.isPresent() ? changed : live(workload);
    }

    /** The bounds by an autoscaler that the plan leaves alone. */
    private Optional<Bounds> live(Ref workload) {
        return ground.autoscalers(workload.namespace()).stream()
                .filter(one -> !planned.containsKey(one.ref()))
                .flatMap(one -> bounds(one.ref(), Optional.of(one), workload).stream())
                .findFirst();
    }

    private static Optional<Bounds> bounds(Ref autoscaler, Optional<Tree> object, Ref workload) {
        return object.filter(tree -> autoscaler.namespace().equals(workload.namespace())
                        && tree.text("spec", "scaleTargetRef", "kind")
                                .filter(workload.kind().name()::equals)
                                .isPresent()
                        && tree.text("spec", "scaleTargetRef", "name")
                                .filter(workload.name()::equals)
                                .isPresent())
                .map(tree -> new Bounds(
                        autoscaler,
                        tree.number("spec", "minReplicas")
                                .map(BigDecimal::longValue)
                                .orElse(1L),
                        tree.number("spec", "maxReplicas")
                                .map(BigDecimal::longValue)
                                .orElse(1L)));
    }

    /** The workload that an autoscaler of the plan scales. */
    static Optional<Ref> target(Effect effect) {
        return effect.after()
                .or(effect::before)
                .flatMap(tree -> tree.text("spec", "scaleTargetRef", "apiVersion")
                        .flatMap(version -> tree.text("spec", "scaleTargetRef", "kind")
                                .flatMap(kind -> tree.text("spec", "scaleTargetRef", "name")
                                        .map(name -> new Ref(
                                                io.fairlead.resource.Kind.of(version, kind),
                                                effect.ref().namespace(),
                                                name)))));
    }
}
