package io.fairlead.cost;

import io.fairlead.cost.price.Money;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import io.fairlead.scaling.IntOrPercent;
import io.fairlead.scaling.RollingBounds;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * What runs beside the wanted pods while a workload's pods are replaced.
 *
 * <p>A Deployment replaces as many pods at a time as its surge and its unavailability allow; each time takes as long as a pod takes to be ready,
 * and {@code minReadySeconds}. A StatefulSet deletes before it makes, and so does a DaemonSet without {@code maxSurge}.
 */
final class Rolling {

    private static final Kind POD = Kind.of("v1", "Pod");
    private static final IntOrPercent QUARTER = new IntOrPercent(25, true);

    private final CostSpec spec;
    private final Ground ground;
    private final Notes notes;

    Rolling(CostSpec spec, Ground ground, Notes notes) {
        this.spec = spec;
        this.ground = ground;
        this.notes = notes;
    }

    /** Whether the pods of a workload are replaced. */
    static boolean replaces(Tree before, Tree after) {
        return !before.at("spec", "template").equals(after.at("spec", "template"));
    }

    /**
     * The surge of a workload whose template changes.
     *
     * @param replicas how many pods are wanted
     * @param each what one new pod costs an hour
     */
    Optional<Transition> surge(Ref ref, Tree after, long replicas, Money each, Currency currency) {
        Optional<RollingBounds> bounds = bounds(ref, after, (int) replicas);
        if (bounds.isEmpty() || replicas == 0) {
            return Optional.empty();
        }
        int step = Math.max(1, bounds.get().maxSurge() + bounds.get().maxUnavailable());
        long surge = Math.min(bounds.get().maxSurge(), replicas);
        long times = (replicas + step - 1) / step;
        Duration ready = startUp(ref, after)
                .plusSeconds(after.number("spec", "minReadySeconds")
                        .map(BigDecimal::longValue)
                        .orElse(0L));
        Duration time = ready.multipliedBy(times);
        if (surge == 0) {
            return Optional.empty();
        }
        Money cost = each.times(surge).times(Durations.hours(time));
        return Optional.of(new Transition(Words.count(surge, "surge pod"), time, new Money(cost.amount(), currency)));
    }

    private static Optional<RollingBounds> bounds(Ref ref, Tree after, int replicas) {
        boolean deployment = ref.kind().name().equals("Deployment");
        String strategy = deployment ? "strategy" : "updateStrategy";
        String type = after.text("spec", strategy, "type").orElse("RollingUpdate");
        if (!type.equals("RollingUpdate") || !deployment && !ref.kind().name().equals("DaemonSet")) {
            return Optional.empty();
        }
        Tree rolling = after.at("spec", strategy, "rollingUpdate");
        IntOrPercent surge = deployment ? QUARTER : IntOrPercent.ZERO;
        IntOrPercent unavailable = deployment ? QUARTER : new IntOrPercent(1, false);
        return Optional.of(RollingBounds.of(
                replicas,
                IntOrPercent.of(rolling.at("maxSurge").value().orElse(null), surge),
                IntOrPercent.of(rolling.at("maxUnavailable").value().orElse(null), unavailable)));
    }

    /** How long a pod takes to be ready: the median of those that run, else as assumed. */
    Duration startUp(Ref ref, Tree workload) {
        String selector = Workload.selector(workload);
        List<Long> seconds = new ArrayList<>();
        if (!selector.isEmpty()) {
            ground.list(POD, ref.namespace(), selector)
                    .forEach(pod -> readyAfter(pod).ifPresent(seconds::add));
        }
        if (seconds.isEmpty()) {
            notes.assume("a pod of " + ref.path() + " is ready after " + Transition.shown(spec.startUp())
                    + ": none runs that shows it");
            return spec.startUp();
        }
        seconds.sort(null);
        Duration median = Duration.ofSeconds(Math.max(1, seconds.get(seconds.size() / 2)));
        notes.assume("a pod of " + ref.path() + " is ready after " + Transition.shown(median) + ", as the "
                + seconds.size() + " that run show");
        return median;
    }

    /** How long a pod took to be ready; a pod that restarted since does not show it. */
    private static Optional<Long> readyAfter(Tree pod) {
        boolean restarted = pod.trees("status", "containerStatuses").stream()
                .anyMatch(container -> container
                        .number("restartCount")
                        .filter(count -> count.signum() > 0)
                        .isPresent());
        Optional<Instant> made = pod.text("metadata", "creationTimestamp").map(Instant::parse);
        Optional<Instant> ready = pod.trees("status", "conditions").stream()
                .filter(condition -> condition
                                .text("type")
                                .filter("Ready"::equals)
                                .isPresent()
                        && condition.text("status").filter("True"::equals).isPresent())
                .flatMap(condition -> condition.text("lastTransitionTime").stream())
                .map(Instant::parse)
                .findFirst();
        return restarted || made.isEmpty()
                ? Optional.empty()
                : ready.map(at -> Duration.between(made.get(), at).toSeconds());
    }
}
