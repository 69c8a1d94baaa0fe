package io.fairlead.placement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Kubernetes quantities ({@code 250m}, {@code 1.5Gi}, {@code 1e3}) as whole numbers.
 *
 * <p>Fractions round up, away from what the quantity grants, as {@code resource.Quantity.Value()} and
 * {@code MilliValue()} do (apimachinery, {@code pkg/api/resource/quantity.go}).
 */
public final class Quantities {
    private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final Map<String, BigDecimal> SCALES = Map.ofEntries(
            Map.entry("n", new BigDecimal("1e-9")),
            Map.entry("u", new BigDecimal("1e-6")),
            Map.entry("m", new BigDecimal("1e-3")),
            Map.entry("", BigDecimal.ONE),
            Map.entry("k", new BigDecimal("1e3")),
            Map.entry("M", new BigDecimal("1e6")),
            Map.entry("G", new BigDecimal("1e9")),
            Map.entry("T", new BigDecimal("1e12")),
            Map.entry("P", new BigDecimal("1e15")),
            Map.entry("E", new BigDecimal("1e18")),
            Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
            Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
            Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
            Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
            Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
            Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

    private Quantities() {}

    /**
     * The quantity in whole units, such as bytes or GPUs.
     *
     * @param quantity a string or a number of a JSON tree; {@code null} is zero
     * @throws IllegalArgumentException if it is no quantity
     */
    public static long units(@Nullable Object quantity) {
        return whole(exact(quantity));
    }

    /**
     * The quantity in thousandths, such as millicores.
     *
     * @param quantity a string or a number of a JSON tree; {@code null} is zero
     * @throws IllegalArgumentException if it is no quantity
     */
    public static long milli(@Nullable Object quantity) {
        return whole(exact(quantity).movePointRight(3));
    }

    /**
     * The exact value of the quantity.
     *
     * @param quantity a string or a number of a JSON tree; {@code null} is zero
     * @throws IllegalArgumentException if it is no quantity
     */
    public static BigDecimal exact(@Nullable Object quantity) {
        if (quantity == null) {
            return BigDecimal.ZERO;
        }
        String text = quantity.toString().trim();
        int end = text.length();
        while (end > 0 && !Character.isDigit(text.charAt(end - 1)) && text.charAt(end - 1) != '.') {
            end--;
        }
        BigDecimal scale = SCALES.get(text.substring(end));
        if (scale == null || end == 0) {
            throw new IllegalArgumentException("Not a Kubernetes quantity: \"" + text + "\"");
        }
        try {
            return new BigDecimal(text.substring(0, end)).multiply(scale);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Not a Kubernetes quantity: \"" + text + "\"", e);
        }
    }

    private static long whole(BigDecimal value) {
        return value.setScale(0, RoundingMode.UP).min(MAX).longValue();
    }
}
