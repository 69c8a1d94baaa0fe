package io.fairlead;

import io.fairlead.event.EventListener;
import io.fairlead.journal.JournalOptions;
import io.fairlead.policy.Concurrency;
import io.fairlead.policy.RetryPolicy;
import io.fairlead.policy.TimeBudget;
import io.fairlead.resource.Kind;
import io.fairlead.resource.ReadinessRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Cluster} behaves; immutable, each method gives a changed copy.
 *
 * <p>{@code Cluster.connect(o -> o.namespace("shop").listener(progress))}.
 */
public final class ClusterOptions {

    private final String namespace;
    private final EventListener listener;
    private final RetryPolicy retry;
    private final TimeBudget time;
    private final Concurrency concurrency;
    private final Map<Kind, ReadinessRule> readiness;
    private final @Nullable FairleadMetrics metrics;
    private final @Nullable JournalOptions journal;

    private ClusterOptions(
            String namespace,
            EventListener listener,
            RetryPolicy retry,
            TimeBudget time,
            Concurrency concurrency,
            Map<Kind, ReadinessRule> readiness,
            @Nullable FairleadMetrics metrics,
            @Nullable JournalOptions journal) {
        this.namespace = namespace;
        this.listener = listener;
        this.retry = retry;
        this.time = time;
        this.concurrency = concurrency;
        this.readiness = Map.copyOf(readiness);
        this.metrics = metrics;
        this.journal = journal;
    }

    /** The defaults: the namespace of the kubeconfig, no listener, the policies' own defaults, the built-in readiness rules. */
    public static ClusterOptions ofDefaults() {
        return new ClusterOptions(
                "",
                EventListener.none(),
                RetryPolicy.ofDefaults(),
                TimeBudget.ofDefaults(),
                Concurrency.ofDefaults(),
                Map.of(),
                null,
                JournalOptions.ofDefaults());
    }

    static ClusterOptions of(UnaryOperator<ClusterOptions> configurator) {
        return configurator.apply(ofDefaults());
    }

    /** The namespace of objects and references that name none. */
    public ClusterOptions namespace(String name) {
        return new ClusterOptions(name, listener, retry, time, concurrency, readiness, metrics, journal);
    }

    /** One more listener of what happens. */
    public ClusterOptions listener(EventListener another) {
        return new ClusterOptions(
                namespace, listener.and(another), retry, time, concurrency, readiness, metrics, journal);
    }

    /** When a request is sent again. */
    public ClusterOptions retry(RetryPolicy policy) {
        return new ClusterOptions(namespace, listener, policy, time, concurrency, readiness, metrics, journal);
    }

    /** How long a request may take. */
    public ClusterOptions time(TimeBudget budget) {
        return new ClusterOptions(namespace, listener, retry, budget, concurrency, readiness, metrics, journal);
    }

    /** How many requests are under way at once. */
    public ClusterOptions concurrency(Concurrency window) {
        return new ClusterOptions(namespace, listener, retry, time, window, readiness, metrics, journal);
    }

    /** When the objects of a kind are ready, in place of the built-in rule. */
    public ClusterOptions readiness(Kind kind, ReadinessRule rule) {
        Map<Kind, ReadinessRule> more = new LinkedHashMap<>(readiness);
        more.put(kind, rule);
        return new ClusterOptions(namespace, listener, retry, time, concurrency, more, metrics, journal);
    }

    /** Meters of operations and requests. */
    public ClusterOptions metrics(FairleadMetrics meters) {
        return new ClusterOptions(namespace, listener, retry, time, concurrency, readiness, meters, journal);
    }

    /** Where records of operations are kept, and for how long: {@code o.journal(j -> j.namespace("platform"))}. */
    public ClusterOptions journal(UnaryOperator<JournalOptions> configurator) {
        JournalOptions options = configurator.apply(journal == null ? JournalOptions.ofDefaults() : journal);
        return new ClusterOptions(namespace, listener, retry, time, concurrency, readiness, metrics, options);
    }

    /**
     * Keeps no records, which saves their requests and permissions. A process that dies half-way then leaves what it wrote, and nobody can
     * take it back.
     */
    public ClusterOptions withoutJournal() {
        return new ClusterOptions(namespace, listener, retry, time, concurrency, readiness, metrics, null);
    }

    String namespace() {
        return namespace;
    }

    EventListener listener() {
        return metrics == null ? listener : listener.and(metrics.listener());
    }

    Optional<FairleadMetrics> metrics() {
        return Optional.ofNullable(metrics);
    }

    Optional<JournalOptions> journal() {
        return Optional.ofNullable(journal);
    }

    RetryPolicy retry() {
        return retry;
    }

    TimeBudget time() {
        return time;
    }

    Concurrency concurrency() {
        return concurrency;
    }

    Map<Kind, ReadinessRule> readiness() {
        return readiness;
    }
}
