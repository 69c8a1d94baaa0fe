package io.fairlead.failure;

import io.fairlead.resource.Ref;
import org.jspecify.annotations.Nullable;

/** A rule of the cluster (a webhook, an admission policy, pod security ...) refuses the object. */
public final class AdmissionRefused extends FairleadException {

    private final String by;
    private final String reason;

    /**
     * A refusal by a rule.
     *
     * @param tried what was tried
     * @param by whose rule, such as {@code admission webhook "policy.example"}
     * @param reason the rule's reason
     * @param ref the object
     */
    public AdmissionRefused(String tried, String by, String reason, @Nullable Ref ref) {
        super(
                tried,
                "Refused by " + by + ": " + reason + ".",
                "Meet the rule, or ask who administers it for an exception.",
                ref,
                null);
        this.by = by;
        this.reason = reason;
    }

    /** Whose rule it is. */
    public String by() {
        return by;
    }

    /** The rule's reason. */
    public String reason() {
        return reason;
    }
}
