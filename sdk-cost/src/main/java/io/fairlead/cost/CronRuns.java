package io.fairlead.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How often a cron schedule of Kubernetes comes round: five fields with lists, ranges, steps and names, or {@code @hourly} and the like.
 *
 * <p>Counted over 28 years, after which the days of the week fall on the same dates again. Where both the day of the month and that of the week are said, either will do.
 */
final class CronRuns {

    private static final Map<String, String> WORDS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final LocalDate FROM = LocalDate.of(2025, 1, 1);
    private static final int YEARS = 10_227;

    private CronRuns() {}

    /**
     * The runs of an hour in the mean.
     *
     * @throws IllegalArgumentException when it is no schedule
     */
    static BigDecimal perHour(String schedule) {
        String[] fields = WORDS.getOrDefault(schedule.trim().toLowerCase(Locale.ROOT), schedule.trim())
                .split("\\s+");
        if (fields.length != 5) {
            throw new IllegalArgumentException("\"" + schedule + "\" is no schedule of five fields");
        }
        long daily = (long) set(fields[0], 0, 59, List.of()).cardinality()
                * set(fields[1], 0, 23, List.of()).cardinality();
        BitSet ofMonth = set(fields[2], 1, 31, List.of());
        BitSet months = set(fields[3], 1, 12, MONTHS);
        BitSet ofWeek = set(fields[4], 0, 7, DAYS);
        boolean either = !open(fields[2]) && !open(fields[4]);
        long days = 0;
        for (int i = 0; i < YEARS; i++) {
            LocalDate day = FROM.plusDays(i);
            int week = day.getDayOfWeek().getValue() % 7;
            boolean month = ofMonth.get(day.getDayOfMonth());
            boolean weekday = ofWeek.get(week) || week == 0 && ofWeek.get(7);
            if (months.get(day.getMonthValue()) && (either ? month || weekday : month && weekday)) {
                days++;
            }
        }
        return BigDecimal.valueOf(days * daily).divide(BigDecimal.valueOf(YEARS * 24L), MathContext.DECIMAL64);
    }

    private static boolean open(String field) {
        return field.startsWith("*") || field.startsWith("?");
    }

    private static BitSet set(String field, int least, int most, List<String> names) {
        BitSet set = new BitSet();
        for (String part : field.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] stepped = part.split("/", -1);
            String range = stepped[0];
            int step = stepped.length == 2 ? number(stepped[1], 1, most, field) : 1;
            int from = least;
            int to = most;
            if (!open(range)) {
                String[] ends = range.split("-", -1);
                from = value(ends[0], least, most, names, field);
                to = ends.length == 2 ? value(ends[1], least, most, names, field) : stepped.length == 2 ? most : from;
            }
            for (int i = from; i <= to; i += step) {
                set.set(i);
            }
        }
        return set;
    }

    private static int value(String text, int least, int most, List<String> names, String field) {
        int named = names.indexOf(text);
        // Months count from 1, days of the week from 0.
        return named >= 0 ? named + least : number(text, least, most, field);
    }

    private static int number(String text, int least, int most, String field) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, with the whole field.
        }
        throw new IllegalArgumentException("\"" + field + "\" is no field of a schedule from " + least + " to " + most);
    }
}
