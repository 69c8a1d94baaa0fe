package io.fairlead.testkit.internal.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts such as {@code 500m} or {@code 1Gi}: read, and printed in the form in which the server keeps them. */
public final class Quantities {
    /** What the server says of an amount it cannot read. */
    public static final String MALFORMED =
            "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    private static final Pattern FORM =
            Pattern.compile("([+-]?)([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]?|[eE][+-]?[0-9]+)");
    private static final String[] DECIMAL = {"n", "u", "m", "", "k", "M", "G", "T", "P", "E"};
    private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
    private static final BigInteger THOUSAND = BigInteger.valueOf(1000);
    private static final BigInteger KIBI = BigInteger.valueOf(1024);

    private enum Format {
        DECIMAL,
        BINARY,
        EXPONENT
    }

    private Quantities() {}

    /** The number that the text means; empty when it is malformed. */
    public static Optional<BigDecimal> number(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(number(matcher)) : Optional.empty();
    }

    /** The text in canonical form; empty when it is malformed. */
    public static Optional<String> canonical(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Format format = format(matcher.group(3));
        // Nothing finer than a billionth is kept; what is finer is rounded away from zero.
        BigDecimal number = number(matcher).setScale(9, RoundingMode.UP);
        if (number.signum() == 0) {
            return Optional.of("0");
        }
        if (format == Format.BINARY && number.abs().compareTo(BigDecimal.valueOf(1024)) < 0) {
            format = Format.DECIMAL;
        }
        return Optional.of(
                switch (format) {
                    case BINARY -> binary(number.setScale(0, RoundingMode.UP).toBigInteger());
                    case DECIMAL -> decimal(number);
                    case EXPONENT -> exponent(number);
                });
    }

    private static String binary(BigInteger number) {
        int power = 0;
        while (power < BINARY.length - 1 && number.mod(KIBI).signum() == 0) {
            number = number.divide(KIBI);
            power++;
        }
        return number + BINARY[power];
    }

    private static String decimal(BigDecimal number) {
        BigInteger nano = number.movePointRight(9).toBigIntegerExact();
        int power = 0;
        while (power < DECIMAL.length - 1 && nano.mod(THOUSAND).signum() == 0) {
            nano = nano.divide(THOUSAND);
            power++;
        }
        return nano + DECIMAL[power];
    }

    private static String exponent(BigDecimal number) {
        BigInteger nano = number.movePointRight(9).toBigIntegerExact();
        int power = -9;
        while (nano.mod(THOUSAND).signum() == 0) {
            nano = nano.divide(THOUSAND);
            power += 3;
        }
        return power == 0 ? nano.toString() : nano + "e" + power;
    }

    private static Format format(String suffix) {
        if (suffix.endsWith("i")) {
            return Format.BINARY;
        }
        return suffix.length() > 1 ? Format.EXPONENT : Format.DECIMAL;
    }

    private static BigDecimal number(Matcher matcher) {
        BigDecimal digits = new BigDecimal(
                matcher.group(1) + (matcher.group(2).startsWith(".") ? "0" : "") + strip(matcher.group(2)));
        String suffix = matcher.group(3);
        if (suffix.endsWith("i")) {
            return digits.multiply(new BigDecimal(KIBI.pow(indexOf(BINARY, suffix))));
        }
        if (suffix.length() > 1) {
            return digits.movePointRight(Integer.parseInt(suffix.substring(1)));
        }
        return digits.movePointRight(3 * (indexOf(DECIMAL, suffix) - 3));
    }

    private static String strip(String digits) {
        return digits.endsWith(".") ? digits + "0" : digits;
    }

    private static int indexOf(String[] suffixes, String suffix) {
        for (int i = 0; i < suffixes.length; i++) {
            if (suffixes[i].equals(suffix)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no suffix " + suffix);
    }
}
