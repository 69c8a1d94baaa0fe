package io.fairlead.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * How many replicas one metric of a HorizontalPodAutoscaler asks for, before limits and behaviour.
 *
 * <p>Source: {@code podautoscaler/replica_calculator.go} and {@code metrics/utilization.go} (1.37).
 *
 * @param replicas the proposed number
 * @param current the measured utilization in percent, or the measured average in thousandths
 * @param average the measured average usage in thousandths
 */
public record ReplicaProposal(int replicas, long current, long average) {
    /** The share of the target by which a metric may be off without anything being done. */
    public static final double DEFAULT_TOLERANCE = 0.1;

    /** How far the ratio of usage to target may be off without a change, downwards and upwards. */
    public record Tolerance(double down, double up) {
        /** Ten percent either way. */
        public static final Tolerance DEFAULT = new Tolerance(DEFAULT_TOLERANCE, DEFAULT_TOLERANCE);

        boolean holds(double ratio) {
            return 1.0 - down <= ratio && ratio <= 1.0 + up;
        }
    }

    /**
     * For a target of average utilization, in percent of the requests.
     *
     * @return empty when no ready pod was measured
     * @throws IllegalArgumentException if the measured pods request nothing
     */
    public static Optional<ReplicaProposal> forUtilization(
            int currentReplicas, int targetPercent, Tolerance tolerance, List<PodSample> pods) {
        long fallback = Math.max(100, targetPercent);
        return new Calculation(currentReplicas, tolerance, pods) {
            @Override
            double ratio(List<Counted> counted) {
                return (double) utilization(counted) / targetPercent;
            }

            @Override
            long shown(List<Counted> counted) {
                return utilization(counted);
            }
        }.propose(pod -> pod.request() * fallback / 100);
    }

    /**
     * For a target of an average value a pod, in thousandths.
     *
     * @return empty when no ready pod was measured
     */
    public static Optional<ReplicaProposal> forAverageValue(
            int currentReplicas, long target, Tolerance tolerance, List<PodSample> pods) {
        return new Calculation(currentReplicas, tolerance, pods) {
            @Override
            double ratio(List<Counted> counted) {
                return (double) average(counted) / target;
            }

            @Override
            long shown(List<Counted> counted) {
                return average(counted);
            }
        }.propose(pod -> target);
    }

    /** For a target of a value of one object or one external metric, in thousandths, with so many pods ready. */
    public static ReplicaProposal forValue(
            int currentReplicas, long usage, long target, Tolerance tolerance, int readyPods) {
        double ratio = (double) usage / target;
        int proposed;
        if (currentReplicas == 0) {
            proposed = saturated(ratio);
        } else {
            proposed = tolerance.holds(ratio) ? currentReplicas : saturated(ratio * readyPods);
        }
        return new ReplicaProposal(proposed, usage, usage);
    }

    private static int saturated(double replicas) {
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(replicas));
    }

    private record Counted(long usage, long request) {}

    /** The steps that all averaged metrics share; only what the ratio means differs. */
    private abstract static class Calculation {
        private final int current;
        private final Tolerance tolerance;
        private final List<PodSample> pods;

        Calculation(int current, Tolerance tolerance, List<PodSample> pods) {
            this.current = current;
            this.tolerance = tolerance;
            this.pods = pods;
        }

        abstract double ratio(List<Counted> counted);

        abstract long shown(List<Counted> counted);

        static long average(List<Counted> counted) {
            return counted.stream().mapToLong(Counted::usage).sum() / counted.size();
        }

        static long utilization(List<Counted> counted) {
            long requests = counted.stream().mapToLong(Counted::request).sum();
            if (requests == 0) {
                throw new IllegalArgumentException("no metrics returned matched known pods");
            }
            return counted.stream().mapToLong(Counted::usage).sum() * 100 / requests;
        }

        Optional<ReplicaProposal> propose(ToLongFunction<PodSample> assumedWhenScalingDown) {
            List<Counted> measured = counted(PodSample.State.READY, PodSample::usage);
            if (measured.isEmpty()) {
                return Optional.empty();
            }
            double ratio = ratio(measured);
            List<Counted> unready = counted(PodSample.State.UNREADY, pod -> 0);
            List<Counted> missing = counted(PodSample.State.MISSING, ratio < 1 ? assumedWhenScalingDown : pod -> 0);
            boolean countUnready = !unready.isEmpty() && ratio > 1;
            int proposed;
            if (!countUnready && missing.isEmpty()) {
                proposed = tolerance.holds(ratio) ? current : saturated(ratio * measured.size());
            } else {
                var all = new ArrayList<>(measured);
                if (ratio != 1) {
                    all.addAll(missing);
                }
                if (countUnready) {
                    all.addAll(unready);
                }
                proposed = corrected(ratio, all);
            }
            return Optional.of(new ReplicaProposal(proposed, shown(measured), average(measured)));
        }

        /** With assumed values mixed in, the direction must stay the same, or nothing is done. */
        private int corrected(double ratio, List<Counted> all) {
            double again = ratio(all);
            if (tolerance.holds(again) || (ratio < 1 && again > 1) || (ratio > 1 && again < 1)) {
                return current;
            }
            int proposed = saturated(again * all.size());
            boolean wrongWay = again < 1 ? proposed > current : proposed < current;
            return wrongWay ? current : proposed;
        }

        private List<Counted> counted(PodSample.State state, ToLongFunction<PodSample> usage) {
            return pods.stream()
                    .filter(pod -> pod.state() == state)
                    .map(pod -> new Counted(usage.applyAsLong(pod), pod.request()))
                    .toList();
        }
    }
}
