package io.fairlead.cost;

import io.fairlead.cost.price.Rate;
import io.fairlead.plan.Effect;
import io.fairlead.plan.Preview;
import io.fairlead.plan.Step;
import io.fairlead.plan.Surroundings;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prices a plan: each object that it writes before and after, and what runs in between. */
final class Costing {

    private final CostSpec spec;
    private final Currency currency;
    private final Notes notes = new Notes();
    private final Ground ground;

    Costing(CostSpec spec, Surroundings cluster) {
        this.spec = spec;
        this.currency = spec.prices().currency();
        this.ground = new Ground(cluster, spec.prices(), notes);
    }

    PlanCost price(Preview preview) {
        List<Effect> effects = Touched.of(preview.effects().list(), ground, notes, spec);
        Autoscaling autoscaling = new Autoscaling(ground, preview.effects().list());
        PodRates rates = new PodRates(ground, spec.prices(), notes);
        Rolling rolling = new Rolling(spec, ground, notes);
        Map<Ref, ObjectCost> costs = new TreeMap<>();
        Sides sides = new Sides(
                new Demands(spec, ground, rates, notes, Map.of()),
                new Demands(
                        spec,
                        ground,
                        rates,
                        notes,
                        PlannedLimits.of(preview.effects().list(), ground)),
                autoscaling,
                notes,
                currency);
        for (Effect effect : effects) {
            sides.cost(effect, rolling).ifPresent(cost -> costs.put(effect.ref(), cost));
        }
        overlaps(preview, costs, effects, rolling);
        preview.deferred()
                .ifPresent(
                        needs -> notes.unknown("a part of the plan is known only when it runs, from " + needs + " on"));
        long evicted = preview.steps().stream()
                .filter(step -> step instanceof Step.Call call && call.what().equals("evict"))
                .count();
        if (evicted > 0) {
            notes.assume(Words.count(evicted, "evicted pod") + (evicted == 1 ? " starts" : " start")
                    + " anew elsewhere, one for one");
        }
        if (preview.steps().stream().anyMatch(Step.Outside.class::isInstance)) {
            notes.assume("what steps outside the cluster cost is not counted");
        }
        if (!costs.isEmpty()) {
            notes.assume("network traffic is not counted");
        }
        return new PlanCost(
                preview.name(), currency, List.copyOf(costs.values()), notes.unknown(), notes.assumptions());
    }

    /** What is taken away only after something else has been awaited runs on beside it until then. */
    private void overlaps(Preview preview, Map<Ref, ObjectCost> costs, List<Effect> effects, Rolling rolling) {
        Map<Ref, Tree> after = effects.stream()
                .filter(effect -> effect.after().isPresent()
                        && Workload.isReplicated(effect.ref().kind()))
                .collect(Collectors.toMap(Effect::ref, effect -> effect.after().orElseThrow()));
        Set<Ref> growing = changed(costs, 1);
        Set<Ref> shrinking = changed(costs, -1);
        if (growing.isEmpty() || shrinking.isEmpty()) {
            return;
        }
        Map<Ref, Duration> times = Overlaps.of(
                preview,
                growing,
                shrinking,
                ref -> Optional.ofNullable(after.get(ref))
                        .map(tree -> rolling.startUp(ref, tree))
                        .orElse(Duration.ZERO));
        times.forEach((ref, time) -> costs.computeIfPresent(ref, (same, cost) -> runningOn(cost, time)));
    }

    private static Set<Ref> changed(Map<Ref, ObjectCost> costs, int sign) {
        return costs.values().stream()
                .filter(cost -> cost.difference().perHour().amount().signum() == sign)
                .map(ObjectCost::ref)
                .collect(Collectors.toSet());
    }

    private ObjectCost runningOn(ObjectCost cost, Duration time) {
        Rate saved = cost.before().minus(cost.after());
        List<Transition> transitions = new ArrayList<>(cost.transitions());
        transitions.add(new Transition(
                "running on beside its successor", time, saved.perHour().times(Durations.hours(time))));
        return new ObjectCost(cost.ref(), currency, cost.parts(), transitions);
    }
}
