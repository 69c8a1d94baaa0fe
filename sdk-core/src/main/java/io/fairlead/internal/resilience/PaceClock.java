package io.fairlead.internal.resilience;

import io.fairlead.internal.time.Pace;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The pace as the clock that libraries ask for. */
final class PaceClock extends Clock {

    private final Pace pace;

    PaceClock(Pace pace) {
        this.pace = pace;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return pace.now();
    }
}
