package io.fairlead.internal.readiness;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Evidence;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Observed;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.StatusCondition;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The kinds that make up the cluster itself: namespaces, nodes, definitions, API services, quotas, requests. */
final class ClusterRules {

    private ClusterRules() {}

    static Readiness namespace(Observed object) {
        String phase = object.text("status", "phase");
        Readiness said = switch (phase) {
            case "Active" -> object.ready("it is active");
            case "Terminating" -> object.terminating("it is being deleted");
            case "" -> object.inProgress("it is not active yet");
            default -> object.unknown("no rule is known for the phase " + Wording.word(phase));
        };
        return said.because(Fields.PHASE, phase.isEmpty() ? "absent" : phase);
    }

    static Readiness node(Observed object) {
        Optional<StatusCondition> ready = object.condition("Ready");
        if (ready.isEmpty()) {
            return object.inProgress("its kubelet has not told anything yet");
        }
        StatusCondition condition = ready.get();
        Readiness said;
        if (condition.isTrue()) {
            said = object.ready("it is ready" + (object.flag("spec", "unschedulable") ? ", and cordoned" : ""));
        } else if (condition.isFalse()) {
            said = object.inProgress("it is not ready: " + condition.words());
        } else {
            said = object.failed("its kubelet does not answer: " + condition.words());
        }
        said = said.because(condition.path(), condition.status());
        for (StatusCondition other : object.conditions()) {
            boolean trouble = other.type().endsWith("Pressure") || other.type().equals("NetworkUnavailable");
            said = trouble && other.isTrue() ? said.because(other.path(), other.words()) : said;
        }
        return said;
    }

    static Readiness quota(Observed object) {
        Map<String, Object> wanted = Trees.map(object.tree(), "spec", "hard");
        return Trees.same(wanted, Trees.map(object.tree(), "status", "hard"))
                ? object.ready("its limits are in force")
                : object.inProgress("its limits are not in force yet")
                        .because(
                                FieldPath.of("status", "hard"),
                                object.has("status", "hard") ? "other limits" : "absent");
    }

    static Readiness definition(Observed object) {
        Optional<StatusCondition> names = object.condition("NamesAccepted");
        if (names.isPresent() && names.get().isFalse()) {
            return object.failed("its names are not accepted: " + names.get().words())
                    .because(names.get().path(), names.get().status());
        }
        Optional<StatusCondition> terminating = object.condition("Terminating").filter(StatusCondition::isTrue);
        if (terminating.isPresent()) {
            return object.terminating(
                            "it is being deleted: " + terminating.get().words())
                    .because(terminating.get().path(), terminating.get().status());
        }
        return positive(object, "Established", "its kind is served", "its kind is not served yet");
    }

    static Readiness apiService(Observed object) {
        return positive(object, "Available", "its server answers", "its server does not answer");
    }

    private static Readiness positive(Observed object, String type, String yes, String no) {
        Optional<StatusCondition> condition = object.condition(type);
        if (condition.isEmpty()) {
            return object.inProgress(no);
        }
        Readiness said = condition.get().isTrue()
                ? object.ready(yes)
                : object.inProgress(no
                        + (condition.get().words().isEmpty()
                                ? ""
                                : ": " + condition.get().words()));
        return said.because(condition.get().path(), condition.get().status());
    }

    static Readiness signing(Observed object) {
        for (String type : new String[] {"Denied", "Failed"}) {
            Optional<StatusCondition> refused = object.condition(type).filter(StatusCondition::isTrue);
            if (refused.isPresent()) {
                return object.failed("it is " + type.toLowerCase(Locale.ROOT) + ": "
                                + refused.get().words())
                        .because(refused.get().path(), refused.get().status());
            }
        }
        Optional<StatusCondition> approved = object.condition("Approved").filter(StatusCondition::isTrue);
        if (approved.isEmpty()) {
            return object.suspended("it waits for somebody to approve it");
        }
        return object.text("status", "certificate").isEmpty()
                ? object.inProgress("it is approved and not signed yet")
                        .because(approved.get().path(), approved.get().status())
                : object.ready("it is signed")
                        .because(approved.get().path(), approved.get().status());
    }

    static Readiness podCertificate(Observed object) {
        for (String type : new String[] {"Denied", "Failed"}) {
            Optional<StatusCondition> refused = object.condition(type).filter(StatusCondition::isTrue);
            if (refused.isPresent()) {
                return object.failed("it is " + type.toLowerCase(Locale.ROOT) + ": "
                                + refused.get().words())
                        .because(refused.get().path(), refused.get().status());
            }
        }
        return positive(object, "Issued", "it is issued", "it is not issued yet");
    }

    static Readiness migration(Observed object) {
        Optional<StatusCondition> failed = object.condition("Failed").filter(StatusCondition::isTrue);
        return failed.isPresent()
                ? object.failed("it has failed: " + failed.get().words())
                        .because(failed.get().path(), failed.get().status())
                : positive(object, "Succeeded", "everything is stored anew", "it is not done yet");
    }

    static Readiness admissionPolicy(Observed object) {
        if (!object.has("status", "typeChecking") && object.observedGeneration() < object.generation()) {
            return object.inProgress("its expressions are not checked yet").because(Fields.OBSERVED, "absent");
        }
        for (Map<String, Object> warning : object.items("status", "typeChecking", "expressionWarnings")) {
            return object.failed("an expression is wrong: " + Evidence.quote(String.valueOf(warning.get("warning"))))
                    .because(
                            FieldPath.of("status", "typeChecking", "expressionWarnings"), warning.get("fieldRef") + "");
        }
        return object.ready("its expressions are checked");
    }

    static Readiness flowSchema(Observed object) {
        return object.condition("Dangling")
                .filter(StatusCondition::isTrue)
                .map(dangling -> object.failed("its priority level is missing: " + dangling.words())
                        .because(dangling.path(), dangling.status()))
                .orElseGet(() -> object.ready("it is in force"));
    }
}
