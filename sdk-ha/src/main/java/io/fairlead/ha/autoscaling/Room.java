package io.fairlead.ha.autoscaling;

import io.fairlead.operation.Selection;
import io.fairlead.operation.Work;
import io.fairlead.placement.LabelSelectors;
import io.fairlead.placement.Quantities;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import io.fairlead.scaling.DisruptionAllowance;
import io.fairlead.scaling.ReplicaProposal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether an autoscaler could do its work on a workload as it is: what stands in its way is refused, what will be felt is told. */
final class Room {

    private static final Kind QUOTA = Kind.of("v1", "ResourceQuota");
    private static final Kind BUDGET = Kind.of("policy/v1", "PodDisruptionBudget");

    private final Work work;
    private final String tried;
    private final Tree workload;
    private final Ref ref;
    private final AutoscalerSpec spec;
    private final Selection namespace;

    Room(Work work, String tried, Tree workload, AutoscalerSpec spec) {
        this.work = work;
        this.tried = tried;
        this.workload = workload;
        this.ref = workload.ref();
        this.spec = spec;
        this.namespace = Selection.namespace(ref.namespace());
    }

    void check() {
        rivals();
        if (workload.has("spec", "template")) {
            PodRequests requests = PodRequests.of(work, workload, namespace);
            spec.targets().stream().filter(Target::isOfRequests).forEach(target -> reach(target, requests));
            quotas(requests);
            budgets();
        }
        int now = Replicas.of(workload);
        if (spec.most() < now) {
            work.note(ref, "its " + now + " replicas become " + spec.most() + " at once: that is the maximum");
        } else if (spec.least() > now) {
            work.note(ref, "its " + now + " replicas become " + spec.least() + " at once: that is the minimum");
        }
    }

    private void rivals() {
        for (Tree other : Rivals.of(work, ref)) {
            if (!other.ref().name().equals(spec.autoscalerOf(ref))) {
                throw refused(
                        other.ref() + " scales it already: two autoscalers undo each other's steps.",
                        "Change that one by its name (named), or hand its workload back first (HandBack.of).");
            }
        }
        for (Target target : spec.targets()) {
            if (target.isOfRequests()) {
                Rivals.vertical(work, ref, target.metric()).ifPresent(vertical -> {
                    throw refused(
                            vertical.ref() + " changes what its pods request of " + target.metric()
                                    + ", of which the target is a share: each would answer the other's steps.",
                            "Leave " + target.metric()
                                    + " out of its controlledResources, or scale by a metric that is no share of requests.");
                });
            }
        }
    }

    /** A share of requests needs requests, and limits beyond the point at which pods are added. */
    private void reach(Target target, PodRequests requests) {
        List<String> lacking = requests.lacking(target.metric(), target.container());
        if (!lacking.isEmpty()) {
            throw refused(
                    "The target is a share of what its pods request of " + target.metric() + ", and "
                            + (lacking.size() == 1 ? "container " : "containers ") + String.join(", ", lacking)
                            + (lacking.size() == 1 ? " requests none." : " request none."),
                    "Set their requests (Rollout.of(..., r -> r.request(...))), or name one container that has them.");
        }
        BigDecimal request = requests.request(target.metric(), target.container());
        Optional<BigDecimal> limit = requests.limit(target.metric(), target.container());
        if (limit.isPresent() && request.signum() > 0) {
            double highest = limit.get().doubleValue() / request.doubleValue() * 100;
            double needed = target.percent()
                    * (1 + spec.tolerance(ReplicaProposal.DEFAULT_TOLERANCE).up());
            if (highest <= needed) {
                throw refused(
                        "Its pods may use " + plain(limit.get()) + " of " + target.metric() + " and request "
                                + plain(request) + ", so that they never show more than " + Math.round(highest)
                                + " %; pods are added above " + Math.round(needed) + " % (" + target.percent()
                                + " % and the tolerance).",
                        "Lower the target, or raise the limit.");
            }
        }
    }

    private void quotas(PodRequests requests) {
        for (Tree quota : work.list(QUOTA, namespace)) {
            if (quota.has("spec", "scopes") || quota.has("spec", "scopeSelector")) {
                continue; // Counts only some pods; which, the pods themselves tell.
            }
            for (String counted : quota.names("spec", "hard")) {
                Optional<BigDecimal> each = requests.counted(counted);
                if (each.isEmpty() || each.get().signum() == 0) {
                    continue;
                }
                BigDecimal hard = Quantities.exact(
                        quota.at("spec", "hard", counted).value().orElse("0"));
                int fit = hard.divideToIntegralValue(each.get()).intValue();
                if (fit < spec.least()) {
                    throw refused(
                            "The minimum of " + spec.least() + " pods takes "
                                    + plain(each.get().multiply(BigDecimal.valueOf(spec.least()))) + " of " + counted
                                    + ", and " + quota.ref() + " allows " + plain(hard) + ": room for " + fit + ".",
                            "Raise the quota, or lower the minimum.");
                }
                if (fit < spec.most()) {
                    work.note(
                            quota.ref(),
                            "of " + counted + " it has room for " + fit + " pods of " + ref
                                    + ", fewer than the maximum of " + spec.most());
                }
            }
        }
    }

    private void budgets() {
        Map<String, Object> labels =
                workload.at("spec", "template", "metadata", "labels").toMap();
        for (Tree budget : work.list(BUDGET, namespace)) {
            boolean selects = budget.has("spec", "selector")
                    && LabelSelectors.matches(budget.at("spec", "selector").toMap(), labels);
            int least = Math.max(1, spec.least());
            if (selects
                    && DisruptionAllowance.of(
                                            budget.at("spec", "minAvailable")
                                                    .value()
                                                    .orElse(null),
                                            budget.at("spec", "maxUnavailable")
                                                    .value()
                                                    .orElse(null),
                                            least,
                                            least,
                                            least)
                                    .disruptionsAllowed()
                            == 0) {
                work.note(
                        budget.ref(), "it lets no pod go at the minimum of " + least + ": a drain would wait for ever");
            }
        }
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }

    private AutoscalerRefused refused(String happened, String remedy) {
        return new AutoscalerRefused(tried, happened, remedy, ref);
    }
}
