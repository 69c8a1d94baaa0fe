package io.fairlead.benchmarks;

import java.time.Duration;

/**
 * What one round of a contender took.
 *
 * @param wall the time on the clock
 * @param cpu the processor time of the client: this JVM's, or the command's
 */
record Took(Duration wall, Duration cpu) {

    /** The time on the clock in milliseconds. */
    double wallMillis() {
        return wall.toNanos() / 1e6;
    }

    /** The processor time in milliseconds. */
    double cpuMillis() {
        return cpu.toNanos() / 1e6;
    }
}
