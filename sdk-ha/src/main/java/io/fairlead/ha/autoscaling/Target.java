package io.fairlead.ha.autoscaling;

import io.fairlead.placement.Quantities;
import io.fairlead.resource.Ref;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One metric that an autoscaler looks at, and where it shall be.
 *
 * @param source {@code Resource}, {@code ContainerResource}, {@code Pods}, {@code Object} or {@code External}
 * @param metric the resource's or metric's name
 * @param container the container, of a {@code ContainerResource}
 * @param object the object, of an {@code Object} metric
 * @param type {@code Utilization}, {@code AverageValue} or {@code Value}
 * @param goal a percentage of the requests, or a quantity
 */
record Target(
        String source, String metric, Optional<String> container, Optional<Ref> object, String type, String goal) {

    static Target utilization(String resource, Optional<String> container, int percent) {
        if (percent < 1) {
            throw new IllegalArgumentException(
                    "a target for " + resource + " is 1 per cent of the requests or more, got " + percent);
        }
        return new Target(
                container.isPresent() ? "ContainerResource" : "Resource",
                named(resource, "a resource"),
                container.map(name -> named(name, "a container")),
                Optional.empty(),
                "Utilization",
                Integer.toString(percent));
    }

    static Target average(String source, String metric, String quantity) {
        return new Target(
                source,
                named(metric, "a metric"),
                Optional.empty(),
                Optional.empty(),
                "AverageValue",
                positive(metric, quantity));
    }

    static Target value(String source, String metric, Optional<Ref> object, String quantity) {
        return new Target(
                source, named(metric, "a metric"), Optional.empty(), object, "Value", positive(metric, quantity));
    }

    private static String named(String name, String what) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(what + " has a name");
        }
        return name;
    }

    private static String positive(String metric, String quantity) {
        BigDecimal amount;
        try {
            amount = Quantities.exact(quantity);
        } catch (RuntimeException notAQuantity) {
            throw new IllegalArgumentException(
                    "a target for " + metric + " is a quantity such as 500m or 2Gi, got \"" + quantity + "\"",
                    notAQuantity);
        }
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("a target for " + metric + " is more than nothing, got " + quantity);
        }
        return quantity;
    }

    /** Whether it is measured without pods, so that it can wake a workload of none. */
    boolean needsNoPods() {
        return source.equals("Object") || source.equals("External");
    }

    /** Whether it is a share of what the pods request. */
    boolean isOfRequests() {
        return type.equals("Utilization");
    }

    int percent() {
        return Integer.parseInt(goal);
    }

    /** The quantity in thousandths. */
    long milli() {
        return Quantities.milli(goal);
    }

    /** As the API takes it. */
    Map<String, Object> tree() {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("type", type);
        switch (type) {
            case "Utilization" -> target.put("averageUtilization", percent());
            case "AverageValue" -> target.put("averageValue", goal);
            default -> target.put("value", goal);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        if (source.endsWith("Resource")) {
            body.put("name", metric);
            container.ifPresent(name -> body.put("container", name));
        } else {
            body.put("metric", Map.of("name", metric));
            object.ifPresent(ref -> body.put("describedObject", reference(ref)));
        }
        body.put("target", target);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", source);
        tree.put(Character.toLowerCase(source.charAt(0)) + source.substring(1), body);
        return tree;
    }

    /** A reference by kind and name, as autoscaling/v2 writes it. */
    static Map<String, Object> reference(Ref ref) {
        Map<String, Object> reference = new LinkedHashMap<>();
        reference.put("apiVersion", ref.kind().apiVersion());
        reference.put("kind", ref.kind().name());
        reference.put("name", ref.name());
        return reference;
    }

    @Override
    public String toString() {
        return metric
                + container.map(name -> " of container " + name).orElse("")
                + object.map(ref -> " of " + ref).orElse("")
                + " at "
                + goal
                + (isOfRequests() ? " % of the requests" : type.equals("AverageValue") ? " a pod" : "");
    }
}
