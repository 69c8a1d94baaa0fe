package io.fairlead.ha.autoscaling;

import io.fairlead.scaling.PodSample;
import io.fairlead.scaling.PodSample.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The pods of a replayed workload: when each began, so whether it is ready and whether its CPU counts. */
final class SimulatedPods {

    private final List<Duration> begun = new ArrayList<>();
    private final Duration startUp;
    private final ControllerSettings settings;

    SimulatedPods(int count, Duration startUp, ControllerSettings settings) {
        this.startUp = startUp;
        this.settings = settings;
        for (int i = 0; i < count; i++) {
            // Those that were there before are long past their start.
            begun.add(startUp.plus(settings.cpuInitializationPeriod()).negated());
        }
    }

    int count() {
        return begun.size();
    }

    int ready(Duration now) {
        return (int) begun.stream().filter(start -> isReady(start, now)).count();
    }

    /** Adds pods, or takes the youngest away: those that are not ready first, as a ReplicaSet does. */
    void resize(int wanted, Duration now) {
        while (begun.size() < wanted) {
            begun.add(now);
        }
        while (begun.size() > wanted) {
            begun.remove(begun.size() - 1);
        }
    }

    /** What is seen of each pod, in thousandths; the usage of those that are ready is the same. */
    List<PodSample> samples(Duration now, long usage, long request, boolean cpu) {
        List<PodSample> samples = new ArrayList<>(begun.size());
        for (Duration start : begun) {
            samples.add(new PodSample(counts(start, now, cpu) ? State.READY : State.UNREADY, usage, request));
        }
        return samples;
    }

    private boolean isReady(Duration start, Duration now) {
        return !now.minus(startUp).minus(start).isNegative();
    }

    /** {@code groupPods} of {@code replica_calculator.go}: CPU of a young pod counts after one window of readiness. */
    private boolean counts(Duration start, Duration now, boolean cpu) {
        if (!isReady(start, now)) {
            return false;
        }
        boolean young = start.plus(settings.cpuInitializationPeriod()).compareTo(now) > 0;
        return !cpu || !young || isReady(start, now.minus(settings.metricWindow()));
    }
}
