package io.fairlead.ha.rollout;

import io.fairlead.failure.FairleadException;
import io.fairlead.operation.Gate;
import io.fairlead.resource.Diagnosis;
import io.fairlead.resource.Ref;
import java.util.List;
import java.util.Optional;

/** A rollout that did not come to its end: why, and how the pods of both revisions stood when it failed. */
public final class RolloutFailed extends FairleadException {

    private final transient List<Diagnosis> causes;
    private final transient Standing standing;
    private final transient Optional<Gate.Verdict> verdict;

    RolloutFailed(Ref workload, FairleadException cause, List<Diagnosis> causes, Standing standing) {
        super(
                "roll out " + workload,
                standing.isUnknown() ? cause.happened() : cause.happened() + "\n" + standing + ".",
                cause.remedy(),
                workload,
                cause);
        this.causes = List.copyOf(causes);
        this.standing = standing;
        this.verdict = Optional.empty();
    }

    /** A gate that did not pass, could not be asked, or could not tell. */
    RolloutFailed(Ref workload, Gate gate, Gate.Verdict verdict) {
        super(
                "roll out " + workload,
                "The new pods are ready, and a gate " + said(verdict) + ": " + gate.question() + " (asked of "
                        + gate.whom() + ")." + (verdict.why().isEmpty() ? "" : "\n" + sentence(verdict.why())),
                remedy(verdict),
                workload,
                null);
        this.causes = List.of();
        this.standing = Standing.unknown();
        this.verdict = Optional.of(verdict);
    }

    private static String said(Gate.Verdict verdict) {
        return switch (verdict.result()) {
            case ERROR -> "could not be asked";
            case INCONCLUSIVE -> "could not tell";
            default -> "did not pass";
        };
    }

    private static String remedy(Gate.Verdict verdict) {
        return switch (verdict.result()) {
            case ERROR -> "Mend what it asks, and release again.";
            case INCONCLUSIVE ->
                "The new revision is left in place: release it again to ask anew, or take it back by undo.";
            default -> "Look at what it measures, and release again.";
        };
    }

    private static String sentence(String why) {
        return Character.toUpperCase(why.charAt(0)) + why.substring(1) + (why.endsWith(".") ? "" : ".");
    }

    /** The root causes, the one that ended the wait first; empty where nothing says why. */
    public List<Diagnosis> causes() {
        return causes;
    }

    /** How the pods of the new revision and of those before stood when it failed, before anything was taken back. */
    public Standing standing() {
        return standing;
    }

    /** What the gate said that ended it; empty where it was none. */
    public Optional<Gate.Verdict> verdict() {
        return verdict;
    }
}
