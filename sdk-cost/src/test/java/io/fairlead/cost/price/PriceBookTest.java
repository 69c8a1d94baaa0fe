package io.fairlead.cost.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.cost.price.NodePrice.Match;
import io.fairlead.cost.price.NodePrice.Purchase;
import io.fairlead.resource.Tree;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PriceBookTest {

    private static final String HEAD =
            "EndTimestamp,InstanceID,Region,AssetClass,InstanceIDField,InstanceType,MarketPriceHourly,Version\n";

    @Test
    void a_price_says_where_it_is_from_and_of_when() {
        PriceBook book = PriceBook.of(
                "2026-11", b -> b.source("contract").asOf("2026-11-01").cpu("0.04"));

        assertThat(book.price(Charge.CPU)).hasToString("$0.04 per vCPU hour (contract, 2026-11-01)");
        assertThat(book.price(Charge.MEMORY))
                .hasToString("$0.004237 per GiB hour (default list, 2024-10, stands in for one not given)");
        assertThat(book).hasToString("prices 2026-11 in USD, over default list");
    }

    @Test
    void a_book_in_another_currency_has_no_defaults_unless_rates_are_given() {
        PriceBook euros = PriceBook.of("eu", b -> b.currency("EUR").cpu("0.03"));

        assertThatThrownBy(() -> euros.price(Charge.GPU))
                .isInstanceOf(MissingPrice.class)
                .hasMessage("Tried to price a gpu, GPU hour by the book eu.\n"
                        + "It has no price for that in EUR, and the list of defaults is in USD.\n"
                        + "Give the price, or let defaults stand in: book.over(PriceBook.defaults().in(rates)).");

        ExchangeRates rates = ExchangeRates.of("EUR", r -> r.rate("USD", "0.5"));
        PriceBook whole = euros.over(PriceBook.defaults().in(rates));
        assertThat(whole.price(Charge.GPU))
                .hasToString("€0.475 per GPU hour (default list, 2024-10, stands in for one not given)");
        assertThat(whole.price(Charge.CPU).amount()).isEqualTo(Money.of("0.03", "EUR"));
        assertThatThrownBy(() -> euros.over(PriceBook.defaults())).isInstanceOf(CurrencyMismatch.class);
    }

    @Test
    void storage_is_priced_by_its_class() {
        PriceBook book = PriceBook.of("s", b -> b.storage("0.0001").storage("fast", "0.0003"));

        assertThat(book.storage("fast").amount()).isEqualTo(Money.usd("0.0003"));
        assertThat(book.storage("slow").amount()).isEqualTo(Money.usd("0.0001"));
    }

    @Test
    void a_node_without_a_price_costs_what_its_size_costs_by_the_list() {
        NodePrice price = PriceBook.defaults().node(node(Map.of()));

        assertThat(price.hourly()).isEqualTo(Money.usd("0.194236"));
        assertThat(price.match()).isEqualTo(Match.LIST);
        assertThat(price.defaulted()).isTrue();
    }

    @Test
    void a_spot_node_costs_the_spot_list() {
        NodePrice price = PriceBook.defaults().node(node(Map.of("karpenter.sh/capacity-type", "spot")));

        assertThat(price.purchase()).isEqualTo(Purchase.SPOT);
        assertThat(price.core()).isEqualTo(Money.usd("0.006655"));
    }

    @Test
    void an_instance_type_and_a_function_price_whole_nodes() {
        Tree node = node(Map.of("node.kubernetes.io/instance-type", "M5.Large"));

        PriceBook typed = PriceBook.of("t", b -> b.instanceType("m5.large", "0.096"));
        assertThat(typed.node(node).hourly()).isEqualTo(Money.usd("0.096"));
        assertThat(typed.node(node).match()).isEqualTo(Match.CLASS);
        PriceBook told = PriceBook.of(
                "f",
                b -> b.nodes("our service", of -> of.text("metadata", "name").map(name -> Money.usd(1))));
        assertThat(told.node(node).hourly()).isEqualTo(Money.usd(1));
        assertThat(told.node(node).origin()).hasToString("our service");
        PriceBook silent = PriceBook.of("n", b -> b.nodes("our service", of -> Optional.empty()));
        assertThat(silent.node(node).match()).isEqualTo(Match.LIST);
    }

    @Test
    void a_zero_cost_node_costs_nothing() {
        PriceBook book = PriceBook.of("z", b -> b.instanceType("free", "0"));

        NodePrice price = book.node(node(Map.of("node.kubernetes.io/instance-type", "free")));

        assertThat(price.hourly().isZero()).isTrue();
        assertThat(price.core().isZero()).isTrue();
        assertThat(price.defaulted()).isFalse();
    }

    @Test
    void a_discount_is_taken_off_cores_and_memory_alone() {
        PriceBook book = PriceBook.of("d", b -> b.cpu("1").memory("1").gpu("1").discount("50%", "0.5"));

        NodePrice price = book.node(node(Map.of()));

        assertThat(price.core()).isEqualTo(Money.usd("0.25"));
        assertThat(price.gpu()).isEqualTo(Money.usd(1));
        assertThat(price.hourly()).isEqualTo(Money.usd(5));
    }

    @Test
    void what_is_no_price_is_refused_at_once() {
        assertThatThrownBy(() -> PriceBook.of("x", b -> b.cpu("-0.1")))
                .hasMessage("\"-0.1\" is no price: a decimal number of 0 or more is expected");
        assertThatThrownBy(() -> PriceBook.of("x", b -> b.cpu("Infinity")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PriceBook.of("x", b -> b.discount("120%", "0")))
                .hasMessage("\"120%\" is no discount: a part is expected, from 0 to 1 or from 0% to 100%");
    }

    @Test
    void all_that_is_wrong_with_a_sheet_is_told_with_its_lines() {
        String sheet = HEAD
                + "2030-01-01,a,,node,metadata.name,,0.1,\n"
                + "2030-01-01,b,,node,metadata.name,,NaN,\n"
                + "2030-01-01,A,,node,metadata.name,,0.2,\n"
                + "2030-01-01,,,disk,metadata.name,,-1,\n";

        assertThatThrownBy(() -> PriceBook.csv("prices.csv", sheet, "USD"))
                .isInstanceOf(BadPrices.class)
                .hasMessage("Tried to read prices from prices.csv.\n"
                        + "Problems: line 3, MarketPriceHourly: \"NaN\" is no price: a decimal number of 0 or more is expected;"
                        + " line 5, AssetClass: \"disk\" is none of node, pv, gpu;"
                        + " line 5, InstanceID: it is empty;"
                        + " line 5, MarketPriceHourly: \"-1\" is no price: a decimal number of 0 or more is expected;"
                        + " line 4, InstanceID: line 2 has a price for a already.\n"
                        + "Mend the file; no price of it was used.");
        assertThatThrownBy(() -> PriceBook.csv("prices.csv", "a,b\n1,2\n", "USD"))
                .hasMessageContaining(
                        "line 1: it lacks the columns InstanceID, AssetClass, InstanceIDField, MarketPriceHourly");
        assertThatThrownBy(() -> PriceBook.csv("prices.csv", "", "USD")).hasMessageContaining("it is empty");
        assertThatThrownBy(() -> PriceBook.csv("prices.csv", HEAD, "XXXX"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void json_has_the_keys_of_custom_pricing() {
        PriceBook book = PriceBook.json("our.json", """
                {"provider": "custom", "CPU": "0.05", "RAM": 0.01, "spotCPU": "0.02", "currencyCode": "EUR", "asOf": "2026-11",
                 "discount": "10%", "nodes": {"m5.large": "0.09"}, "storageClasses": {"fast": "0.0002"}, "sharedOverhead": "12"}
                """);

        assertThat(book.price(Charge.CPU)).hasToString("€0.05 per vCPU hour (our.json, 2026-11)");
        assertThat(book.spot(Charge.CPU).amount()).isEqualTo(Money.of("0.02", "EUR"));
        assertThat(book.spot(Charge.MEMORY).amount()).isEqualTo(Money.of("0.01", "EUR"));
        assertThat(book.storage("fast").amount()).isEqualTo(Money.of("0.0002", "EUR"));
        assertThat(book.notes()).containsExactly("the key sharedOverhead was not understood");
        assertThatThrownBy(() -> PriceBook.json("our.json", "{\"CPU\": \"cheap\", \"nodes\": 3}"))
                .hasMessage("Tried to read prices from our.json.\n"
                        + "Problems: CPU: \"cheap\" is no price: a decimal number of 0 or more is expected;"
                        + " nodes: an object of names and prices is expected.\n"
                        + "Mend the file; no price of it was used.");
        assertThatThrownBy(() -> PriceBook.json("our.json", "[1]")).hasMessageContaining("it is no JSON object");
    }

    @Test
    void parts_add_up_to_the_nodes_price() {
        PriceBook book = PriceBook.of("t", b -> b.instanceType("m", "0.7"));

        NodePrice price = book.node(node(Map.of("node.kubernetes.io/instance-type", "m")));

        Money parts = price.core().times(4).plus(price.gib().times(16));
        assertThat(parts.minus(price.hourly()).amount().abs()).isLessThan(new BigDecimal("1e-15"));
    }

    static Tree node(Map<String, Object> labels) {
        Map<String, Object> capacity = new LinkedHashMap<>();
        capacity.put("cpu", "4");
        capacity.put("memory", "16Gi");
        return Tree.of(
                Map.of("metadata", Map.of("name", "node-1", "labels", labels), "status", Map.of("capacity", capacity)));
    }
}
