package io.fairlead.ha.autoscaling;

import io.fairlead.scaling.ReplicaProposal;
import io.fairlead.scaling.ReplicaProposal.Tolerance;
import io.fairlead.scaling.ScalingDecision;
import io.fairlead.scaling.ScalingHistory;
import io.fairlead.scaling.ScalingRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an autoscaler would have done: the arithmetic of Kubernetes 1.37's controller, played over a load.
 *
 * <pre>{@code
 * Replayed day = Replay.of(
 *     a -> a.between(2, 20).cpu(60),
 *     Load.demand(Duration.ofMinutes(1), cores).pods(0.5, 1.0, Duration.ofSeconds(40)));
 * }</pre>
 *
 * <p>Source: {@code reconcileAutoscaler} of {@code podautoscaler/horizontal.go}, the arithmetic itself is in {@code io.fairlead.scaling}. No
 * request is made and no clock is read: the same input gives the same answer. What is not played: scaling to zero and waking, pods that fail, and
 * jitter of the syncs, which come exactly one period apart.
 */
public final class Replay {

    private final AutoscalerSpec spec;
    private final List<Load> loads;
    private final ControllerSettings settings;

    private Replay(AutoscalerSpec spec, List<Load> loads, ControllerSettings settings) {
        this.spec = spec;
        this.loads = loads;
        this.settings = settings;
    }

    /** Plays an autoscaler of one metric with the controller's default settings, from its minimum on. */
    public static Replayed of(Consumer<AutoscalerSpec> autoscaler, Load load) {
        return of(autoscaler, List.of(load), Optional.empty(), ControllerSettings.DEFAULTS);
    }

    /**
     * Plays an autoscaler.
     *
     * @param autoscaler as for {@link Autoscaler#of}
     * @param loads what each of its metrics measures, in the order in which they were told; the longest decides how long it plays
     * @param start how many replicas there are at first; the minimum where it is empty
     * @param settings the controller's
     * @throws IllegalArgumentException when there is not one load a metric, or the minimum is 0
     */
    public static Replayed of(
            Consumer<AutoscalerSpec> autoscaler,
            List<Load> loads,
            Optional<Integer> start,
            ControllerSettings settings) {
        AutoscalerSpec spec = new AutoscalerSpec();
        autoscaler.accept(spec);
        spec.checked();
        if (loads.size() != spec.targets().size()) {
            throw new IllegalArgumentException("a replay takes one load a metric, got " + loads.size() + " for "
                    + spec.targets().size());
        }
        if (spec.least() == 0) {
            throw new IllegalArgumentException("a minimum of 0 is not played: waking depends on more than the metric");
        }
        return new Replay(spec, List.copyOf(loads), settings).play(start.orElse(spec.least()));
    }

    private Replayed play(int start) {
        Duration length =
                loads.stream().map(Load::length).max(Duration::compareTo).orElse(Duration.ZERO);
        Duration startUp =
                loads.stream().map(Load::startUp).max(Duration::compareTo).orElse(Duration.ZERO);
        SimulatedPods pods = new SimulatedPods(start, startUp, settings);
        ScalingHistory history = ScalingHistory.EMPTY.recommended(Instant.EPOCH, start);
        List<ReplayStep> steps = new ArrayList<>();
        for (Duration now = Duration.ZERO; now.compareTo(length) < 0; now = now.plus(settings.syncPeriod())) {
            Instant time = Instant.EPOCH.plus(now);
            Sync sync = look(pods, now);
            int replicas = pods.count();
            int desired = replicas;
            String why = "";
            if (replicas > spec.most() || replicas < spec.least()) {
                desired = Math.min(spec.most(), Math.max(spec.least(), replicas));
                why = replicas > spec.most() ? "above the maximum" : "below the minimum";
            } else if (sync.proposal().isPresent()) {
                int proposed = sync.proposal().get().replicas();
                ScalingDecision decision = decide(replicas, proposed, history, time);
                history = history.recommended(time, proposed);
                desired = decision.replicas();
                why = why(sync.metric(), replicas, proposed, decision);
            } else {
                why = "no metric";
            }
            if (desired != replicas && spec.hasBehavior()) {
                history = history.scaled(time, desired - replicas);
            }
            int ready = pods.ready(now);
            steps.add(new ReplayStep(
                    now, loads.get(0).at(now), replicas, ready, sync.measured(), desired, why, sync.saturated()));
            pods.resize(desired, now);
        }
        return new Replayed(spec.toString(), settings, steps);
    }

    private record Sync(Optional<ReplicaProposal> proposal, String metric, double measured, boolean saturated) {}

    /** Of several metrics the highest proposal counts; one that is missing lets none go down. */
    private Sync look(SimulatedPods pods, Duration now) {
        Optional<ReplicaProposal> highest = Optional.empty();
        String metric = "";
        double measured = Double.NaN;
        boolean missing = false;
        boolean saturated = false;
        for (int i = 0; i < loads.size(); i++) {
            Load load = loads.get(i);
            Target target = spec.targets().get(i);
            double value = load.at(now);
            int ready = pods.ready(now);
            saturated |= load.isShared() && value > ready * load.capacity();
            Optional<ReplicaProposal> proposal =
                    Double.isNaN(value) ? Optional.empty() : propose(target, load, value, pods, now);
            missing |= proposal.isEmpty();
            if (proposal.isPresent()
                    && (highest.isEmpty()
                            || proposal.get().replicas() > highest.get().replicas())) {
                highest = proposal;
                metric = target.metric();
                measured = target.isOfRequests()
                        ? proposal.get().current()
                        : proposal.get().current() / 1000.0;
            }
        }
        boolean unusable =
                missing && highest.filter(one -> one.replicas() >= pods.count()).isEmpty();
        return new Sync(unusable ? Optional.empty() : highest, metric, measured, saturated);
    }

    private Optional<ReplicaProposal> propose(
            Target target, Load load, double value, SimulatedPods pods, Duration now) {
        Tolerance tolerance = spec.tolerance(settings.tolerance());
        int ready = pods.ready(now);
        if (target.type().equals("Value")) {
            return Optional.of(
                    ReplicaProposal.forValue(pods.count(), Math.round(value * 1000), target.milli(), tolerance, ready));
        }
        double each = !load.isShared() ? value : ready == 0 ? 0 : Math.min(value / ready, load.capacity());
        if (target.isOfRequests()) {
            // A recorded utilization is a share already; of a demand, usage and request are both known.
            long usage = Math.round(load.isShared() ? each * 1000 : value * 10);
            long request = load.isShared() ? Math.round(load.request() * 1000) : 1000;
            return ReplicaProposal.forUtilization(
                    pods.count(),
                    target.percent(),
                    tolerance,
                    pods.samples(now, usage, request, target.metric().equals("cpu")));
        }
        return ReplicaProposal.forAverageValue(
                pods.count(),
                target.milli(),
                tolerance,
                pods.samples(now, Math.round(each * 1000), 0, target.metric().equals("cpu")));
    }

    private ScalingDecision decide(int replicas, int proposed, ScalingHistory history, Instant time) {
        return spec.hasBehavior()
                ? ScalingDecision.withBehavior(
                        replicas,
                        proposed,
                        spec.least(),
                        spec.most(),
                        spec.up(ScalingRules.DEFAULT_UP),
                        spec.down(ScalingRules.DEFAULT_DOWN),
                        history,
                        time)
                : ScalingDecision.plain(replicas, proposed, spec.least(), spec.most(), history, time);
    }

    private static String why(String metric, int replicas, int proposed, ScalingDecision decision) {
        if (decision.replicas() == replicas && proposed == replicas) {
            return "";
        }
        String direction = proposed > replicas ? metric + " above target" : "all metrics below target";
        String held = decision.limited()
                ? decision.limitReason()
                : decision.ableReason().equals("ReadyForNewScale") ? "" : decision.ableReason();
        return held.isEmpty() ? direction : direction + ", " + held;
    }
}
