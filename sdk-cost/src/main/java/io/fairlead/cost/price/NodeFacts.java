package io.fairlead.cost.price;

import io.fairlead.cost.price.NodePrice.Purchase;
import io.fairlead.placement.Quantities;
import io.fairlead.resource.Tree;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a Node says about itself that prices depend on: its ids, region, type, size, and how it was bought. */
final class NodeFacts {

    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);
    private static final List<String> GPUS = List.of("nvidia.com/gpu", "amd.com/gpu");
    private static final List<String> REGIONS =
            List.of("topology.kubernetes.io/region", "failure-domain.beta.kubernetes.io/region");
    private static final List<String> TYPES =
            List.of("node.kubernetes.io/instance-type", "beta.kubernetes.io/instance-type");
    private static final Map<String, String> SPOT = Map.of(
            "karpenter.sh/capacity-type", "spot",
            "eks.amazonaws.com/capacityType", "spot",
            "cloud.google.com/gke-spot", "true",
            "cloud.google.com/gke-preemptible", "true",
            "kubernetes.azure.com/scalesetpriority", "spot",
            "node.kubernetes.io/lifecycle", "spot");

    private NodeFacts() {}

    /**
     * The text of an object that identifies it in a sheet of prices, in lower case; empty where it has none.
     *
     * @param field {@code spec.providerID}, {@code spec.storageClassName}, {@code metadata.name}, {@code metadata.labels.KEY},
     *     {@code metadata.annotations.KEY}
     */
    static String id(Tree object, String field) {
        String text;
        if (field.startsWith("metadata.labels.")) {
            text = label(object, field.substring("metadata.labels.".length()));
        } else if (field.startsWith("metadata.annotations.")) {
            text = object.text("metadata", "annotations", field.substring("metadata.annotations.".length()))
                    .orElse("");
        } else {
            text = object.text(field.split("\\.")).orElse("");
        }
        return (field.equals("spec.providerID") ? withoutCloud(text) : text).toLowerCase(Locale.ROOT);
    }

    /** A provider id as bills and sheets write it: of AWS the instance alone, of Azure the path. */
    private static String withoutCloud(String providerId) {
        if (providerId.startsWith("aws:///")) {
            return providerId.substring(providerId.lastIndexOf('/') + 1);
        }
        return providerId.startsWith("azure://") ? providerId.substring("azure://".length()) : providerId;
    }

    static String label(Tree object, String key) {
        return object.text("metadata", "labels", key).orElse("");
    }

    static String region(Tree object) {
        return firstLabel(object, REGIONS).toLowerCase(Locale.ROOT);
    }

    static String instanceType(Tree node) {
        return firstLabel(node, TYPES).toLowerCase(Locale.ROOT);
    }

    private static String firstLabel(Tree object, List<String> keys) {
        return keys.stream()
                .map(key -> label(object, key))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    static Purchase purchase(Tree node) {
        return SPOT.entrySet().stream().anyMatch(mark -> mark.getValue().equalsIgnoreCase(label(node, mark.getKey())))
                ? Purchase.SPOT
                : Purchase.ON_DEMAND;
    }

    static NodeSplit.Size size(Tree node) {
        BigDecimal gpus = GPUS.stream().map(name -> capacity(node, name)).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new NodeSplit.Size(
                capacity(node, "cpu"), capacity(node, "memory").divide(GIB, MathContext.DECIMAL64), gpus);
    }

    static BigDecimal capacity(Tree node, String resource) {
        return Quantities.exact(node.at("status", "capacity", resource).value().orElse(null));
    }
}
