package io.fairlead.cost.price;

import io.fairlead.cost.price.NodePrice.Match;
import io.fairlead.cost.price.Price.Origin;
import io.fairlead.resource.Tree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The prices of a book, told one by one; handed to the lambda of {@link PriceBook#of}.
 *
 * <p>Amounts are decimal numbers of 0 or more, an hour; anything else is refused at once.
 */
public final class PriceBookSpec {

    private final String version;
    private final Map<Charge, BigDecimal> list = new EnumMap<>(Charge.class);
    private final Map<Charge, BigDecimal> spot = new EnumMap<>(Charge.class);
    private final Map<String, BigDecimal> classes = new TreeMap<>();
    private final Map<String, BigDecimal> types = new TreeMap<>();
    private final List<NodeFunction> functions = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<Discount> discount = Optional.empty();
    private Currency currency = Currency.getInstance("USD");
    private String source;
    private String asOf = "";
    private boolean standingIn;

    private record NodeFunction(String name, Function<Tree, Optional<Money>> price) {}

    PriceBookSpec(String version) {
        if (version.isBlank()) {
            throw new IllegalArgumentException("a book of prices has a version, such as 2026-11");
        }
        this.version = version;
        this.source = version;
    }

    /** The currency of all its prices, by its code; dollars where it is not said. */
    public PriceBookSpec currency(String code) {
        currency = Money.currency(code);
        return this;
    }

    /** Where the prices come from, for answers; the version where it is not said. */
    public PriceBookSpec source(String name) {
        source = name;
        return this;
    }

    /** The day or month of which the prices are, for answers. */
    public PriceBookSpec asOf(String day) {
        asOf = day;
        return this;
    }

    /** A core an hour. */
    public PriceBookSpec cpu(String price) {
        return put(Charge.CPU, price);
    }

    /** A GiB of memory an hour. */
    public PriceBookSpec memory(String price) {
        return put(Charge.MEMORY, price);
    }

    /** An accelerator an hour. */
    public PriceBookSpec gpu(String price) {
        return put(Charge.GPU, price);
    }

    /** A core and a GiB of memory an hour on nodes that are taken away at will. */
    public PriceBookSpec spot(String cpu, String memory) {
        return spot(Charge.CPU, cpu).spot(Charge.MEMORY, memory);
    }

    /** A charge on nodes that are taken away at will. */
    public PriceBookSpec spot(Charge charge, String price) {
        spot.put(charge, price(price));
        return this;
    }

    /** A GiB of any volume an hour. */
    public PriceBookSpec storage(String price) {
        return put(Charge.STORAGE, price);
    }

    /** A GiB of a volume of this storage class an hour. */
    public PriceBookSpec storage(String storageClass, String price) {
        classes.put(storageClass, price(price));
        return this;
    }

    /** A Service of type LoadBalancer an hour. */
    public PriceBookSpec loadBalancer(String price) {
        return put(Charge.LOAD_BALANCER, price);
    }

    /** A GiB that leaves for another zone, another region, the internet. */
    public PriceBookSpec egress(String zone, String region, String internet) {
        return put(Charge.EGRESS_ZONE, zone).put(Charge.EGRESS_REGION, region).put(Charge.EGRESS_INTERNET, internet);
    }

    /** The cluster itself an hour. */
    public PriceBookSpec clusterFee(String price) {
        return put(Charge.CLUSTER, price);
    }

    /** A charge by its list price. */
    public PriceBookSpec put(Charge charge, String price) {
        list.put(charge, price(price));
        return this;
    }

    /** A whole node of this instance type an hour, in every region. */
    public PriceBookSpec instanceType(String type, String price) {
        types.put(type.toLowerCase(Locale.ROOT), price(price));
        return this;
    }

    /**
     * Whole nodes by a function of yours: from their labels, or a service that you call.
     *
     * @param name what answers call it
     * @param price the price of a node an hour; empty where it knows none
     */
    public PriceBookSpec nodes(String name, Function<Tree, Optional<Money>> price) {
        functions.add(new NodeFunction(name, price));
        return this;
    }

    /** What is taken off cores and memory in general and by negotiation: {@code 30%} or {@code 0.3}. */
    public PriceBookSpec discount(String general, String negotiated) {
        discount = Optional.of(new Discount(part(general), part(negotiated)));
        return this;
    }

    PriceBookSpec standingIn() {
        standingIn = true;
        return this;
    }

    PriceBookSpec note(String text) {
        notes.add(text);
        return this;
    }

    private static BigDecimal price(String text) {
        return Amounts.price(text.trim())
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" " + Amounts.NO_PRICE));
    }

    private static BigDecimal part(String text) {
        return Amounts.part(text.trim())
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is no discount: a part is expected, from 0 to 1 or from 0% to 100%"));
    }

    String version() {
        return version;
    }

    Currency currency() {
        return currency;
    }

    Optional<Discount> discount() {
        return discount;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    Map<Charge, Price> list() {
        return prices(list);
    }

    Map<Charge, Price> spot() {
        return prices(spot);
    }

    Map<String, Price> classes() {
        Map<String, Price> prices = new TreeMap<>();
        classes.forEach((name, amount) -> prices.put(name, price(Charge.STORAGE, amount)));
        return prices;
    }

    List<PriceSource> sources() {
        List<PriceSource> sources = new ArrayList<>();
        functions.forEach(function -> sources.add(node -> function.price()
                .apply(node)
                .map(money -> new PriceSource.Found(
                        money, Optional.empty(), Match.FUNCTION, false, new Origin(function.name(), "")))));
        Map<String, BigDecimal> known = new TreeMap<>(types);
        sources.add(node -> Optional.ofNullable(known.get(NodeFacts.instanceType(node)))
                .map(amount -> new PriceSource.Found(
                        new Money(amount, currency), Optional.empty(), Match.CLASS, false, origin())));
        return sources;
    }

    private Map<Charge, Price> prices(Map<Charge, BigDecimal> amounts) {
        Map<Charge, Price> prices = new EnumMap<>(Charge.class);
        amounts.forEach((charge, amount) -> prices.put(charge, price(charge, amount)));
        return prices;
    }

    private Price price(Charge charge, BigDecimal amount) {
        return new Price(new Money(amount, currency), charge.unit(), origin(), standingIn);
    }

    private Origin origin() {
        return new Origin(source, asOf);
    }
}
