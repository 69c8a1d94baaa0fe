package io.fairlead.cost;

import io.fairlead.cost.price.PriceBook;
import io.fairlead.metric.MetricSource;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** How a plan is priced; handed to the lambda of {@link Cost#of(io.fairlead.operation.Plan, Consumer)}. */
public final class CostSpec {

    private static final Duration START_UP = Duration.ofMinutes(1);

    private final Map<String, Duration> lasting = new HashMap<>();
    private final Map<String, Function<Tree, List<Pods>>> custom = new HashMap<>();
    private final Set<String> free = new HashSet<>();
    private PriceBook prices = PriceBook.defaults();
    private Duration startUp = START_UP;
    private Optional<MetricSource> usage = Optional.empty();
    private boolean unknownAllowed;

    private CostSpec() {}

    static CostSpec told(Consumer<CostSpec> how) {
        CostSpec spec = new CostSpec();
        how.accept(spec);
        return spec;
    }

    /** The prices; the list of defaults where they are not said. */
    public CostSpec prices(PriceBook book) {
        prices = book;
        return this;
    }

    /** How long a pod takes to be ready where no running pod of the workload shows it; a minute where it is not said. */
    public CostSpec startUp(Duration time) {
        startUp = positive(time);
        return this;
    }

    /** How long a Job, or a run of a CronJob, takes; where it is not said, as long as finished ones of the schedule took. */
    public CostSpec lasting(Ref job, Duration time) {
        lasting.put(key(job.kind()) + " " + job.path(), positive(time));
        return this;
    }

    /** That objects of a kind of your own make nothing that costs. */
    public CostSpec free(Kind kind) {
        free.add(key(kind));
        return this;
    }

    /** What pods an object of a kind of your own makes. */
    public CostSpec pods(Kind kind, Function<Tree, List<Pods>> pods) {
        custom.put(key(kind), pods);
        return this;
    }

    /**
     * Counts of each pod what it reserves or what the running ones use now, whichever is more; without it what it reserves.
     *
     * @param source answers {@code cpu} in cores and {@code memory} in bytes by series that are labelled {@code namespace} and {@code pod},
     *     as {@link io.fairlead.metric.UsageSource} does
     */
    public CostSpec usage(MetricSource source) {
        usage = Optional.of(source);
        return this;
    }

    /** Lets guards pass a plan of which not everything can be priced; without it they refuse. */
    public CostSpec unknownAllowed() {
        unknownAllowed = true;
        return this;
    }

    private static Duration positive(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("it takes some time, got " + time);
        }
        return time;
    }

    private static String key(Kind kind) {
        return kind.group() + "/" + kind.name();
    }

    PriceBook prices() {
        return prices;
    }

    Duration startUp() {
        return startUp;
    }

    Optional<Duration> lasting(Ref job) {
        return Optional.ofNullable(lasting.get(key(job.kind()) + " " + job.path()));
    }

    boolean isFree(Kind kind) {
        return free.contains(key(kind));
    }

    Optional<Function<Tree, List<Pods>>> custom(Kind kind) {
        return Optional.ofNullable(custom.get(key(kind)));
    }

    Optional<MetricSource> usage() {
        return usage;
    }

    boolean isUnknownAllowed() {
        return unknownAllowed;
    }
}
