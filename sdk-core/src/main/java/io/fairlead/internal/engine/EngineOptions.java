package io.fairlead.internal.engine;

import io.fairlead.internal.readiness.ReadinessRules;
import io.fairlead.journal.JournalOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * What the engine takes from the cluster's options.
 *
 * @param namespace the namespace of references that name none
 * @param readLimit how long the engine itself waits for an object to go before it makes it anew
 * @param rules when objects are ready
 * @param journal where runs are recorded; empty for nowhere
 */
public record EngineOptions(
        String namespace, Duration readLimit, ReadinessRules rules, Optional<JournalOptions> journal) {

    /** These, without a record. */
    public static EngineOptions of(String namespace, Duration readLimit, ReadinessRules rules) {
        return new EngineOptions(namespace, readLimit, rules, Optional.empty());
    }
}
