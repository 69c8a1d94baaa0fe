package io.fairlead.placement;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;

/**
 * Amounts of named resources: {@code cpu} in millicores, every other resource in whole units (bytes for memory).
 *
 * <p>An absent resource counts as zero. Immutable.
 */
public final class ResourceAmounts {
    /** The name of the processor resource, counted in millicores. */
    public static final String CPU = "cpu";
    /** The name of the memory resource, counted in bytes. */
    public static final String MEMORY = "memory";
    /** The name of the resource that limits how many pods a node takes. */
    public static final String PODS = "pods";
    /** Nothing of anything. */
    public static final ResourceAmounts NONE = new ResourceAmounts(new TreeMap<>());

    private final Map<String, Long> amounts;

    private ResourceAmounts(SortedMap<String, Long> amounts) {
        this.amounts = Collections.unmodifiableMap(amounts);
    }

    /**
     * Reads a {@code ResourceList} of a JSON tree, such as {@code resources.requests} or {@code status.allocatable}.
     *
     * @throws IllegalArgumentException if a value is no quantity
     */
    public static ResourceAmounts of(Map<String, Object> resourceList) {
        if (resourceList.isEmpty()) {
            return NONE;
        }
        var read = new TreeMap<String, Long>();
        resourceList.forEach((name, quantity) ->
                read.put(name, CPU.equals(name) ? Quantities.milli(quantity) : Quantities.units(quantity)));
        return new ResourceAmounts(read);
    }

    /** How much of the named resource: millicores for {@code cpu}, units for all others. */
    public long get(String name) {
        return amounts.getOrDefault(name, 0L);
    }

    /** Whether the named resource is listed, be it with zero. */
    public boolean has(String name) {
        return amounts.containsKey(name);
    }

    /** All amounts by name, in the order of the names. */
    public Map<String, Long> asMap() {
        return amounts;
    }

    /** The sum, resource by resource. */
    public ResourceAmounts plus(ResourceAmounts other) {
        return combined(other, Long::sum);
    }

    /** What is left when the other amounts are taken away; may be negative. */
    public ResourceAmounts minus(ResourceAmounts other) {
        return combined(other, (mine, theirs) -> mine - theirs);
    }

    /** The larger of both, resource by resource. */
    public ResourceAmounts max(ResourceAmounts other) {
        return combined(other, Math::max);
    }

    /** These amounts, with those of the other replacing the ones of the same name. */
    public ResourceAmounts overriddenBy(ResourceAmounts other) {
        var joined = new TreeMap<>(amounts);
        joined.putAll(other.amounts);
        return new ResourceAmounts(joined);
    }

    private ResourceAmounts combined(ResourceAmounts other, LongBinaryOperator operator) {
        var joined = new TreeMap<>(amounts);
        other.amounts.forEach((name, amount) -> joined.put(name, operator.applyAsLong(get(name), amount)));
        return new ResourceAmounts(joined);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceAmounts that && amounts.equals(that.amounts);
    }

    @Override
    public int hashCode() {
        return amounts.hashCode();
    }

    @Override
    public String toString() {
        return amounts.toString();
    }
}
