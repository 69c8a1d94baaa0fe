package io.fairlead.cost.price;

import io.fairlead.cost.price.NodePrice.Match;
import io.fairlead.cost.price.Price.Origin;
import io.fairlead.resource.Tree;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A sheet of prices in OpenCost's columns: nodes, volumes and accelerators by an id that a field of theirs holds.
 *
 * <p>The price of a region and id comes first, then that of the id alone, then the mean of the region and instance type. The price of
 * accelerators is added for each that the node has.
 */
final class PriceSheet implements PriceSource {

    private record Key(String field, String region, String id) {}

    private record InstanceClass(String region, String type) {}

    private final Currency currency;
    private final String file;
    private final Map<Key, SheetRow> nodes = new LinkedHashMap<>();
    private final Map<Key, SheetRow> volumes = new LinkedHashMap<>();
    private final Map<Key, SheetRow> gpus = new LinkedHashMap<>();
    private final Map<InstanceClass, List<SheetRow>> classes = new LinkedHashMap<>();

    private PriceSheet(String file, Currency currency) {
        this.file = file;
        this.currency = currency;
    }

    /**
     * Reads a sheet.
     *
     * @throws BadPrices when anything is wrong with any of its lines
     */
    static PriceSheet read(String file, String text, Currency currency) {
        List<Problem> problems = new ArrayList<>();
        PriceSheet sheet = new PriceSheet(file, currency);
        for (SheetRow row : SheetRow.read(text, problems)) {
            sheet.add(row, problems);
        }
        if (!problems.isEmpty()) {
            throw new BadPrices(file, problems);
        }
        return sheet;
    }

    private void add(SheetRow row, List<Problem> problems) {
        Map<Key, SheetRow> place = switch (row.asset()) {
            case NODE -> nodes;
            case VOLUME -> volumes;
            case GPU -> gpus;
        };
        Key key = new Key(row.field(), row.region(), row.id());
        SheetRow before = place.putIfAbsent(key, row);
        if (before != null) {
            problems.add(new Problem(
                    row.line(),
                    "InstanceID",
                    "line " + before.line() + " has a price for " + row.id() + " already",
                    false));
        }
        if (row.asset() == SheetRow.Asset.NODE && !row.type().isEmpty()) {
            classes.computeIfAbsent(new InstanceClass(row.region(), row.type()), first -> new ArrayList<>())
                    .add(row);
        }
    }

    @Override
    public Optional<Found> node(Tree node) {
        Optional<Found> own = exact(nodes, node).map(row -> found(node, row.price(), row, Match.NODE));
        return own.isPresent() ? own : byClass(node);
    }

    private Optional<Found> byClass(Tree node) {
        List<SheetRow> rows = classes.get(new InstanceClass(NodeFacts.region(node), NodeFacts.instanceType(node)));
        if (rows == null) {
            return Optional.empty();
        }
        BigDecimal sum = rows.stream().map(SheetRow::price).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal mean = sum.divide(BigDecimal.valueOf(rows.size()), MathContext.DECIMAL64);
        return Optional.of(found(node, mean, rows.get(0), Match.CLASS));
    }

    private Found found(Tree node, BigDecimal price, SheetRow row, Match match) {
        Optional<Money> each = gpus.values().stream()
                .filter(gpu ->
                        gpu.id().equals(NodeFacts.label(node, gpu.field()).toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(gpu -> new Money(gpu.price(), currency));
        BigDecimal all = each.map(
                        gpu -> gpu.amount().multiply(NodeFacts.size(node).gpus()))
                .orElse(BigDecimal.ZERO);
        return new Found(new Money(price.add(all), currency), each, match, false, origin(row));
    }

    @Override
    public Optional<Price> volume(Tree volume) {
        return exact(volumes, volume)
                .map(row -> new Price(new Money(row.price(), currency), Charge.STORAGE.unit(), origin(row), false));
    }

    private static Optional<SheetRow> exact(Map<Key, SheetRow> rows, Tree object) {
        List<String> fields = rows.keySet().stream().map(Key::field).distinct().toList();
        for (String region : List.of(NodeFacts.region(object), "")) {
            for (String field : fields) {
                String id = NodeFacts.id(object, field);
                SheetRow row = id.isEmpty() ? null : rows.get(new Key(field, region, id));
                if (row != null) {
                    return Optional.of(row);
                }
            }
        }
        return Optional.empty();
    }

    private Origin origin(SheetRow row) {
        return new Origin(file, row.asOf());
    }
}
