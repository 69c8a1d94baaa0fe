package io.fairlead.testkit.internal.controllers;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * When a CronJob is due: five fields or a word such as {@code @hourly}, as {@code github.com/robfig/cron/v3} reads them.
 *
 * <p>Where both the day of the month and the day of the week are given, one of them is enough; where one begins with a star,
 * both must fit.
 */
final class CronSchedule {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final Map<String, String> WORDS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");
    private static final String EVERY = "@every ";
    private static final int YEARS = 5;

    private final ZoneId zone;
    private final Duration every;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean eitherDay;

    private CronSchedule(String text, ZoneId zone) {
        this.zone = zone;
        this.every = text.startsWith(EVERY)
                ? GoDuration.parse(text.substring(EVERY.length()).trim())
                : Duration.ZERO;
        String[] fields = WORDS.getOrDefault(text, every.isZero() ? text : "* * * * *")
                .trim()
                .split("\\s+");
        if (fields.length != 5) {
            throw new IllegalArgumentException(
                    "expected exactly 5 fields, found " + fields.length + ": [" + text + "]");
        }
        this.minutes = field(fields[0], 0, 59, List.of());
        this.hours = field(fields[1], 0, 23, List.of());
        this.days = field(fields[2], 1, 31, List.of());
        this.months = field(fields[3], 1, 12, MONTHS);
        this.weekdays = field(fields[4], 0, 6, DAYS);
        this.eitherDay = !star(fields[2]) && !star(fields[4]);
    }

    /** Reads a schedule; {@link IllegalArgumentException} says what is wrong with it. */
    static CronSchedule parse(String text, ZoneId zone) {
        return new CronSchedule(text, zone);
    }

    private static boolean star(String field) {
        return field.startsWith("*") || field.startsWith("?");
    }

    private static BitSet field(String text, int low, int high, List<String> names) {
        var bits = new BitSet();
        for (String part : text.split(",")) {
            String[] stepped = part.split("/", 2);
            int step = stepped.length == 2 ? number(stepped[1], List.of(), 0) : 1;
            int from = low;
            int to = high;
            if (!star(stepped[0])) {
                String[] range = stepped[0].split("-", 2);
                from = number(range[0], names, low);
                to = range.length == 2 ? number(range[1], names, low) : stepped.length == 2 ? high : from;
            }
            if (step < 1 || from < low || to > high || from > to) {
                throw new IllegalArgumentException("not between " + low + " and " + high + ": " + part);
            }
            for (int i = from; i <= to; i += step) {
                bits.set(i);
            }
        }
        return bits;
    }

    private static int number(String text, List<String> names, int first) {
        int named = names.indexOf(text.toLowerCase(Locale.ROOT));
        if (named >= 0) {
            return named + first;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("failed to parse int from " + text, e);
        }
    }

    /** The first time after the given one, empty when there is none within five years. */
    Optional<Instant> after(Instant time) {
        if (!every.isZero()) {
            return Optional.of(time.truncatedTo(ChronoUnit.SECONDS).plus(every));
        }
        ZonedDateTime at = time.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        ZonedDateTime last = at.plusYears(YEARS);
        while (at.isBefore(last)) {
            if (!months.get(at.getMonthValue()) || !day(at)) {
                at = at.truncatedTo(ChronoUnit.DAYS).plusDays(1);
            } else if (!hours.get(at.getHour())) {
                at = at.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!minutes.get(at.getMinute())) {
                at = at.plusMinutes(1);
            } else {
                return Optional.of(at.toInstant());
            }
        }
        return Optional.empty();
    }

    private boolean day(ZonedDateTime at) {
        boolean month = days.get(at.getDayOfMonth());
        boolean week = weekdays.get(at.getDayOfWeek().getValue() % 7);
        return eitherDay ? month || week : month && week;
    }
}
