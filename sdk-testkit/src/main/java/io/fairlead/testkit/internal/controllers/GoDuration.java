package io.fairlead.testkit.internal.controllers;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads durations as Go writes them: {@code 1m30s}, {@code 250ms}, {@code 1.5h}. */
final class GoDuration {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|us|ns|m|s)");
    private static final Map<String, Long> NANOS = Map.of(
            "h",
            3_600_000_000_000L,
            "m",
            60_000_000_000L,
            "s",
            1_000_000_000L,
            "ms",
            1_000_000L,
            "us",
            1_000L,
            "ns",
            1L);

    private GoDuration() {}

    static Duration parse(String text) {
        var parts = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (parts.find() && parts.start() == end) {
            long unit = NANOS.getOrDefault(parts.group(2), 0L);
            sum = sum.plusNanos(new BigDecimal(parts.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .longValue());
            end = parts.end();
        }
        if (end != text.length() || text.isEmpty()) {
            throw new IllegalArgumentException("Not a duration such as 1m30s: \"" + text + "\"");
        }
        return sum;
    }
}
