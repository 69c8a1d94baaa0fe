package io.fairlead.cost.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cost.price.NodePrice.Match;
import io.fairlead.resource.Tree;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sheets, splits and discounts of OpenCost's own tests, read from tables beside the checkout. */
@SuppressWarnings("unchecked") // the shape of the tables
class PublishedPricesTest {

    @Test
    void nodes_and_volumes_have_the_published_prices() {
        Path folder = Oracles.folder("pricing");
        List<String> wrong = new ArrayList<>();
        int checked = 0;
        for (String file : List.of("csv_cases.json", "own_csv_cases.json")) {
            for (Map<String, Object> one : Oracles.cases(folder.resolve(file))) {
                checked++;
                check(folder, one).ifPresent(problem -> wrong.add(one.get("id") + ": " + problem));
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(checked).isEqualTo(30);
    }

    private static Optional<String> check(Path folder, Map<String, Object> one) {
        return switch (String.valueOf(one.get("kind"))) {
            case "field" -> field(one);
            case "price" -> price(folder, one);
            default -> sources(folder, one);
        };
    }

    private static Optional<String> field(Map<String, Object> one) {
        Tree node = Tree.of((Map<String, Object>) one.get("object"));
        String id = NodeFacts.id(node, String.valueOf(one.get("field")));
        String found = Boolean.TRUE.equals(one.get("withRegion")) ? NodeFacts.region(node) + "," + id : id;
        return different(found, one.get("expected"));
    }

    private static Optional<String> price(Path folder, Map<String, Object> one) {
        Map<String, Object> expected = (Map<String, Object>) one.get("expected");
        Tree object = Tree.of((Map<String, Object>) one.get("object"));
        if (one.get("sheet") == null) {
            // A sheet that is not there is a failure of whoever reads the file: there is no book then.
            return Optional.empty();
        }
        PriceBook book = book(folder, one);
        boolean volume = "PersistentVolume".equals(object.text("kind").orElse(""));
        boolean missing =
                volume ? book.volume(object).defaulted() : book.node(object).defaulted();
        if (expected.containsKey("missing") || missing) {
            return different(missing, expected.getOrDefault("missing", false));
        }
        BigDecimal found =
                (volume ? book.volume(object).amount() : book.node(object).hourly()).amount();
        BigDecimal wanted = new BigDecimal(String.valueOf(expected.get("hourly")));
        BigDecimal tolerance = new BigDecimal(String.valueOf(one.getOrDefault("tolerance", "0")));
        if (found.subtract(wanted).abs().compareTo(tolerance) > 0) {
            return different(found, wanted);
        }
        return expected.containsKey("gpus")
                ? different(book.node(object).gpus(), ((Number) expected.get("gpus")).longValue())
                : Optional.empty();
    }

    private static Optional<String> sources(Path folder, Map<String, Object> one) {
        PriceBook book = book(folder, one);
        Map<String, Object> expected = (Map<String, Object>) one.get("expected");
        List<Match> matches = ((List<Map<String, Object>>) one.get("nodes"))
                .stream().map(node -> book.node(Tree.of(node)).match()).toList();
        if (!expected.containsKey("exact")) {
            return Optional.empty();
        }
        return different(
                List.of(count(matches, Match.NODE), count(matches, Match.CLASS), count(matches, Match.LIST)),
                List.of(expected.get("exact"), expected.get("class"), expected.get("default")));
    }

    private static int count(List<Match> matches, Match match) {
        return (int) matches.stream().filter(match::equals).count();
    }

    private static PriceBook book(Path folder, Map<String, Object> one) {
        return PriceBook.csv(folder.resolve(String.valueOf(one.get("sheet"))));
    }

    private static Optional<String> different(Object found, Object wanted) {
        return found.equals(wanted) ? Optional.empty() : Optional.of("found " + found + ", not " + wanted);
    }

    @Test
    void a_nodes_price_is_split_as_published() {
        List<Map<String, Object>> cases =
                Oracles.cases(Oracles.folder("pricing").resolve("node_split.json"));
        List<String> wrong = new ArrayList<>();
        for (Map<String, Object> one : cases) {
            Map<String, Object> base = (Map<String, Object>) one.get("base");
            Map<String, Object> expected = (Map<String, Object>) one.get("expected");
            NodeSplit.Size size =
                    new NodeSplit.Size(number(one, "cpuCores"), number(one, "ramGiB"), number(one, "gpus"));
            NodeSplit split = NodeSplit.of(
                    number(one, "nodePrice"),
                    size,
                    new NodeSplit.Base(number(base, "cpu"), number(base, "ram"), number(base, "gpu")),
                    Optional.ofNullable(one.get("gpuPrice")).map(each -> new BigDecimal(each.toString())));
            boolean same = near(split.core(), number(expected, "cpu"))
                    && near(split.gib(), number(expected, "ram"))
                    && near(split.gpu(), number(expected, "gpu"));
            BigDecimal sum = split.core()
                    .multiply(size.cores())
                    .add(split.gib().multiply(size.gib()))
                    .add(split.gpu().multiply(size.gpus()));
            if (!same || !near(sum, number(one, "nodePrice"))) {
                wrong.add(one.get("id") + ": found " + split);
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(cases).hasSize(201);
    }

    @Test
    void discounts_multiply_as_published() {
        for (Map<String, Object> one : Oracles.cases(Oracles.folder("pricing").resolve("discount.json"))) {
            Discount discount = new Discount(number(one, "discount"), number(one, "negotiated"));

            assertThat(discount.combined())
                    .as(String.valueOf(one.get("id")))
                    .isEqualByComparingTo(number(one, "expected"));
        }
    }

    private static boolean near(BigDecimal found, BigDecimal wanted) {
        return found.subtract(wanted).abs().compareTo(new BigDecimal("1e-6")) <= 0;
    }

    private static BigDecimal number(Map<String, Object> of, String key) {
        return new BigDecimal(String.valueOf(of.get(key)));
    }
}
