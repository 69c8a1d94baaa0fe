package io.fairlead.internal.diagnosis;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.DeletionCause;
import io.fairlead.resource.Diagnosis;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Ref;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the API server's answer to an eviction that a budget does not allow.
 *
 * <p>It has three forms: 429 while the budget allows none, 429 with a {@code Retry-After} while its controller has not seen the budget's last
 * change, and 403 when the budget's status contradicts itself. All name the budget in a cause.
 */
public final class EvictionCauses {

    private static final Pattern BUDGET = Pattern.compile("disruption budget (\\S{1,253})");

    private EvictionCauses() {}

    /**
     * The budget that holds an eviction, where the answer names one.
     *
     * @param pod the pod that was to be evicted
     * @param code the HTTP status of the answer
     * @param status the answer's {@code Status}
     */
    public static Optional<Diagnosis> of(Ref pod, int code, Map<String, Object> status) {
        if (code != 429 && code != 403) {
            return Optional.empty();
        }
        return Trees.maps(status, "details", "causes").stream()
                .filter(cause -> "DisruptionBudget".equals(cause.get("reason")))
                .findFirst()
                .map(cause -> {
                    String message = Trees.text(cause, "message").orElse("");
                    Matcher budget = BUDGET.matcher(message);
                    return Diagnosis.of(
                            new DeletionCause.BudgetBlocks(budget.find() ? budget.group(1) : "", message),
                            pod,
                            FieldPath.of("details", "causes"),
                            message);
                });
    }
}
