package io.fairlead.metric;

import java.time.Instant;
import java.util.Objects;

/**
 * A value at a time.
 *
 * @param at when
 * @param value the value; may be infinite or not a number, as a quotient without requests is
 */
public record Sample(Instant at, double value) {

    public Sample {
        Objects.requireNonNull(at, "at");
    }

    @Override
    public String toString() {
        return Numbers.text(value) + " at " + at;
    }
}
