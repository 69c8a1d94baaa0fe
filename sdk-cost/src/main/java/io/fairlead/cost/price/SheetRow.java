package io.fairlead.cost.price;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A line of a sheet in OpenCost's columns.
 *
 * @param line its line in the file
 * @param asset what it prices
 * @param field the field of the object that holds the id
 * @param id the id, in lower case
 * @param region the region, in lower case; empty for any
 * @param type the instance type, in lower case; empty for none
 * @param price the price an hour
 * @param asOf the day of which it is
 */
record SheetRow(
        long line, Asset asset, String field, String id, String region, String type, BigDecimal price, String asOf) {

    private static final List<String> NEEDED =
            List.of("InstanceID", "AssetClass", "InstanceIDField", "MarketPriceHourly");

    /** What a line prices. */
    enum Asset {
        NODE,
        VOLUME,
        GPU
    }

    /** The lines of a sheet; what is wrong with others is added to the problems. */
    static List<SheetRow> read(String text, List<Problem> problems) {
        List<SheetRow> rows = new ArrayList<>();
        Map<String, Integer> columns = new HashMap<>();
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .commentStrategy(CommentStrategy.SKIP)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text.startsWith("\ufeff") ? text.substring(1) : text)) {
            for (CsvRecord line : csv) {
                if (columns.isEmpty()) {
                    columns(line, columns, problems);
                    if (columns.isEmpty()) {
                        return rows;
                    }
                } else {
                    new Reading(line, columns, problems).row(rows);
                }
            }
        } catch (CsvParseException e) {
            problems.add(new Problem(1, "", "it is no CSV: " + e.getMessage(), false));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        if (columns.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(1, "", "it is empty", false));
        }
        return rows;
    }

    private static void columns(CsvRecord line, Map<String, Integer> columns, List<Problem> problems) {
        Map<String, Integer> found = new HashMap<>();
        for (int i = 0; i < line.getFieldCount(); i++) {
            found.putIfAbsent(line.getField(i).trim().toLowerCase(Locale.ROOT), i);
        }
        List<String> lacking = NEEDED.stream()
                .filter(name -> !found.containsKey(name.toLowerCase(Locale.ROOT)))
                .toList();
        if (lacking.isEmpty()) {
            columns.putAll(found);
        } else {
            problems.add(new Problem(
                    line.getStartingLineNumber(), "", "it lacks the columns " + String.join(", ", lacking), false));
        }
    }

    /** Reads one line, and says what is wrong with it. */
    private record Reading(CsvRecord line, Map<String, Integer> columns, List<Problem> problems) {

        void row(List<SheetRow> rows) {
            int before = problems.size();
            Asset asset = asset();
            String id = needed("InstanceID");
            String field = needed("InstanceIDField");
            BigDecimal price = price();
            if (problems.size() == before) {
                rows.add(new SheetRow(
                        line.getStartingLineNumber(),
                        asset,
                        field,
                        id.toLowerCase(Locale.ROOT),
                        text("Region").toLowerCase(Locale.ROOT),
                        text("InstanceType").toLowerCase(Locale.ROOT),
                        price,
                        text("EndTimestamp").replaceAll("[ T].*", "")));
            }
        }

        private Asset asset() {
            String name = text("AssetClass").toLowerCase(Locale.ROOT);
            return switch (name) {
                case "node" -> Asset.NODE;
                case "pv" -> Asset.VOLUME;
                case "gpu" -> Asset.GPU;
                default -> {
                    wrong("AssetClass", "\"" + name + "\" is none of node, pv, gpu");
                    yield Asset.NODE;
                }
            };
        }

        private BigDecimal price() {
            String text = text("MarketPriceHourly");
            return Amounts.price(text).orElseGet(() -> {
                wrong("MarketPriceHourly", "\"" + text + "\" " + Amounts.NO_PRICE);
                return BigDecimal.ZERO;
            });
        }

        private String needed(String column) {
            String text = text(column);
            if (text.isEmpty()) {
                wrong(column, "it is empty");
            }
            return text;
        }

        private void wrong(String column, String text) {
            problems.add(new Problem(line.getStartingLineNumber(), column, text, false));
        }

        private String text(String column) {
            Integer at = columns.get(column.toLowerCase(Locale.ROOT));
            return at == null || at >= line.getFieldCount()
                    ? ""
                    : line.getField(at).trim();
        }
    }
}
