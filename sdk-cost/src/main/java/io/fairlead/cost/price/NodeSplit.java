package io.fairlead.cost.price;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * A node's price split into what a core, a GiB and an accelerator of it cost: the parts add up to the price.
 *
 * <p>Source: the specification of OpenCost, appendix A: parts are in the proportion of the list prices. Where an accelerator's own price is
 * known it is taken off first, for each of them; a list price of 0 for memory gives all to the cores.
 *
 * @param core the cost of a core an hour
 * @param gib the cost of a GiB an hour
 * @param gpu the cost of an accelerator an hour
 */
record NodeSplit(BigDecimal core, BigDecimal gib, BigDecimal gpu) {

    private static final MathContext DIGITS = MathContext.DECIMAL64;

    /** What a node has. */
    record Size(BigDecimal cores, BigDecimal gib, BigDecimal gpus) {}

    /** The list prices of a core, a GiB and an accelerator. */
    record Base(BigDecimal core, BigDecimal gib, BigDecimal gpu) {}

    static NodeSplit of(BigDecimal price, Size size, Base base, Optional<BigDecimal> gpuEach) {
        if (gpuEach.isPresent() && size.gpus().signum() > 0) {
            BigDecimal gpus = gpuEach.get().multiply(size.gpus()).min(price);
            NodeSplit rest = among(price.subtract(gpus), size, base, BigDecimal.ZERO);
            return new NodeSplit(rest.core, rest.gib, gpus.divide(size.gpus(), DIGITS));
        }
        return among(price, size, base, size.gpus());
    }

    private static NodeSplit among(BigDecimal price, Size size, Base base, BigDecimal gpus) {
        if (base.gib().signum() == 0 && size.cores().signum() > 0) {
            return new NodeSplit(price.divide(size.cores(), DIGITS), BigDecimal.ZERO, BigDecimal.ZERO);
        }
        BigDecimal weight = size.cores()
                .multiply(base.core())
                .add(size.gib().multiply(base.gib()))
                .add(gpus.multiply(base.gpu()));
        if (weight.signum() == 0) {
            return new NodeSplit(base.core(), base.gib(), base.gpu());
        }
        BigDecimal scale = price.divide(weight, DIGITS);
        return new NodeSplit(
                base.core().multiply(scale),
                base.gib().multiply(scale),
                gpus.signum() == 0 ? BigDecimal.ZERO : base.gpu().multiply(scale));
    }
}
