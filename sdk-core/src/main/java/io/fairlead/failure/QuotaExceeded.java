package io.fairlead.failure;

import io.fairlead.resource.Ref;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A ResourceQuota of the namespace does not allow it. */
public final class QuotaExceeded extends FairleadException {

    private final String quota;
    private final transient Map<String, Usage> usages;

    /**
     * One quantity of a quota, as Kubernetes writes quantities.
     *
     * @param requested what was asked for
     * @param used what is used already
     * @param limited what is allowed in all
     */
    public record Usage(String requested, String used, String limited) {

        @Override
        public String toString() {
            return requested + " requested, " + used + " of " + limited + " used";
        }
    }

    /**
     * A quota that is used up.
     *
     * @param tried what was tried
     * @param quota the quota's name
     * @param usages what it is about, by resource name
     * @param ref the object
     */
    public QuotaExceeded(String tried, String quota, Map<String, Usage> usages, @Nullable Ref ref) {
        super(
                tried,
                new TreeMap<>(usages)
                        .entrySet().stream()
                                .map(usage -> usage.getKey() + " (" + usage.getValue() + ")")
                                .collect(Collectors.joining(
                                        ", ", "ResourceQuota " + quota + " does not allow it: ", ".")),
                "Ask for less, free some, or have the quota raised.",
                ref,
                null);
        this.quota = quota;
        this.usages = new TreeMap<>(usages);
    }

    /** The quota's name. */
    public String quota() {
        return quota;
    }

    /** What it is about, by resource name such as {@code requests.cpu}. */
    public Map<String, Usage> usages() {
        return java.util.Collections.unmodifiableMap(usages);
    }
}
