package io.fairlead.cost;

import io.fairlead.cost.price.Charge;
import io.fairlead.cost.price.NodePrice;
import io.fairlead.cost.price.PriceBook;
import io.fairlead.failure.FairleadException;
import io.fairlead.placement.ResourceAmounts;
import io.fairlead.plan.Surroundings;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cluster that a plan is priced in, each list read once and only when it is needed; what may not be read is noted as unknown. */
final class Ground {

    static final Kind NODE = Kind.of("v1", "Node");
    static final Kind LIMIT_RANGE = Kind.of("v1", "LimitRange");
    static final Kind AUTOSCALER = Kind.of("autoscaling/v2", "HorizontalPodAutoscaler");
    static final Kind STORAGE_CLASS = Kind.of("storage.k8s.io/v1", "StorageClass");
    private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

    private final Surroundings cluster;
    private final PriceBook prices;
    private final Notes notes;
    private final Map<String, List<Tree>> lists = new HashMap<>();
    private @Nullable List<PricedNode> nodes;

    /** A node with its price. */
    record PricedNode(
            String name,
            Map<String, Object> labels,
            List<Map<String, Object>> taints,
            ResourceAmounts room,
            NodePrice price) {}

    Ground(Surroundings cluster, PriceBook prices, Notes notes) {
        this.cluster = cluster;
        this.prices = prices;
        this.notes = notes;
    }

    List<PricedNode> nodes() {
        List<PricedNode> known = nodes;
        if (known == null) {
            known = new ArrayList<>();
            for (Tree node : list(NODE, "", "")) {
                known.add(priced(node));
            }
            long without =
                    known.stream().filter(node -> node.price().defaulted()).count();
            boolean listed = prices.price(Charge.CPU).defaulted()
                    || prices.price(Charge.MEMORY).defaulted();
            if (without > 0 && listed) {
                notes.defaulted(
                        "cores and memory of " + without + " of " + known.size() + " nodes",
                        PriceBook.defaults().price(Charge.CPU).origin().toString());
            }
            nodes = known;
        }
        return known;
    }

    private PricedNode priced(Tree node) {
        return new PricedNode(
                node.text("metadata", "name").orElse(""),
                node.at("metadata", "labels").toMap(),
                node.trees("spec", "taints").stream().map(Tree::toMap).toList(),
                ResourceAmounts.of(node.at("status", "allocatable").toMap()),
                prices.node(node));
    }

    List<Tree> limitRanges(String namespace) {
        return list(LIMIT_RANGE, namespace, "");
    }

    List<Tree> autoscalers(String namespace) {
        return list(AUTOSCALER, namespace, "");
    }

    /** The storage class of claims that name none. */
    String defaultClass() {
        return list(STORAGE_CLASS, "", "").stream()
                .filter(one -> one.text("metadata", "annotations", DEFAULT_CLASS)
                        .filter("true"::equals)
                        .isPresent())
                .flatMap(one -> one.text("metadata", "name").stream())
                .findFirst()
                .orElse("");
    }

    List<Tree> list(Kind kind, String namespace, String labels) {
        return lists.computeIfAbsent(kind + " " + namespace + " " + labels, key -> read(kind, namespace, labels));
    }

    private List<Tree> read(Kind kind, String namespace, String labels) {
        try {
            return cluster.list(kind, namespace, labels);
        } catch (FairleadException e) {
            notes.unknown("each " + kind.name() + (namespace.isEmpty() ? "" : " of " + namespace)
                    + " could not be read: " + e.happened());
            return List.of();
        }
    }

    Optional<Tree> find(Ref ref) {
        try {
            return cluster.find(ref);
        } catch (FairleadException e) {
            notes.unknown(ref + " could not be read: " + e.happened());
            return Optional.empty();
        }
    }
}
