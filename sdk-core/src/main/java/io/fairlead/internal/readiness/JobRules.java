package io.fairlead.internal.readiness;

import io.fairlead.resource.Evidence;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Observed;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.StatusCondition;
import java.util.Optional;

/**
 * A Job is ready when it is complete, and only then; a CronJob when it is stored and not suspended.
 *
 * <p>A Job's outcome is final, so it comes before everything else: a completed Job that is suspended afterwards stays complete.
 */
final class JobRules {

    private static final FieldPath SUCCEEDED = Fields.status("succeeded");
    private static final FieldPath FAILED = Fields.status("failed");

    private JobRules() {}

    static Readiness job(Observed object) {
        long succeeded = succeeded(object);
        // Without completions a Job is done when any pod has succeeded and all have ended.
        long wanted = object.number(1, "spec", "completions");
        Readiness said = ended(object).orElseGet(() -> running(object, succeeded, wanted));
        long failed = object.number(0, "status", "failed");
        said = failed > 0 ? said.because(FAILED, failed) : said;
        return said.because(SUCCEEDED, succeeded).counted(Math.min(succeeded, wanted), wanted);
    }

    private static Optional<Readiness> ended(Observed object) {
        Optional<StatusCondition> failed = object.condition("Failed").filter(StatusCondition::isTrue);
        if (failed.isPresent()) {
            return Optional.of(object.failed("it has failed: " + failed.get().words())
                    .because(failed.get().path(), failed.get().status()));
        }
        return object.condition("Complete")
                .filter(StatusCondition::isTrue)
                .map(complete -> object.ready("it is complete").because(complete.path(), complete.status()));
    }

    private static Readiness running(Observed object, long succeeded, long wanted) {
        Optional<StatusCondition> failing = object.condition("FailureTarget").filter(StatusCondition::isTrue);
        if (failing.isPresent()) {
            return object.inProgress("it is failing, its pods are being ended: "
                            + failing.get().words())
                    .because(failing.get().path(), failing.get().status());
        }
        Optional<StatusCondition> met = object.condition("SuccessCriteriaMet").filter(StatusCondition::isTrue);
        if (met.isPresent()) {
            return object.inProgress("it has succeeded, its remaining pods are being ended")
                    .because(met.get().path(), met.get().words());
        }
        if (object.flag("spec", "suspend")) {
            return object.suspended("it is suspended with " + succeeded + " of " + wanted + " completions")
                    .because(Fields.SUSPEND, true);
        }
        long active = object.number(0, "status", "active");
        return object.has("status", "startTime") || active > 0
                ? object.inProgress(succeeded + " of " + wanted + " completions, " + active + " running")
                : object.inProgress("it has not started yet");
    }

    private static long succeeded(Observed object) {
        long indexes = object.text("spec", "completionMode").equals("Indexed")
                ? indexes(object.text("status", "completedIndexes"))
                : 0;
        return Math.max(indexes, object.number(0, "status", "succeeded"));
    }

    /** How many indexes a list such as {@code 1,3-5,7} names; what cannot be read counts nothing. */
    static long indexes(String list) {
        long count = 0;
        for (String part : list.split(",")) {
            count += width(part.strip().split("-", 2));
        }
        return count;
    }

    private static long width(String[] ends) {
        try {
            return ends.length == 1
                    ? Math.min(1, 1 + Long.parseLong(ends[0]))
                    : Math.max(0, Long.parseLong(ends[1]) - Long.parseLong(ends[0]) + 1);
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }

    static Readiness cronJob(Observed object) {
        if (object.flag("spec", "suspend")) {
            return object.suspended("it is suspended").because(Fields.SUSPEND, true);
        }
        return object.ready("it is scheduled: " + Evidence.quote(object.text("spec", "schedule")));
    }
}
