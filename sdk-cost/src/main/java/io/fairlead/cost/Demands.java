package io.fairlead.cost;

import io.fairlead.cost.price.Charge;
import io.fairlead.cost.price.Money;
import io.fairlead.cost.price.Price;
import io.fairlead.placement.EffectiveRequests;
import io.fairlead.placement.PodDefaults;
import io.fairlead.placement.Quantities;
import io.fairlead.placement.ResourceAmounts;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What objects hold: pods, claims, load balancers. One side of a plan, before it or after it. */
final class Demands {

    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);

    private final CostSpec spec;
    private final Ground ground;
    private final PodRates rates;
    private final Notes notes;
    private final Map<String, List<Map<String, Object>>> plannedLimits;
    private final Durations durations;
    private final Uses uses;

    /**
     * One side.
     *
     * @param plannedLimits the limit ranges that the plan leaves in a namespace, by it; the live ones where it changes none
     */
    Demands(
            CostSpec spec,
            Ground ground,
            PodRates rates,
            Notes notes,
            Map<String, List<Map<String, Object>>> plannedLimits) {
        this.spec = spec;
        this.ground = ground;
        this.rates = rates;
        this.notes = notes;
        this.plannedLimits = plannedLimits;
        this.durations = new Durations(spec, ground);
        this.uses = new Uses(spec.usage(), ground, notes);
    }

    /**
     * What an object holds.
     *
     * @param size how many replicas there are, where that is another number than its own
     */
    Demand of(Ref ref, Tree object, OptionalLong size) {
        Demand demand = new Demand();
        if (Workload.isReplicated(ref.kind())) {
            replicated(ref, object, size.orElse(Workload.replicas(object)), demand);
            return demand;
        }
        switch (ref.kind().group() + "/" + ref.kind().name()) {
            case "apps/DaemonSet" -> daemons(ref, object, demand);
            case "batch/CronJob" -> schedule(ref, object, demand);
            case "/Pod" -> pod(ref, object, demand);
            case "/PersistentVolumeClaim" -> claim(object.at("spec"), BigDecimal.ONE, demand);
            case "/Service" -> service(object, demand);
            default ->
                spec.custom(ref.kind())
                        .ifPresent(pods ->
                                pods.apply(object).forEach(some -> demand.add(pod(ref, some.spec()), some.count())));
        }
        return demand;
    }

    private void replicated(Ref ref, Tree object, long replicas, Demand demand) {
        demand.add(pod(ref, Workload.podSpec(ref, object)), BigDecimal.valueOf(replicas));
        demand.add(claims(object), BigDecimal.valueOf(replicas));
    }

    /** What the claims of one pod of a StatefulSet hold. */
    Demand claims(Tree object) {
        Demand demand = new Demand();
        object.trees("spec", "volumeClaimTemplates").forEach(claim -> claim(claim.at("spec"), BigDecimal.ONE, demand));
        return demand;
    }

    private void daemons(Ref ref, Tree object, Demand demand) {
        Map<String, Object> pods = DaemonPods.spec(Workload.podSpec(ref, object));
        long count = ground.nodes().stream()
                .filter(node -> PodRates.takes(node, pods))
                .count();
        notes.assume(ref.path() + " runs on the " + Words.count(count, "node") + " that it matches now");
        demand.add(pod(ref, pods), BigDecimal.valueOf(count));
    }

    private void schedule(Ref ref, Tree object, Demand demand) {
        if (object.flag("spec", "suspend").orElse(false)) {
            return;
        }
        Map<String, Object> pods = Workload.podSpec(ref, object);
        Tree job = object.at("spec", "jobTemplate", "spec");
        durations
                .of(ref)
                .ifPresentOrElse(
                        time -> demand.add(pod(ref, pods), durations.podsOfSchedule(object, time, Durations.pods(job))),
                        () -> notes.unknown("how long a run of " + ref
                                + " takes: no finished one shows it; say lasting(ref, duration)"));
    }

    private void pod(Ref ref, Tree object, Demand demand) {
        String phase = object.text("status", "phase").orElse("");
        if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
            demand.add(pod(ref, Workload.podSpec(ref, object)), BigDecimal.ONE);
        }
    }

    private void service(Tree object, Demand demand) {
        if (object.text("spec", "type").filter("LoadBalancer"::equals).isPresent()) {
            demand.add(
                    Charge.LOAD_BALANCER,
                    "",
                    BigDecimal.ONE,
                    noted("load balancers", spec.prices().price(Charge.LOAD_BALANCER)));
        }
    }

    private void claim(Tree claim, BigDecimal times, Demand demand) {
        String storageClass = claim.text("storageClassName").orElseGet(ground::defaultClass);
        BigDecimal bytes = Quantities.exact(
                claim.at("resources", "requests", "storage").value().orElse(null));
        Money each = noted("storage", spec.prices().storage(storageClass));
        demand.add(Charge.STORAGE, storageClass, bytes.divide(GIB).multiply(times), each);
    }

    /** What one pod holds. */
    Demand pod(Ref owner, Map<String, Object> podSpec) {
        Map<String, Object> completed = PodDefaults.completed(podSpec, limits(owner, podSpec));
        ResourceAmounts requests = uses.orMore(owner, EffectiveRequests.ofSpec(completed));
        PodRates.Rates each = rates.of(podSpec);
        Demand demand = new Demand();
        demand.add(
                Charge.CPU,
                "",
                BigDecimal.valueOf(requests.get(ResourceAmounts.CPU)).movePointLeft(3),
                each.core());
        demand.add(
                Charge.MEMORY,
                "",
                BigDecimal.valueOf(requests.get(ResourceAmounts.MEMORY)).divide(GIB),
                each.gib());
        demand.add(Charge.GPU, "", BigDecimal.valueOf(PodRates.gpus(requests)), each.gpu());
        if (requests.get(ResourceAmounts.CPU) == 0 || requests.get(ResourceAmounts.MEMORY) == 0) {
            notes.assume(owner.path() + " reserves no " + (requests.get(ResourceAmounts.CPU) == 0 ? "cores" : "memory")
                    + ": what it uses is not counted");
        }
        for (Tree volume : Tree.of(podSpec).trees("volumes")) {
            if (volume.has("ephemeral", "volumeClaimTemplate")) {
                claim(volume.at("ephemeral", "volumeClaimTemplate", "spec"), BigDecimal.ONE, demand);
            }
        }
        return demand;
    }

    private List<Map<String, Object>> limits(Ref owner, Map<String, Object> podSpec) {
        List<Map<String, Object>> planned = plannedLimits.get(owner.namespace());
        if (planned != null) {
            return planned;
        }
        if (!Workload.leavesOpen(podSpec)) {
            return List.of();
        }
        List<Map<String, Object>> live = new ArrayList<>();
        ground.limitRanges(owner.namespace()).forEach(range -> live.add(range.toMap()));
        return live;
    }

    private Money noted(String what, Price price) {
        if (price.defaulted()) {
            notes.defaulted(what, price.origin().toString());
        }
        return price.amount();
    }

    Durations durations() {
        return durations;
    }
}
