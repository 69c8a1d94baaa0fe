package io.fairlead.ha.rollout;

import io.fairlead.metric.MetricGate;
import io.fairlead.operation.Gate;
import io.fairlead.operation.Work;
import java.util.List;
import java.util.Optional;

/** What must hold before a release goes on, and who is asked when a gate cannot tell. */
final class Gates {

    private final List<Gate> gates;
    private final Optional<Gate> arbiter;

    Gates(List<Gate> gates, Optional<Gate> arbiter) {
        this.gates = List.copyOf(gates);
        this.arbiter = arbiter;
    }

    /** Refuses a metric that would be measured of the pods before, too. */
    void refuseUntied(Workload workload, String tried) {
        for (Gate gate : gates) {
            if (gate instanceof MetricGate metric
                    && metric.isOpen()
                    && !metric.metric().isTied()) {
                throw new RolloutRefused(
                        tried,
                        "The query of its gate \"" + metric.question()
                                + "\" is not tied to the new pods, so that it would measure those before, too: "
                                + metric.metric().query(),
                        "Tie it by pod=~\"$pods\", or say ofEverything() where that is meant.",
                        workload.ref());
            }
        }
    }

    /**
     * Asks each gate, in their order.
     *
     * @return the failure of one that could not tell: it is no reason to take anything back
     * @throws RolloutFailed when one does not pass, or could not be asked
     */
    Optional<RolloutFailed> ask(Work work, Workload workload) {
        for (Gate gate : gates) {
            Gate.Verdict verdict = work.judge(ofNewPods(gate, workload));
            switch (verdict.result()) {
                case PASSED -> {}
                case FAILED, ERROR -> throw new RolloutFailed(workload.ref(), gate, verdict);
                case INCONCLUSIVE -> {
                    if (arbiter.isEmpty()) {
                        return Optional.of(new RolloutFailed(workload.ref(), gate, verdict));
                    }
                    arbitrate(work, workload, gate, verdict, arbiter.get());
                }
            }
        }
        return Optional.empty();
    }

    private static void arbitrate(Work work, Workload workload, Gate gate, Gate.Verdict verdict, Gate arbiter) {
        work.note(workload.ref(), "a gate could not tell: " + gate.question() + "; " + arbiter.whom() + " decides");
        Gate.Verdict decision = work.judge(arbiter);
        if (!decision.isPassed()) {
            throw new RolloutFailed(
                    workload.ref(),
                    arbiter,
                    Gate.Verdict.failed(decision.why().isEmpty() ? verdict.why() : decision.why()));
        }
    }

    private static Gate ofNewPods(Gate gate, Workload workload) {
        return gate instanceof MetricGate metric && metric.isOpen() ? new NewPodsGate(metric, workload.ref()) : gate;
    }
}
