package io.fairlead.cost;

import io.fairlead.cost.price.Charge;
import io.fairlead.cost.price.Money;
import io.fairlead.cost.price.Price;
import io.fairlead.cost.price.PriceBook;
import io.fairlead.placement.NodeAffinity;
import io.fairlead.placement.ResourceAmounts;
import io.fairlead.placement.Taints;
import io.fairlead.resource.Tree;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a core, a GiB and an accelerator cost a pod: the mean of the nodes that would take it, by their room, as nobody knows on which of them it
 * will be.
 */
final class PodRates {

    private static final List<String> GPUS = List.of("nvidia.com/gpu", "amd.com/gpu");

    private final Ground ground;
    private final PriceBook prices;
    private final Notes notes;
    private final Map<List<Object>, Rates> known = new HashMap<>();

    /** What each of them costs an hour. */
    record Rates(Money core, Money gib, Money gpu) {}

    PodRates(Ground ground, PriceBook prices, Notes notes) {
        this.ground = ground;
        this.prices = prices;
        this.notes = notes;
    }

    /** How many accelerators are asked for. */
    static long gpus(ResourceAmounts requests) {
        return GPUS.stream().mapToLong(requests::get).sum();
    }

    Rates of(Map<String, Object> spec) {
        Tree tree = Tree.of(spec);
        List<Object> key = List.of(
                tree.at("nodeSelector").toMap(),
                tree.at("affinity", "nodeAffinity").toMap(),
                tree.trees("tolerations").stream().map(Tree::toMap).toList());
        return known.computeIfAbsent(key, first -> rates(spec));
    }

    private Rates rates(Map<String, Object> spec) {
        List<Ground.PricedNode> taking =
                ground.nodes().stream().filter(node -> takes(node, spec)).toList();
        if (taking.isEmpty()) {
            notes.assume(
                    ground.nodes().isEmpty()
                            ? "no node is there, so cores and memory cost what the list says"
                            : "of some pods no node takes any now, so their cores and memory cost what the list says");
        }
        return new Rates(
                mean(taking, ResourceAmounts.CPU, node -> node.price().core()).orElseGet(() -> listed(Charge.CPU)),
                mean(taking, ResourceAmounts.MEMORY, node -> node.price().gib()).orElseGet(() -> listed(Charge.MEMORY)),
                GPUS.stream()
                        .flatMap(gpu -> mean(taking, gpu, node -> node.price().gpu()).stream())
                        .findFirst()
                        .orElseGet(() -> prices.price(Charge.GPU).amount()));
    }

    static boolean takes(Ground.PricedNode node, Map<String, Object> spec) {
        Tree tree = Tree.of(spec);
        List<Map<String, Object>> tolerations =
                tree.trees("tolerations").stream().map(Tree::toMap).toList();
        return NodeAffinity.admits(spec, node.name(), node.labels())
                && Taints.untolerated(node.taints(), tolerations, Taints.REPELLING)
                        .isEmpty();
    }

    private Money listed(Charge charge) {
        Price price = prices.price(charge);
        if (price.defaulted()) {
            notes.defaulted(
                    charge == Charge.CPU ? "cores" : "memory", price.origin().toString());
        }
        return price.amount();
    }

    private static Optional<Money> mean(
            List<Ground.PricedNode> nodes, String resource, Function<Ground.PricedNode, Money> price) {
        long room = nodes.stream().mapToLong(node -> node.room().get(resource)).sum();
        if (room == 0) {
            return Optional.empty();
        }
        List<Money> different = nodes.stream()
                .filter(node -> node.room().get(resource) > 0)
                .map(price)
                .distinct()
                .toList();
        if (different.size() == 1) {
            return Optional.of(different.get(0));
        }
        BigDecimal sum = nodes.stream()
                .map(node -> price.apply(node)
                        .amount()
                        .multiply(BigDecimal.valueOf(node.room().get(resource))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return Optional.of(new Money(
                sum.divide(BigDecimal.valueOf(room), MathContext.DECIMAL64),
                different.get(0).currency()));
    }
}
