package io.fairlead.cost.price;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a FOCUS bill line by line, and says of each deviation what was made of it. */
final class FocusReader {

    private final String file;
    private final String fallback;
    private final List<FocusRow> rows = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Integer> columns = new HashMap<>();

    FocusReader(String file, String fallback) {
        this.file = file;
        this.fallback = fallback;
    }

    FocusBill read(String text) {
        String body = text.startsWith("\ufeff") ? text.substring(1) : text;
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(body)) {
            for (CsvRecord line : csv) {
                if (columns.isEmpty()) {
                    header(line);
                } else {
                    line(line);
                }
            }
        } catch (CsvParseException e) {
            problems.add(new Problem(0, "", "the rest is no CSV and was not read: " + e.getMessage(), true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (columns.isEmpty()) {
            problems.add(new Problem(1, "", "it is empty", false));
        }
        return new FocusBill(file, FocusColumns.form(columns.keySet()), rows, problems);
    }

    private void header(CsvRecord line) {
        for (int i = 0; i < line.getFieldCount(); i++) {
            String name = line.getField(i).trim();
            columns.putIfAbsent(name.toLowerCase(Locale.ROOT), i);
            if (!FocusColumns.isKnown(name)) {
                problems.add(new Problem(1, name, "is no column of FOCUS 1.0 to 1.2; it was not read", false));
            }
        }
        if (!has("BilledCost") && !has("EffectiveCost")) {
            problems.add(new Problem(1, "", "it has neither BilledCost nor EffectiveCost", false));
        }
    }

    private boolean has(String column) {
        return columns.containsKey(column.toLowerCase(Locale.ROOT));
    }

    private void line(CsvRecord line) {
        Line reading = new Line(line);
        int fields = line.getFieldCount();
        if (fields != columns.size()) {
            reading.remark("", "has " + fields + " fields where the first line has " + columns.size());
        }
        Optional<Money> billed = reading.cost("BilledCost");
        Optional<Money> effective = reading.cost("EffectiveCost");
        Optional<Instant> start = reading.time("ChargePeriodStart");
        Optional<Instant> end = reading.time("ChargePeriodEnd");
        if (billed.isEmpty() && effective.isEmpty() && !reading.leftOut) {
            reading.leave("", "has no cost");
        }
        if (start.isPresent() && end.isPresent() && !start.get().isBefore(end.get())) {
            reading.leave("ChargePeriodEnd", "is not after ChargePeriodStart");
        }
        problems.addAll(reading.found);
        if (reading.leftOut || start.isEmpty() || end.isEmpty()) {
            return;
        }
        Money onInvoice = billed.or(() -> effective).orElseThrow();
        Money spread = effective.orElse(onInvoice);
        if (reading.text("ChargeCategory").equalsIgnoreCase("Usage") && isWhole(spread) && !isWhole(onInvoice)) {
            problems.add(new Problem(
                    line.getStartingLineNumber(),
                    "EffectiveCost",
                    "is a whole number where BilledCost is not; BilledCost was read",
                    false));
            spread = onInvoice;
        }
        rows.add(new FocusRow(
                line.getStartingLineNumber(),
                start.get(),
                end.get(),
                onInvoice,
                spread,
                reading.text("ChargeCategory"),
                reading.text("PricingCategory"),
                reading.text("CommitmentDiscountStatus"),
                reading.text("ServiceCategory"),
                reading.text("RegionId"),
                reading.text("ResourceId"),
                Amounts.number(reading.text("ConsumedQuantity")),
                reading.text("ConsumedUnit")));
    }

    private static boolean isWhole(Money money) {
        return money.amount().scale() <= 0;
    }

    /** One line, and what is found wrong with it. */
    private final class Line {

        private final CsvRecord line;
        private final List<Problem> found = new ArrayList<>();
        private boolean leftOut;

        Line(CsvRecord line) {
            this.line = line;
        }

        /** The text of a column; empty where there is none, or a word that means nothing. */
        String text(String column) {
            Integer at = columns.get(column.toLowerCase(Locale.ROOT));
            String text = at == null || at >= line.getFieldCount()
                    ? ""
                    : line.getField(at).trim();
            return text.equalsIgnoreCase("null") ? "" : text;
        }

        Optional<Money> cost(String column) {
            String text = text(column);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            String plain = text.replaceAll("[$,\\s]", "");
            Optional<BigDecimal> number = Amounts.number(plain);
            if (number.isEmpty()) {
                leave(column, "\"" + text + "\" is no amount");
                return Optional.empty();
            }
            if (!plain.equals(text)) {
                remark(column, "has a sign of a currency, or commas; the number was read");
            }
            return currency().map(code -> Money.of(number.get(), code));
        }

        private Optional<String> currency() {
            String code = text("BillingCurrency").isEmpty() ? fallback : text("BillingCurrency");
            if (code.isEmpty()) {
                leave("BillingCurrency", "is not said");
                return Optional.empty();
            }
            try {
                return Optional.of(Money.currency(code).getCurrencyCode());
            } catch (IllegalArgumentException e) {
                leave("BillingCurrency", "\"" + code + "\" is no currency");
                return Optional.empty();
            }
        }

        Optional<Instant> time(String column) {
            String text = text(column);
            FocusTime.Read read = FocusTime.read(text);
            if (read.time().isEmpty()) {
                leave(column, text.isEmpty() ? "is not said" : "\"" + text + "\" is no time");
            } else if (!read.remark().isEmpty()) {
                remark(column, read.remark());
            }
            return read.time();
        }

        void remark(String column, String text) {
            found.add(new Problem(line.getStartingLineNumber(), column, text, false));
        }

        void leave(String column, String text) {
            Problem problem = new Problem(line.getStartingLineNumber(), column, text, true);
            if (!found.contains(problem)) {
                found.add(problem);
            }
            leftOut = true;
        }
    }
}
