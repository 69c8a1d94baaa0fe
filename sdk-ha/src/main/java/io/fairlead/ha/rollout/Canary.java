package io.fairlead.ha.rollout;

import io.fairlead.operation.Work;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Releases to a second Deployment first, whose share of the traffic goes up step by step; then to the workload itself; then takes the second one
 * away.
 *
 * <p>The workload is not touched before the last gate has passed, and never scaled: whatever fails, its pods serve.
 */
final class Canary implements Strategy {

    private static final String SUFFIX = "-canary";

    private final List<Integer> weights;
    private final Optional<String> route;

    Canary(CanarySpec spec) {
        this.weights = spec.weights();
        this.route = spec.route();
    }

    @Override
    public Run prepare(Work work, Workload workload, Release release, String tried) {
        PodServices services = PodServices.of(work, workload);
        Set<String> telling = new LinkedHashSet<>(
                workload.tree().at("spec", "selector", "matchLabels").names());
        if (route.isEmpty()) {
            telling.removeAll(services.keys());
        }
        Twin twin = new Twin(workload, SUFFIX, telling, release.owner());
        twin.refuseUnlessPossible(work, tried);
        if (services.services().isEmpty()) {
            throw new RolloutRefused(
                    tried,
                    "No Service sends to its pods, so there is no traffic to share.",
                    "Release it without a canary.",
                    workload.ref());
        }
        if (route.isPresent()) {
            RouteWeights weighted = RouteWeights.of(work, workload, route.get(), services, tried);
            return (inner, wanted) -> byRoute(inner, workload, release, twin, weighted, wanted);
        }
        if (telling.isEmpty()) {
            throw new RolloutRefused(
                    tried,
                    "Its Services (" + services.names()
                            + ") select by all the labels that it selects by itself, so pods of a"
                            + " canary that they sent to would be its own.",
                    "Give its pods and its selector a label more, or share the traffic by an HTTPRoute: canary(c -> c.route(...)).",
                    workload.ref());
        }
        return (inner, wanted) -> byReplicas(inner, workload, release, twin, wanted);
    }

    private Release.Released byReplicas(
            Work work, Workload workload, Release release, Twin twin, Map<String, Object> wanted) {
        int before = 0;
        for (int weight : weights) {
            int replicas = beside(workload.replicas(), weight);
            if (replicas == before) {
                continue;
            }
            before = replicas;
            twin.apply(work, wanted, replicas);
            twin.await(work, release.limit());
            Optional<RolloutFailed> untold = judged(work, release, twin, weight);
            if (untold.isPresent()) {
                return release.ended(workload, wanted, untold);
            }
        }
        release.promote(work, workload, wanted);
        work.delete(twin.ref());
        return release.ended(workload, wanted, Optional.empty());
    }

    private Release.Released byRoute(
            Work work,
            Workload workload,
            Release release,
            Twin twin,
            RouteWeights weighted,
            Map<String, Object> wanted) {
        twin.apply(work, wanted, within(workload.replicas(), weights.get(0)));
        twin.await(work, release.limit());
        Ref service = twin.applyService(work, weighted.service());
        weighted.attach(work, service.name());
        for (int weight : weights) {
            twin.apply(work, wanted, within(workload.replicas(), weight));
            twin.await(work, release.limit());
            weighted.share(work, service.name(), weight);
            Optional<RolloutFailed> untold = judged(work, release, twin, weight);
            if (untold.isPresent()) {
                return release.ended(workload, wanted, untold);
            }
        }
        release.promote(work, workload, wanted);
        weighted.share(work, service.name(), 0);
        weighted.detach(work, service.name());
        work.delete(twin.ref());
        work.delete(service);
        return release.ended(workload, wanted, Optional.empty());
    }

    private static Optional<RolloutFailed> judged(Work work, Release release, Twin twin, int weight) {
        Optional<Tree> now = work.find(twin.ref());
        if (now.isEmpty()) {
            throw work.abort(twin.ref() + " was deleted by somebody else at " + weight + " %");
        }
        return release.judge(work, new Workload(now.get()));
    }

    /** How many pods beside so many have this share of them all; rounded up, so that there is one at least. */
    static int beside(int stable, int weight) {
        return Math.max(1, ceil(stable * weight, 100 - weight));
    }

    /** How many pods this share of the traffic needs where so many bear all of it. */
    static int within(int stable, int weight) {
        return Math.max(1, ceil(stable * weight, 100));
    }

    private static int ceil(int amount, int by) {
        return (amount + by - 1) / by;
    }
}
