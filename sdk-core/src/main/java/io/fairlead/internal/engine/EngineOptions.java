package io.fairlead.internal.engine;

import io.fairlead.internal.readiness.ReadinessRules;
import java.time.Duration;

/**
 * What the engine takes from the cluster's options.
 *
 * @param namespace the namespace of references that name none
 * @param readLimit how long the engine itself waits for an object to go before it makes it anew
 * @param rules when objects are ready
 * @param journal where runs are recorded
 */
public record EngineOptions(String namespace, Duration readLimit, ReadinessRules rules, Journals journal) {

    /** Opens the record of a run. */
    @FunctionalInterface
    interface Journals {

        JournalRecord open(String operation);
    }

    /** These, without a record. */
    public static EngineOptions of(String namespace, Duration readLimit, ReadinessRules rules) {
        return new EngineOptions(namespace, readLimit, rules, operation -> JournalRecord.none());
    }
}
