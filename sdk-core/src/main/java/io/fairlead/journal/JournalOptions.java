package io.fairlead.journal;

import java.time.Duration;

/**
 * Where records are kept, and for how long; immutable, each method gives a changed copy.
 *
 * <p>{@code Cluster.connect(o -> o.journal(j -> j.namespace("platform").keep(50)))}.
 *
 * @param namespace the namespace of the records; empty for that of the first object written
 * @param keep how many ended records are kept in a namespace
 * @param age how long an ended record is kept
 * @param keyAge how long one is kept that holds private keys
 */
public record JournalOptions(String namespace, int keep, Duration age, Duration keyAge) {

    public JournalOptions {
        if (keep < 0 || age.isNegative() || keyAge.isNegative()) {
            throw new IllegalArgumentException("records are kept by a count and an age of 0 or more, got " + keep
                    + " records, " + age + " and " + keyAge);
        }
    }

    /** In the namespace of the first object written; 20 records, 7 days, 24 hours with private keys. */
    public static JournalOptions ofDefaults() {
        return new JournalOptions("", 20, Duration.ofDays(7), Duration.ofHours(24));
    }

    /**
     * In one namespace, whatever is written. Secret values stay in the namespace that they came from: they go to a Secret there.
     */
    public JournalOptions namespace(String name) {
        return new JournalOptions(name, keep, age, keyAge);
    }

    /** Keeps as many ended records in a namespace; open and stuck ones are kept always. */
    public JournalOptions keep(int records) {
        return new JournalOptions(namespace, records, age, keyAge);
    }

    /** Keeps ended records for so long. */
    public JournalOptions age(Duration limit) {
        return new JournalOptions(namespace, keep, limit, keyAge);
    }

    /** Keeps ended records that hold private keys for so long. */
    public JournalOptions keyAge(Duration limit) {
        return new JournalOptions(namespace, keep, age, limit);
    }
}
