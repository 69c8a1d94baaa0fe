package io.fairlead.cost.price;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times as bills write them: by the form, without a zone, as a date alone, or as a month, a day and a year. */
final class FocusTime {

    private static final Pattern AMERICAN = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{2}|\\d{4})");
    private static final int CENTURY = 2000;

    private FocusTime() {}

    /**
     * What was read.
     *
     * @param time the time; empty where the text is none
     * @param remark how it deviates from the form; empty where it does not
     */
    record Read(Optional<Instant> time, String remark) {}

    static Read read(String text) {
        try {
            Matcher american = AMERICAN.matcher(text);
            if (american.matches()) {
                int year = Integer.parseInt(american.group(3));
                LocalDate day = LocalDate.of(
                        year < 100 ? CENTURY + year : year,
                        Integer.parseInt(american.group(1)),
                        Integer.parseInt(american.group(2)));
                return new Read(Optional.of(start(day)), "was read as month/day/year, in UTC");
            }
            String iso = text.replace(' ', 'T');
            if (!iso.contains("T")) {
                return new Read(
                        Optional.of(start(LocalDate.parse(iso))), "has no time; the day's beginning was read, in UTC");
            }
            if (iso.endsWith("Z") || iso.matches(".*[+-]\\d\\d:?\\d\\d")) {
                return new Read(Optional.of(OffsetDateTime.parse(iso).toInstant()), "");
            }
            return new Read(
                    Optional.of(LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC)), "has no zone; UTC was read");
        } catch (DateTimeException e) {
            return new Read(Optional.empty(), "");
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
