package io.fairlead.cost.price;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads a book of prices from JSON: the keys of OpenCost's custom pricing, and {@code nodes} and {@code storageClasses} beside them. */
final class PriceJson {

    private static final Map<String, Charge> LIST = Map.of(
            "CPU", Charge.CPU,
            "RAM", Charge.MEMORY,
            "GPU", Charge.GPU,
            "storage", Charge.STORAGE,
            "zoneNetworkEgress", Charge.EGRESS_ZONE,
            "regionNetworkEgress", Charge.EGRESS_REGION,
            "internetNetworkEgress", Charge.EGRESS_INTERNET,
            "defaultLBPrice", Charge.LOAD_BALANCER,
            "clusterManagementCost", Charge.CLUSTER);
    private static final Map<String, Charge> SPOT =
            Map.of("spotCPU", Charge.CPU, "spotRAM", Charge.MEMORY, "spotGPU", Charge.GPU);
    private static final Set<String> WORDS =
            Set.of("provider", "description", "currencyCode", "asOf", "discount", "negotiatedDiscount");

    private final List<Problem> problems = new ArrayList<>();
    private final PriceBookSpec spec;

    private PriceJson(String file) {
        this.spec = new PriceBookSpec(file);
    }

    static PriceBookSpec read(String file, String text) {
        PriceJson reading = new PriceJson(file);
        reading.read(parsed(file, text));
        if (!reading.problems.isEmpty()) {
            throw new BadPrices(file, reading.problems);
        }
        return reading.spec;
    }

    private static Map<String, Object> parsed(String file, String text) {
        try {
            Map<?, ?> read = Serialization.unmarshal(text, Map.class);
            if (read != null) {
                Map<String, Object> tree = new LinkedHashMap<>();
                read.forEach((key, value) -> tree.put(String.valueOf(key), value));
                return tree;
            }
        } catch (RuntimeException e) {
            // Told below: the parser's own words name its types.
        }
        throw new BadPrices(file, List.of(new Problem(0, "", "it is no JSON object", false)));
    }

    private void read(Map<String, Object> tree) {
        tree.forEach((key, value) -> {
            if (LIST.containsKey(key)) {
                guarded(key, () -> spec.put(LIST.get(key), String.valueOf(value)));
            } else if (SPOT.containsKey(key)) {
                guarded(key, () -> spec.spot(SPOT.get(key), String.valueOf(value)));
            } else if (key.equals("nodes")) {
                each(key, value, spec::instanceType);
            } else if (key.equals("storageClasses")) {
                each(key, value, spec::storage);
            } else if (!WORDS.contains(key)) {
                spec.note("the key " + key + " was not understood");
            }
        });
        word(tree, "currencyCode", spec::currency);
        word(tree, "asOf", spec::asOf);
        if (tree.containsKey("discount") || tree.containsKey("negotiatedDiscount")) {
            guarded(
                    "discount",
                    () -> spec.discount(
                            String.valueOf(tree.getOrDefault("discount", "0")),
                            String.valueOf(tree.getOrDefault("negotiatedDiscount", "0"))));
        }
    }

    private void word(Map<String, Object> tree, String key, Consumer<String> use) {
        if (tree.get(key) instanceof String text && !text.isBlank()) {
            guarded(key, () -> use.accept(text));
        }
    }

    private void each(String key, Object value, java.util.function.BiConsumer<String, String> use) {
        if (value instanceof Map<?, ?> prices) {
            prices.forEach((name, price) ->
                    guarded(key + "." + name, () -> use.accept(String.valueOf(name), String.valueOf(price))));
        } else {
            problems.add(new Problem(0, key, "an object of names and prices is expected", false));
        }
    }

    private void guarded(String key, Runnable use) {
        try {
            use.run();
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(0, key, String.valueOf(e.getMessage()), false));
        }
    }
}
