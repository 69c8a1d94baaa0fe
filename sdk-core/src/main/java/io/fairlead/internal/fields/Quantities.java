package io.fairlead.internal.fields;

import io.fairlead.resource.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Spells resource quantities as the API server stores them.
 *
 * <p>The server keeps a quantity's suffix family and reduces the number: {@code 1000m} becomes {@code 1}, {@code 1024Mi}
 * becomes {@code 1Gi}, while {@code 1073741824} stays a decimal. A text that the server finds reduced already is kept to the
 * letter, so {@code 1.500} stays {@code 1.500}. Follows {@code ParseQuantity} and {@code CanonicalizeBytes} of
 * apimachinery 0.37.
 */
public final class Quantities {

    private static final Pattern FORM =
            Pattern.compile("([+-]?)([0-9]*)(?:(\\.)([0-9]*))?(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?[0-9]+)?");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final Map<Integer, String> DECIMAL =
            Map.of(-9, "n", -6, "u", -3, "m", 0, "", 3, "k", 6, "M", 9, "G", 12, "T", 15, "P", 18, "E");
    private static final BigInteger TEN = BigInteger.TEN;
    private static final BigInteger KIBI = BigInteger.valueOf(1024);
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private static final Set<String> POD_HOLDERS = Set.of(
            "Pod",
            "PodTemplate",
            "ReplicationController",
            "Deployment",
            "StatefulSet",
            "DaemonSet",
            "ReplicaSet",
            "Job",
            "CronJob",
            "PersistentVolumeClaim");
    private static final Set<String> LIMIT_FIELDS =
            Set.of("max", "min", "default", "defaultRequest", "maxLimitRequestRatio");

    private Quantities() {}

    /** The text that the server stores for this one; empty where this is no quantity, or one that no suffix can say. */
    public static Optional<String> canonical(String text) {
        Matcher form = FORM.matcher(text);
        if (text.equals("0")) {
            return Optional.of(text);
        }
        if (!form.matches()
                || (form.group(2).isEmpty()
                        && (form.group(4) == null || form.group(4).isEmpty()))) {
            return Optional.empty();
        }
        String number = form.group(2).replaceFirst("^0+", "");
        String fraction = form.group(4) == null ? "" : form.group(4);
        String suffix = form.group(5) == null ? "" : form.group(5);
        boolean binary = suffix.endsWith("i");
        boolean scientific = !binary && suffix.length() > 1;
        int exponent = binary ? BINARY.indexOf(suffix) * 10 : scientific ? scientific(suffix) : decimal(suffix);
        if (Math.abs((long) exponent) > 100) {
            return Optional.empty();
        }
        if (isReduced(number.isEmpty() ? "0" : number, fraction, binary, exponent)) {
            return Optional.of(text);
        }
        BigDecimal amount =
                new BigDecimal((number.isEmpty() ? "0" : number) + "." + (fraction.isEmpty() ? "0" : fraction));
        amount = binary
                ? amount.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(exponent)))
                : amount.scaleByPowerOfTen(exponent);
        amount = amount.stripTrailingZeros();
        if (amount.scale() > 9) {
            amount = amount.setScale(9, RoundingMode.UP).stripTrailingZeros();
        }
        if (amount.signum() == 0) {
            return Optional.of("0");
        }
        if (binary && amount.compareTo(LONG_MAX) > 0) {
            amount = LONG_MAX;
        }
        boolean asBinary = binary && amount.compareTo(new BigDecimal(KIBI)) >= 0 && amount.scale() <= 0;
        return (asBinary ? binary(amount) : decimal(amount, scientific))
                .map(reduced -> form.group(1).equals("-") ? "-" + reduced : reduced);
    }

    /** Whether the server would keep the text as it is, because its quick test finds nothing to reduce. */
    private static boolean isReduced(String number, String fraction, boolean binary, int exponent) {
        if (binary) {
            int precision = 15 - number.length() - (int) (exponent * 3f / 10) - 1;
            if (!fraction.isEmpty() || precision < 0) {
                return false;
            }
            BigInteger value = new BigInteger(number);
            return value.shiftLeft(exponent).bitLength() < 64 && (value.intValue() & 7) != 0;
        }
        String digits = number + fraction;
        int scale = exponent - fraction.length();
        return digits.length() <= 18
                && scale >= -9
                && scale % 3 == 0
                && !digits.endsWith("000")
                && digits.charAt(0) != '0';
    }

    private static int decimal(String suffix) {
        return DECIMAL.entrySet().stream()
                .filter(entry -> entry.getValue().equals(suffix))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static int scientific(String suffix) {
        try {
            return Integer.parseInt(suffix.substring(1));
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }

    private static Optional<String> binary(BigDecimal amount) {
        BigInteger number = amount.toBigIntegerExact();
        int step = 0;
        while (step < BINARY.size() - 1 && number.mod(KIBI).signum() == 0) {
            number = number.divide(KIBI);
            step++;
        }
        return Optional.of(number + BINARY.get(step));
    }

    private static Optional<String> decimal(BigDecimal amount, boolean scientific) {
        BigInteger number = amount.unscaledValue();
        int exponent = -amount.scale();
        while (exponent % 3 != 0) {
            number = number.multiply(TEN);
            exponent--;
        }
        if (scientific) {
            return Optional.of(exponent == 0 ? number.toString() : number + "e" + exponent);
        }
        String suffix = DECIMAL.get(exponent);
        return suffix == null ? Optional.empty() : Optional.of(number + suffix);
    }

    /**
     * Whether the field at this place of a built-in kind is a quantity; custom resources keep theirs as they are sent.
     *
     * @param kind the object's kind
     * @param trail the fields from the root, {@code []} for a list's item
     */
    static boolean isQuantity(Kind kind, List<String> trail) {
        int depth = trail.size();
        if (depth < 2 || trail.get(0).equals("metadata") || !BuiltIn.isBuiltIn(kind)) {
            return false;
        }
        String name = trail.get(depth - 1);
        String parent = trail.get(depth - 2);
        String above = depth > 2 ? trail.get(depth - 3) : "";
        if (POD_HOLDERS.contains(kind.name())) {
            return (above.equals("resources") && (parent.equals("limits") || parent.equals("requests")))
                    || (parent.equals("emptyDir") && name.equals("sizeLimit"))
                    || (parent.equals("overhead") && above.equals("spec"))
                    || (parent.equals("resourceFieldRef") && name.equals("divisor"));
        }
        return switch (kind.name()) {
            case "ResourceQuota" -> parent.equals("hard");
            case "LimitRange" -> above.equals("[]") && LIMIT_FIELDS.contains(parent);
            case "PersistentVolume" -> parent.equals("capacity");
            case "Node" -> parent.equals("capacity") || parent.equals("allocatable");
            case "RuntimeClass" -> parent.equals("podFixed");
            case "HorizontalPodAutoscaler" ->
                parent.equals("target") && (name.equals("value") || name.equals("averageValue"));
            default -> false;
        };
    }

    /** Whether two leaves say the same, one of them or both spelled otherwise, where the field is a quantity. */
    static boolean same(@Nullable Object one, @Nullable Object other) {
        Optional<String> a = spelled(one);
        return a.isPresent() && a.equals(spelled(other));
    }

    /** The canonical text of a text or a whole number; empty for anything else. */
    static Optional<String> spelled(@Nullable Object value) {
        if (value instanceof String text) {
            return canonical(text);
        }
        return value instanceof Number number && !(value instanceof Double) && !(value instanceof Float)
                ? canonical(number.toString())
                : Optional.empty();
    }
}
