package io.fairlead;

import io.fairlead.failure.FairleadException;
import io.fairlead.internal.kube.Json;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Plan;
import io.fairlead.plan.BadPlan;
import io.fairlead.plan.PlanDrifted;
import io.fairlead.resource.Ref;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a pipeline needs to know of a plan or a run: an exit code that says how it ended, and a report as JSON.
 *
 * <pre>{@code
 * var report = RunReport.of(cluster.attempt(operation, approved));
 * Files.writeString(Path.of("report.json"), report.toJson());
 * System.exit(report.exitCode());
 * }</pre>
 *
 * <p>Immutable; holds no secret value. The codes are those of {@link End}.
 *
 * @param end how it ended
 * @param operation the operation's name, of a plan; empty otherwise
 * @param hash the hash of the effect, of a plan; of the new plan when a plan drifted; empty otherwise
 * @param changed the objects that were written, or of a plan would be
 * @param failure what went wrong; empty when nothing did
 * @param details what to know beyond that, one sentence each: how a plan drifted, what was given back, what is left
 */
public record RunReport(
        End end,
        String operation,
        String hash,
        List<Ref> changed,
        Optional<FairleadException> failure,
        List<String> details) {

    /** The version of the report's JSON. */
    private static final int VERSION = 1;

    public RunReport {
        changed = List.copyOf(changed);
        details = List.copyOf(details);
    }

    /** How a plan or a run ended, each with its exit code; 1 is Java's own, for what nobody caught. */
    public enum End {
        /** A run came to its end. */
        DONE(0),
        /** A plan finds nothing to do. */
        NOTHING_TO_DO(0),
        /** A plan finds something to do. */
        CHANGES(2),
        /** Nothing was written. */
        REFUSED(10),
        /** Nothing was written: the effect is no longer the approved one. Plan again, and have that approved. */
        DRIFTED(11),
        /** Nothing was written: the saved plan cannot be used. */
        BAD_PLAN(13),
        /** It failed half-way, and everything that it wrote was taken back. */
        UNDONE(20),
        /** It failed half-way, and something that it wrote is still there. */
        STUCK(30);

        private final int exitCode;

        End(int exitCode) {
            this.exitCode = exitCode;
        }

        /** The exit code that says so. */
        public int exitCode() {
            return exitCode;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The report of a plan. */
    public static RunReport of(Plan<?> plan) {
        return new RunReport(
                plan.preview().changesNothing() ? End.NOTHING_TO_DO : End.CHANGES,
                plan.preview().name(),
                plan.hash(),
                plan.changes().stream().map(change -> change.ref()).distinct().toList(),
                Optional.empty(),
                List.of());
    }

    /** The report of a run. */
    public static RunReport of(Outcome<?> outcome) {
        return outcome.fold(
                done -> new RunReport(End.DONE, "", "", done.changed(), Optional.empty(), List.of()),
                refused -> refused(refused.cause()),
                undone -> new RunReport(
                        End.UNDONE,
                        "",
                        "",
                        undone.report().restored(),
                        Optional.of(undone.cause()),
                        undone.report().toString().lines().toList()),
                stuck -> new RunReport(End.STUCK, "", "", List.of(), Optional.of(stuck.cause()), stuck.left()));
    }

    /** The report of what failed before anything was written: a plan that could not be made, a file that could not be read. */
    public static RunReport refused(FairleadException failure) {
        if (failure instanceof PlanDrifted drifted) {
            return new RunReport(
                    End.DRIFTED,
                    drifted.now().name(),
                    drifted.now().hash(),
                    List.of(),
                    Optional.of(failure),
                    drifted.differences());
        }
        End end = failure instanceof BadPlan ? End.BAD_PLAN : End.REFUSED;
        return new RunReport(end, "", "", List.of(), Optional.of(failure), List.of());
    }

    /** What the process should end with. */
    public int exitCode() {
        return end.exitCode();
    }

    /** The report as JSON, on one line. */
    public String toJson() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("version", VERSION);
        tree.put("end", end.word());
        tree.put("exitCode", exitCode());
        putText(tree, "operation", operation);
        putText(tree, "hash", hash);
        tree.put("changed", changed.stream().map(Ref::toString).toList());
        failure.ifPresent(failed -> {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("type", failed.getClass().getSimpleName());
            told.put("tried", failed.tried());
            told.put("happened", failed.happened());
            told.put("remedy", failed.remedy());
            told.put("retryable", failed.retryable());
            tree.put("failure", told);
        });
        tree.put("details", details);
        return Json.print(tree);
    }

    private static void putText(Map<String, Object> tree, String field, String text) {
        if (!text.isEmpty()) {
            tree.put(field, text);
        }
    }

    @Override
    public String toString() {
        return end.word() + ", exit code " + exitCode()
                + failure.map(failed -> "\n" + failed.getMessage()).orElse("");
    }
}
