package io.fairlead.cost.price;

import io.fairlead.cost.price.NodePrice.Match;
import io.fairlead.cost.price.Price.Origin;
import io.fairlead.resource.Tree;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What nodes and volumes really cost by a bill: effective cost by the hours, or the GiB months, that it was for. */
final class FocusPrices implements PriceSource {

    private static final Set<String> HOURS = Set.of("hours", "hour", "hrs", "hr", "h");
    private static final Set<String> GIB_MONTHS =
            Set.of("gb-months", "gb-month", "gb-mo", "gib-months", "gib-month", "gb/month");

    private final Currency currency;
    private final Origin origin;
    private final Map<String, Sum> nodes = new HashMap<>();
    private final Map<String, Sum> volumes = new HashMap<>();

    /** What was charged for one resource. */
    private static final class Sum {
        private BigDecimal cost = BigDecimal.ZERO;
        private BigDecimal quantity = BigDecimal.ZERO;
        private boolean committed;

        BigDecimal each() {
            return cost.divide(quantity, MathContext.DECIMAL64);
        }
    }

    private FocusPrices(FocusBill bill, Currency currency) {
        this.currency = currency;
        String asOf = bill.rows().stream()
                .map(row -> row.end().toString().substring(0, 10))
                .max(String::compareTo)
                .orElse("");
        this.origin = new Origin(bill.file(), asOf);
    }

    static FocusPrices of(FocusBill bill, Currency currency) {
        FocusPrices prices = new FocusPrices(bill, currency);
        bill.rows().forEach(prices::add);
        return prices;
    }

    private void add(FocusRow row) {
        boolean counts = row.category().equalsIgnoreCase("Usage")
                && !row.commitment().equalsIgnoreCase("Unused")
                && row.effective().currency().equals(currency)
                && row.quantity().filter(quantity -> quantity.signum() > 0).isPresent()
                && !row.resource().isEmpty();
        if (!counts) {
            return;
        }
        String unit = row.unit().toLowerCase(Locale.ROOT);
        if (row.service().equalsIgnoreCase("Compute") && HOURS.contains(unit)) {
            sum(nodes, row);
        } else if (GIB_MONTHS.contains(unit)) {
            sum(volumes, row);
        }
    }

    private static void sum(Map<String, Sum> sums, FocusRow row) {
        Sum sum = sums.computeIfAbsent(id(row.resource()), first -> new Sum());
        sum.cost = sum.cost.add(row.effective().amount());
        sum.quantity = sum.quantity.add(row.quantity().orElseThrow());
        sum.committed |= row.committed();
    }

    /** An id as nodes and volumes write it: of an Amazon resource name what follows the last slash. */
    private static String id(String resource) {
        String lower = resource.toLowerCase(Locale.ROOT);
        return lower.startsWith("arn:") ? lower.substring(lower.lastIndexOf('/') + 1) : lower;
    }

    @Override
    public Optional<Found> node(Tree node) {
        return Optional.ofNullable(nodes.get(NodeFacts.id(node, "spec.providerID")))
                .map(sum -> new Found(
                        new Money(sum.each(), currency), Optional.empty(), Match.NODE, sum.committed, origin));
    }

    @Override
    public Optional<Price> volume(Tree volume) {
        String handle = volume.text("spec", "csi", "volumeHandle").orElse("");
        return Optional.ofNullable(volumes.get(id(handle)))
                .map(sum -> new Price(
                        new Money(sum.each().divide(Rate.HOURS_A_MONTH, MathContext.DECIMAL64), currency),
                        Charge.STORAGE.unit(),
                        origin,
                        false));
    }
}
