package io.fairlead.cost.price;

import io.fairlead.cost.price.NodePrice.Match;
import io.fairlead.cost.price.NodePrice.Purchase;
import io.fairlead.resource.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What things cost, each price with its source and its day.
 *
 * <pre>{@code
 * var book = PriceBook.of("2026-11", b -> b.cpu("0.04").memory("0.005").storage("fast", "0.00023"));
 * }</pre>
 *
 * <p>From prices that are told ({@link #of}), a sheet in OpenCost's columns ({@link #csv}), its JSON ({@link #json}), a FOCUS bill
 * ({@link #focus}), or laid one over the other ({@link #over}). What a book in dollars does not say, the list of defaults says in its place,
 * and every answer that used it tells so; a book in another currency refuses. An hour is the unit of time; a month has 730. Immutable.
 */
public final class PriceBook {

    private static final PriceBook DEFAULTS = new PriceBook(DefaultPrices.spec(), List.of(), null);

    private final String version;
    private final Currency currency;
    private final Map<Charge, Price> list;
    private final Map<Charge, Price> spot;
    private final Map<String, Price> classes;
    private final Optional<Discount> discount;
    private final List<String> notes;
    private final List<PriceSource> sources;
    private final @Nullable PriceBook below;

    private PriceBook(PriceBookSpec spec, List<PriceSource> more, @Nullable PriceBook below) {
        this.version = spec.version();
        this.currency = spec.currency();
        this.list = new EnumMap<>(spec.list());
        this.spot = new EnumMap<>(spec.spot());
        this.classes = new TreeMap<>(spec.classes());
        this.discount = spec.discount();
        this.notes = spec.notes();
        this.sources = new ArrayList<>(spec.sources());
        this.sources.addAll(more);
        this.below = below;
    }

    private PriceBook(PriceBook of, @Nullable PriceBook below) {
        this.version = of.version;
        this.currency = of.currency;
        this.list = of.list;
        this.spot = of.spot;
        this.classes = of.classes;
        this.discount = of.discount;
        this.notes = of.notes;
        this.sources = of.sources;
        this.below = below;
    }

    private PriceBook(PriceBook of, ExchangeRates rates) {
        this.version = of.version;
        this.currency = rates.target();
        this.list = converted(of.list, rates);
        this.spot = converted(of.spot, rates);
        this.classes = new TreeMap<>();
        of.classes.forEach((name, price) -> classes.put(name, converted(price, rates)));
        this.discount = of.discount;
        this.notes = of.notes;
        this.sources = of.sources.stream()
                .<PriceSource>map(source -> new ConvertedSource(source, rates))
                .toList();
        this.below = of.below == null ? null : new PriceBook(of.below, rates);
    }

    private static Map<Charge, Price> converted(Map<Charge, Price> prices, ExchangeRates rates) {
        Map<Charge, Price> converted = new EnumMap<>(Charge.class);
        prices.forEach((charge, price) -> converted.put(charge, converted(price, rates)));
        return converted;
    }

    static Price converted(Price price, ExchangeRates rates) {
        return new Price(rates.convert(price.amount()), price.unit(), price.origin(), price.defaulted());
    }

    /** The built-in list: OpenCost's default prices, in dollars. Stands in for what no book says. */
    public static PriceBook defaults() {
        return DEFAULTS;
    }

    /**
     * A book of prices that are told.
     *
     * @param version what the book is called in answers
     */
    public static PriceBook of(String version, Consumer<PriceBookSpec> prices) {
        PriceBookSpec spec = new PriceBookSpec(version);
        prices.accept(spec);
        return standing(spec, List.of());
    }

    /**
     * A book of a sheet in OpenCost's columns, in dollars.
     *
     * @throws BadPrices when anything is wrong with any of its lines
     */
    public static PriceBook csv(Path sheet) {
        return csv(name(sheet), text(sheet), "USD");
    }

    /** A book of the text of a sheet in OpenCost's columns, its prices in this currency. */
    public static PriceBook csv(String file, String text, String currency) {
        PriceBookSpec spec = new PriceBookSpec(file).currency(currency);
        return standing(spec, List.of(PriceSheet.read(file, text, spec.currency())));
    }

    /**
     * A book of a JSON file with the keys of OpenCost's custom pricing ({@code CPU}, {@code RAM}, {@code spotCPU}, {@code currencyCode} ...),
     * and {@code nodes} and {@code storageClasses} beside them.
     *
     * @throws BadPrices when anything is wrong with any of its keys
     */
    public static PriceBook json(Path file) {
        return json(name(file), text(file));
    }

    /** A book of JSON text. */
    public static PriceBook json(String file, String text) {
        return standing(PriceJson.read(file, text), List.of());
    }

    /** A book of what nodes and volumes really cost by a bill: the effective cost of an hour of each, by its resource id. */
    public static PriceBook focus(FocusBill bill, String currency) {
        PriceBookSpec spec = new PriceBookSpec(bill.file()).currency(currency);
        return standing(spec, List.of(FocusPrices.of(bill, spec.currency())));
    }

    private static PriceBook standing(PriceBookSpec spec, List<PriceSource> sources) {
        boolean dollars = spec.currency().equals(DEFAULTS.currency);
        return new PriceBook(spec, sources, dollars ? DEFAULTS : null);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * This book, and another for what it does not say.
     *
     * @throws CurrencyMismatch when the other is in another currency
     */
    public PriceBook over(PriceBook other) {
        if (!currency.equals(other.currency)) {
            throw new CurrencyMismatch(
                    "lay a book over another: add", Money.zero(currency), Money.zero(other.currency));
        }
        PriceBook under = below;
        return new PriceBook(this, under == null || under == DEFAULTS ? other : under.over(other));
    }

    /** The same prices in another currency, by rates that are given. */
    public PriceBook in(ExchangeRates rates) {
        return new PriceBook(this, rates);
    }

    /** Nothing, in its currency. */
    public Money zero() {
        return Money.zero(currency);
    }

    /** What the book is called in answers. */
    public String version() {
        return version;
    }

    /** The currency of all its prices. */
    public Currency currency() {
        return currency;
    }

    /** What its source says that was not understood, and therefore not used. */
    public List<String> notes() {
        return notes;
    }

    /**
     * The list price of a charge.
     *
     * @throws MissingPrice when neither it nor a book below says one
     */
    public Price price(Charge charge) {
        return lookup(book -> book.list.get(charge)).orElseThrow(() -> new MissingPrice("a " + words(charge), this));
    }

    /** The list price of a charge on a node that is taken away at will; that of others where the book makes no difference. */
    public Price spot(Charge charge) {
        return list.containsKey(charge) && !spot.containsKey(charge)
                ? price(charge)
                : lookup(book -> book.spot.get(charge)).orElseGet(() -> price(charge));
    }

    /** The price of a GiB an hour of a storage class; that of any where the book says none of its own. */
    public Price storage(String storageClass) {
        return lookup(book -> book.classes.get(storageClass)).orElseGet(() -> price(Charge.STORAGE));
    }

    /** The price of a GiB an hour of a PersistentVolume: its own, or that of its class. */
    public Price volume(Tree volume) {
        return lookup(book -> book.sources.stream()
                        .flatMap(source -> source.volume(volume).stream())
                        .findFirst()
                        .orElse(null))
                .orElseGet(() -> storage(volume.text("spec", "storageClassName").orElse("")));
    }

    /** What a node costs: its own price, that of its class, or what its size costs by the list; split into its parts. */
    public NodePrice node(Tree node) {
        Optional<PriceSource.Found> found = lookup(book -> book.sources.stream()
                .flatMap(source -> source.node(node).stream())
                .findFirst()
                .orElse(null));
        NodeSplit.Size size = NodeFacts.size(node);
        Purchase marked = NodeFacts.purchase(node);
        if (found.isEmpty()) {
            return byList(size, marked);
        }
        PriceSource.Found price = found.get();
        NodeSplit.Base base = new NodeSplit.Base(
                price(Charge.CPU).amount().amount(),
                price(Charge.MEMORY).amount().amount(),
                price(Charge.GPU).amount().amount());
        NodeSplit split = NodeSplit.of(
                price.hourly().amount(), size, base, price.gpuEach().map(Money::amount));
        return parts(
                split,
                size,
                price.match(),
                price.committed() ? Purchase.COMMITTED : marked,
                price.origin(),
                price.hourly());
    }

    private NodePrice byList(NodeSplit.Size size, Purchase purchase) {
        boolean cheap = purchase == Purchase.SPOT;
        Price cpu = cheap ? spot(Charge.CPU) : price(Charge.CPU);
        Price memory = cheap ? spot(Charge.MEMORY) : price(Charge.MEMORY);
        Price gpu = cheap ? spot(Charge.GPU) : price(Charge.GPU);
        NodeSplit split = new NodeSplit(
                cpu.amount().amount(), memory.amount().amount(), gpu.amount().amount());
        return parts(split, size, Match.LIST, purchase, cpu.origin(), null);
    }

    private NodePrice parts(
            NodeSplit split,
            NodeSplit.Size size,
            Match match,
            Purchase purchase,
            Price.Origin origin,
            @Nullable Money hourly) {
        Discount taken = discount().orElse(Discount.NONE);
        Money core = new Money(split.core().multiply(taken.left()), currency);
        Money gib = new Money(split.gib().multiply(taken.left()), currency);
        Money gpu = new Money(split.gpu(), currency);
        // The price itself where nothing is taken off: the sum of its parts is the same but for the last of 16 digits.
        Money whole = hourly != null && taken.combined().signum() == 0
                ? hourly
                : core.times(size.cores()).plus(gib.times(size.gib())).plus(gpu.times(size.gpus()));
        return new NodePrice(whole, core, gib, gpu, size.gpus().longValue(), match, purchase, origin);
    }

    private Optional<Discount> discount() {
        return lookup(book -> book.discount.orElse(null));
    }

    private <T> Optional<T> lookup(Lookup<T> lookup) {
        for (PriceBook book = this; book != null; book = book.below) {
            T found = lookup.in(book);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    @FunctionalInterface
    private interface Lookup<T> {
        @Nullable
        T in(PriceBook book);
    }

    private static String words(Charge charge) {
        return charge.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ", " + charge.unit();
    }

    @Override
    public String toString() {
        return "prices " + version + " in " + currency + (below == null ? "" : ", over " + below.version);
    }
}
