package io.fairlead.cost;

import io.fairlead.cost.price.Money;
import io.fairlead.cost.price.Rate;
import io.fairlead.plan.Effect;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Prices one object on both sides of a plan. */
record Sides(Demands before, Demands after, Autoscaling autoscaling, Notes notes, Currency currency) {

    /** What an object costs; empty where it costs nothing on either side. */
    Optional<ObjectCost> cost(Effect effect, Rolling rolling) {
        Ref ref = effect.ref();
        Optional<Autoscaling.Bounds> hadBounds = bounds(ref, true);
        Optional<Autoscaling.Bounds> hasBounds = bounds(ref, false);
        long had = effect.before().map(tree -> size(tree, hadBounds)).orElse(0L);
        long has = effect.after().map(tree -> size(tree, hasBounds)).orElse(0L);
        Demand was = effect.before()
                .map(tree -> before.of(ref, tree, OptionalLong.of(had)))
                .orElseGet(Demand::new);
        Demand is = effect.after()
                .map(tree -> after.of(ref, tree, OptionalLong.of(has)))
                .orElseGet(Demand::new);
        if (ref.kind().name().equals("StatefulSet") && effect.before().isPresent()) {
            keptClaims(effect, had - has, is);
        }
        List<Transition> transitions = new ArrayList<>();
        if (effect.before().isPresent()
                && effect.after().isPresent()
                && had > 0
                && Rolling.replaces(effect.before().get(), effect.after().get())) {
            Tree tree = effect.after().get();
            rolling.surge(ref, tree, has, pod(ref, tree), currency).ifPresent(transitions::add);
        }
        if (ref.kind().name().equals("Job") && effect.before().isEmpty()) {
            effect.after().ifPresent(job -> run(ref, job, transitions));
        }
        hasBounds
                .filter(bounds -> effect.after().isPresent())
                .ifPresent(bounds -> tellRange(ref, effect.after().get(), bounds));
        ObjectCost cost = new ObjectCost(ref, currency, Demand.parts(was, is, currency), transitions);
        return cost.parts().isEmpty() && transitions.isEmpty() ? Optional.empty() : Optional.of(cost);
    }

    private Optional<Autoscaling.Bounds> bounds(Ref ref, boolean early) {
        if (!Workload.isReplicated(ref.kind())) {
            return Optional.empty();
        }
        return early ? autoscaling.before(ref) : autoscaling.after(ref);
    }

    private static long size(Tree tree, Optional<Autoscaling.Bounds> bounds) {
        long wanted = Workload.replicas(tree);
        return bounds.map(kept -> kept.within(wanted)).orElse(wanted);
    }

    private Money pod(Ref ref, Tree tree) {
        return after.pod(ref, Workload.podSpec(ref, tree)).total(currency).perHour();
    }

    /** The claims of pods that go stay, unless the set says otherwise. */
    private void keptClaims(Effect effect, long gone, Demand is) {
        Tree set = effect.after().or(effect::before).orElseThrow();
        String when = effect.after().isPresent() ? "whenScaled" : "whenDeleted";
        boolean deleted = set.text("spec", "persistentVolumeClaimRetentionPolicy", when)
                .filter("Delete"::equals)
                .isPresent();
        if (gone <= 0 || deleted || set.trees("spec", "volumeClaimTemplates").isEmpty()) {
            return;
        }
        is.add(before.claims(effect.before().orElseThrow()), BigDecimal.valueOf(gone));
        notes.assume("the claims of " + Words.count(gone, "pod") + " of "
                + effect.ref().path() + " stay, and go on costing");
    }

    private void run(Ref ref, Tree job, List<Transition> transitions) {
        if (job.flag("spec", "suspend").orElse(false)) {
            return;
        }
        Money each = pod(ref, job);
        Optional<Duration> time = after.durations().of(ref);
        if (time.isEmpty()) {
            notes.unknown(
                    "how long " + ref + " runs, at " + each.shown() + " a pod and hour: say lasting(ref, duration)");
            return;
        }
        long pods = job.number("spec", "completions")
                .map(BigDecimal::longValue)
                .orElseGet(() -> Durations.pods(job.at("spec")));
        Money cost = each.times(pods).times(Durations.hours(time.get()));
        transitions.add(new Transition(
                Words.count(pods, "pod") + (pods == 1 ? " runs once," : " run once, each"), time.get(), cost));
    }

    private void tellRange(Ref ref, Tree tree, Autoscaling.Bounds bounds) {
        Rate each = new Rate(pod(ref, tree));
        notes.assume(
                bounds.autoscaler() + " keeps " + ref.path() + " between " + bounds.least() + " and " + bounds.most()
                        + " pods: " + each.times(BigDecimal.valueOf(bounds.least())) + " to "
                        + each.times(BigDecimal.valueOf(bounds.most())));
    }
}
