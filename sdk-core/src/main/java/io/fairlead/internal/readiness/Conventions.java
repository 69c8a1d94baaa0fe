package io.fairlead.internal.readiness;

import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Observed;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.ReadinessRule;
import io.fairlead.resource.StatusCondition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What custom resources agree on, where they agree: a status of this generation, then the conditions, then a phase.
 *
 * <p>What says nothing is <em>unknown</em>, never taken for ready. Words that mean two things ({@code Running}: a database that works, a
 * task that is not done) are unknown too.
 */
final class Conventions {

    static final ReadinessRule RULE = Conventions::judge;

    /** Conditions that say that it fails, when they hold. */
    private static final List<String> BAD = List.of("Stalled", "ReconcileFailed", "Failed", "Failure", "Degraded");

    /** Conditions that say that it is at work, when they hold. */
    private static final List<String> BUSY = List.of("Reconciling", "Deploying", "Upgrading", "Updating");

    /** Conditions that say that it is done, when they hold; the first that is there decides. */
    private static final List<String> GOOD = List.of(
            "Ready",
            "ReconcileSucceeded",
            "Available",
            "Healthy",
            "Programmed",
            "Established",
            "Succeeded",
            "Complete",
            "Completed",
            "Issued",
            "Accepted");

    private static final Map<String, Readiness.State> PHASES = phases();

    private Conventions() {}

    private static Map<String, Readiness.State> phases() {
        Map<String, Readiness.State> phases = new HashMap<>();
        String words =
                "ready active available bound healthy succeeded complete completed established deployed provisioned"
                        + " synced issued installed";
        for (String word : words.split(" ")) {
            phases.put(word, Readiness.State.READY);
        }
        for (String word :
                ("pending creating provisioning progressing reconciling initializing updating upgrading scaling"
                                + " deploying installing starting new waiting processing inprogress")
                        .split(" ")) {
            phases.put(word, Readiness.State.IN_PROGRESS);
        }
        for (String word : "failed error degraded invalid unhealthy stalled lost rejected denied".split(" ")) {
            phases.put(word, Readiness.State.FAILED);
        }
        phases.put("paused", Readiness.State.SUSPENDED);
        phases.put("suspended", Readiness.State.SUSPENDED);
        phases.put("terminating", Readiness.State.TERMINATING);
        phases.put("deleting", Readiness.State.TERMINATING);
        return phases;
    }

    private static Readiness judge(Observed object) {
        long observed = object.observedGeneration();
        // A later one than the object's own comes from another life of the object: restored with its status.
        if (observed >= 0 && object.generation() > 0 && observed != object.generation()) {
            return object.inProgress("generation " + object.generation() + " is not observed yet, the status tells of "
                            + observed)
                    .because(Fields.GENERATION, object.generation())
                    .because(Fields.OBSERVED, observed);
        }
        for (FieldPath path : List.of(Fields.SUSPEND, Fields.PAUSED)) {
            String field = path.equals(Fields.SUSPEND) ? "suspend" : "paused";
            if (object.flag("spec", field)) {
                return object.suspended("it is " + (field.equals("suspend") ? "suspended" : "paused"))
                        .because(path, true);
            }
        }
        Readiness said = byConditions(object, object.conditions());
        return said == null ? byPhase(object) : said;
    }

    private static @Nullable Readiness byConditions(Observed object, List<StatusCondition> conditions) {
        List<StatusCondition> current = new ArrayList<>();
        StatusCondition old = null;
        for (StatusCondition condition : conditions) {
            boolean known = GOOD.contains(condition.type())
                    || BAD.contains(condition.type())
                    || BUSY.contains(condition.type());
            if (known && condition.isOlderThan(object.generation())) {
                old = condition;
            } else {
                current.add(condition);
            }
        }
        for (StatusCondition condition : current) {
            if (BAD.contains(condition.type()) && condition.isTrue()) {
                return object.failed("it is " + condition.type() + ": " + condition.words())
                        .because(condition.path(), condition.status());
            }
        }
        if (old != null) {
            return object.inProgress(old.type() + " tells of generation " + old.observedGeneration() + ", not of "
                            + object.generation())
                    .because(old.path(), old.status());
        }
        for (StatusCondition condition : current) {
            if (BUSY.contains(condition.type()) && condition.isTrue()) {
                return object.inProgress("it is " + condition.type() + ": " + condition.words())
                        .because(condition.path(), condition.status());
            }
        }
        return byGood(object, current);
    }

    private static @Nullable Readiness byGood(Observed object, List<StatusCondition> conditions) {
        Optional<StatusCondition> synced = named(conditions, "Synced").filter(StatusCondition::isFalse);
        if (synced.isPresent()) {
            return object.inProgress("it is not Synced: " + synced.get().words())
                    .because(synced.get().path(), synced.get().status());
        }
        Optional<StatusCondition> found =
                GOOD.stream().flatMap(type -> named(conditions, type).stream()).findFirst();
        if (found.isEmpty()) {
            return null;
        }
        StatusCondition good = found.get();
        // Gateway-like kinds are accepted first and then programmed.
        Readiness said;
        if (good.isTrue()) {
            said = progressing(object, conditions, good);
        } else if (good.isFalse() && good.type().equals("Succeeded")) {
            said = object.failed("it has not succeeded: " + good.words());
        } else if (good.isFalse() || good.status().equalsIgnoreCase("Unknown")) {
            said = object.inProgress(
                    "it is not " + good.type() + " yet" + (good.words().isEmpty() ? "" : ": " + good.words()));
        } else {
            said = object.unknown("its condition " + good.type() + " is neither True, False nor Unknown");
        }
        return said.because(good.path(), good.status());
    }

    /** Operators that know only Available and Progressing are done when the second ends. */
    private static Readiness progressing(Observed object, List<StatusCondition> conditions, StatusCondition good) {
        Optional<StatusCondition> busy = named(conditions, "Progressing")
                .filter(condition -> condition.isTrue() && !condition.reason().equals("NewReplicaSetAvailable"));
        return good.type().equals("Available") && busy.isPresent()
                ? object.inProgress(
                        "it is Available and still Progressing: " + busy.get().words())
                : object.ready("it is " + good.type() + (good.words().isEmpty() ? "" : ": " + good.words()));
    }

    private static Optional<StatusCondition> named(List<StatusCondition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst();
    }

    private static Readiness byPhase(Observed object) {
        for (String field : new String[] {"phase", "state"}) {
            String word = object.text("status", field);
            if (!word.isEmpty()) {
                Readiness.State state = PHASES.get(
                        word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", ""));
                Readiness said = state == null
                        ? object.unknown("it has no condition that is known, and its " + field + " "
                                + Wording.word(word) + " may mean anything")
                        : Readiness.of(object.ref(), state, "its " + field + " is " + Wording.word(word));
                return said.because(Fields.status(field), word);
            }
        }
        return object.unknown(
                object.has("status")
                        ? "no rule is known for its kind, and its status has no condition or phase that is known"
                        : "no rule is known for its kind, and it has no status");
    }
}
