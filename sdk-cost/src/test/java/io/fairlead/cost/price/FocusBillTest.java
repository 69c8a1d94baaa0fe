package io.fairlead.cost.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cost.price.NodePrice.Match;
import io.fairlead.cost.price.NodePrice.Purchase;
import io.fairlead.resource.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FocusBillTest {

    private static final String HEAD =
            "BilledCost,EffectiveCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,PricingCategory,"
                    + "ServiceCategory,ResourceId,ConsumedQuantity,ConsumedUnit,CommitmentDiscountStatus\n";

    private static final String HOUR = "2026-11-01T00:00:00Z,2026-11-01T01:00:00Z,";

    @Test
    void a_node_costs_what_the_bill_says_of_an_hour() {
        FocusBill bill = FocusBill.read(
                "bill.csv",
                HEAD
                        + "0.10,0.10,USD," + HOUR + "Usage,Standard,Compute,arn:aws:ec2:x:1:instance/i-0A,1,Hours,\n"
                        + "0.30,0.30,USD," + HOUR + "Usage,Standard,Compute,arn:aws:ec2:x:1:instance/i-0A,3,Hours,\n"
                        + "0.00,0.04,USD," + HOUR + "Usage,Committed,Compute,i-0b,1,Hours,Used\n"
                        + "7.30,7.30,USD," + HOUR + "Usage,Standard,Storage,vol-1,100,GB-Mo,\n",
                "");

        PriceBook book = PriceBook.focus(bill, "USD");

        assertThat(bill.problems()).isEmpty();
        assertThat(bill).hasToString("bill bill.csv, FOCUS 1.0: 4 charges, 0 lines left out, billed $7.70");
        NodePrice first = book.node(node("aws:///eu-1a/i-0a"));
        assertThat(first.hourly()).isEqualTo(Money.usd("0.1"));
        assertThat(first.match()).isEqualTo(Match.NODE);
        assertThat(first.origin()).hasToString("bill.csv, 2026-11-01");
        NodePrice second = book.node(node("aws:///eu-1a/i-0b"));
        assertThat(second.hourly()).isEqualTo(Money.usd("0.04"));
        assertThat(second.purchase()).isEqualTo(Purchase.COMMITTED);
        Tree volume = Tree.of(Map.of("spec", Map.of("csi", Map.of("volumeHandle", "vol-1"))));
        assertThat(book.volume(volume).amount()).isEqualTo(Money.usd("0.0001"));
        assertThat(book.node(node("aws:///eu-1a/i-0c")).defaulted()).isTrue();
    }

    @Test
    void every_line_is_read_or_named() {
        FocusBill bill = FocusBill.read(
                "bill.csv",
                HEAD.replace("\n", ",Id\n")
                        + "\"$10,000.00 \",1,USD,4/1/25,5/1/25,Purchase,,,,,,,9\n"
                        + "1,1,USD,2026-11-01 00:00:00,2026-11-01T30:00:00Z,Usage,,,,,,,9\n"
                        + "cheap,1,USD," + HOUR + "Usage,,,,,,,9\n"
                        + "1,1,NULL," + HOUR + "Usage,,,,,,,9\n"
                        + "1,1,XXQ," + HOUR + "Usage,,,,,,,9\n"
                        + ",,USD," + HOUR + "Usage,,,,,,,9\n"
                        + "\n"
                        + "0.5,0,USD," + HOUR + "Usage,,,,,,,9\n"
                        + "-2,-2,EUR,2026-11-01,2026-11-02,Credit,,,,,,\n",
                "");

        assertThat(bill.problems().stream().map(Problem::toString))
                .containsExactly(
                        "line 1, Id: is no column of FOCUS 1.0 to 1.2; it was not read",
                        "line 2, BilledCost: has a sign of a currency, or commas; the number was read",
                        "line 2, ChargePeriodStart: was read as month/day/year, in UTC",
                        "line 2, ChargePeriodEnd: was read as month/day/year, in UTC",
                        "line 3, ChargePeriodStart: has no zone; UTC was read",
                        "line 3, ChargePeriodEnd: \"2026-11-01T30:00:00Z\" is no time (the line is left out)",
                        "line 4, BilledCost: \"cheap\" is no amount (the line is left out)",
                        "line 5, BillingCurrency: is not said (the line is left out)",
                        "line 6, BillingCurrency: \"XXQ\" is no currency (the line is left out)",
                        "line 7: has no cost (the line is left out)",
                        "line 9, EffectiveCost: is a whole number where BilledCost is not; BilledCost was read",
                        "line 10: has 12 fields where the first line has 13",
                        "line 10, ChargePeriodStart: has no time; the day's beginning was read, in UTC",
                        "line 10, ChargePeriodEnd: has no time; the day's beginning was read, in UTC");
        assertThat(bill.leftOut()).isEqualTo(5);
        assertThat(bill.rows()).hasSize(3);
        assertThat(bill.billed())
                .containsExactly(Map.entry("EUR", Money.of("-2", "EUR")), Map.entry("USD", Money.usd("10000.5")));
        assertThat(bill.rows().get(1).effective()).isEqualTo(Money.usd("0.5"));
    }

    @Test
    void two_equal_lines_are_two_charges() {
        String line = "1,1,USD," + HOUR + "Usage,,,,,,\n";

        assertThat(FocusBill.read("bill.csv", HEAD + line + line, "").billed()).containsEntry("USD", Money.usd(2));
    }

    @Test
    void the_published_sample_is_read_line_by_line() {
        FocusBill bill = FocusBill.read(Oracles.folder("focus").resolve("focus_sample.csv"));

        assertThat(bill.form()).isEqualTo("1.0");
        assertThat(bill.rows().size() + bill.leftOut()).isEqualTo(1000);
        assertThat(bill.leftOut()).isZero();
        assertThat(bill.problems())
                .contains(new Problem(1, "Id", "is no column of FOCUS 1.0 to 1.2; it was not read", false))
                .contains(new Problem(2, "ChargePeriodStart", "has no zone; UTC was read", false));
    }

    @Test
    void the_published_examples_are_read_or_named_line_by_line() throws IOException {
        Path folder = Oracles.folder("focus").resolve("spec");
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> bills = files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
            for (Path file : bills) {
                FocusBill bill = FocusBill.read(String.valueOf(file.getFileName()), Oracles.read(file), "USD");
                long lines = Oracles.read(file)
                                .lines()
                                .filter(line -> !line.isBlank())
                                .count()
                        - 1;

                assertThat(bill.rows().size() + bill.leftOut())
                        .as(file.toString())
                        .isEqualTo(lines);
            }
            assertThat(bills).hasSize(26);
        }
    }

    private static Tree node(String providerId) {
        return Tree.of(Map.of(
                "metadata", Map.of("name", "node-1"),
                "spec", Map.of("providerID", providerId),
                "status", Map.of("capacity", Map.of("cpu", "4", "memory", "16Gi"))));
    }
}
