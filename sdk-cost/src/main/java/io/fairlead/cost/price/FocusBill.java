package io.fairlead.cost.price;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A bill in the form of FOCUS (1.0 to 1.2), with what is wrong with it.
 *
 * <p>Real bills deviate from the form. Every line is either in the rows or named among the problems as left out; what was read otherwise than
 * the form says is named too. Lines of a later version are read as far as they are understood. Two equal rows are two charges. Immutable.
 *
 * @param file its name
 * @param form the version of FOCUS that its columns are of
 * @param rows the charges, in the order of the file
 * @param problems what is wrong, in the order of the lines
 */
public record FocusBill(String file, String form, List<FocusRow> rows, List<Problem> problems) {

    private static final int SHOWN = 12;

    public FocusBill {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /** Reads a bill; charges that name no currency are left out. */
    public static FocusBill read(Path file) {
        try {
            return read(String.valueOf(file.getFileName()), Files.readString(file, StandardCharsets.UTF_8), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads the text of a bill.
     *
     * @param currency the currency of charges that name none; empty to leave them out
     */
    public static FocusBill read(String file, String text, String currency) {
        return new FocusReader(file, currency).read(text);
    }

    /** What is on the invoice, by currency. */
    public SortedMap<String, Money> billed() {
        return sums(FocusRow::billed);
    }

    /** What it all costs once what was paid before is spread over its time, by currency. */
    public SortedMap<String, Money> effective() {
        return sums(FocusRow::effective);
    }

    private SortedMap<String, Money> sums(Function<FocusRow, Money> cost) {
        SortedMap<String, Money> sums = new TreeMap<>();
        for (FocusRow row : rows) {
            Money money = cost.apply(row);
            sums.merge(money.currency().getCurrencyCode(), money, Money::plus);
        }
        return Collections.unmodifiableSortedMap(sums);
    }

    /** How many lines count for nothing. */
    public long leftOut() {
        return problems.stream()
                .filter(Problem::leftOut)
                .map(Problem::line)
                .distinct()
                .count();
    }

    /** How much was read, and what is wrong: equal problems on one line, with the first line that has them. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("bill " + file + ", FOCUS " + form + ": " + rows.size() + " charges, "
                + leftOut() + " lines left out, billed "
                + (rows.isEmpty()
                        ? "nothing"
                        : String.join(
                                " and ",
                                billed().values().stream().map(Money::shown).toList())));
        Map<Problem, long[]> kinds = new LinkedHashMap<>();
        for (Problem problem : problems) {
            Problem kind = new Problem(0, problem.column(), problem.text(), problem.leftOut());
            kinds.computeIfAbsent(kind, first -> new long[] {problem.line(), 0})[1]++;
        }
        kinds.entrySet().stream()
                .limit(SHOWN)
                .forEach(kind -> text.append("\n  ")
                        .append(kind.getKey())
                        .append(
                                kind.getValue()[1] == 1
                                        ? "; line " + kind.getValue()[0]
                                        : "; " + kind.getValue()[1] + " lines, the first is " + kind.getValue()[0]));
        if (kinds.size() > SHOWN) {
            text.append("\n  ... and ").append(kinds.size() - SHOWN).append(" more: problems()");
        }
        return text.toString();
    }
}
