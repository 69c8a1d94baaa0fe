package io.fairlead.metric;

import io.fairlead.operation.Gate;
import java.util.Optional;

/** What a gate on a metric has seen so far, and what follows from it. */
final class Looks {

    private final String name;
    private final MetricGate.Side side;
    private final double threshold;
    private final MetricGate.Terms terms;
    private int samples;
    private int beyond;
    private int errors;
    private int lacking;
    private double worst = Double.NaN;
    private String lack = "";
    private Optional<MetricFailed> failure = Optional.empty();

    Looks(String name, MetricGate.Side side, double threshold, MetricGate.Terms terms) {
        this.name = name;
        this.side = side;
        this.threshold = threshold;
        this.terms = terms;
    }

    void seen(double value) {
        samples++;
        errors = 0;
        if (!side.holds(value, threshold)) {
            beyond++;
        }
        if (Double.isNaN(worst) || side.isWorse(value, worst)) {
            worst = value;
        }
    }

    void without(String why) {
        errors = 0;
        lacking++;
        lack = why;
    }

    void failed(MetricFailed thrown) {
        errors++;
        failure = Optional.of(thrown);
    }

    Optional<Gate.Verdict> verdict() {
        if (beyond > terms.failing()) {
            return Optional.of(Gate.Verdict.failed(toString()));
        }
        boolean hopeless = failure.isPresent() && errors > 0 && !failure.get().retryable();
        return hopeless || errors > terms.errors() ? Optional.of(error()) : Optional.empty();
    }

    Gate.Verdict atTheEnd() {
        if (samples >= terms.least()) {
            return Gate.Verdict.passed(toString());
        }
        return errors > 0 ? error() : Gate.Verdict.inconclusive(toString());
    }

    private Gate.Verdict error() {
        return Gate.Verdict.error(name + " could not be measured: "
                + failure.map(MetricFailed::happened).map(Looks::unended).orElse("nobody answered"));
    }

    private static String unended(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name);
        if (samples == 0) {
            text.append(" has no samples");
        } else {
            text.append(" was ")
                    .append(Numbers.text(worst))
                    .append(" at worst, ")
                    .append(samples - beyond)
                    .append(" of ")
                    .append(samples)
                    .append(samples == 1 ? " sample " : " samples ")
                    .append(side)
                    .append(' ')
                    .append(Numbers.text(threshold));
        }
        if (samples < terms.least()) {
            text.append(" (").append(terms.least()).append(" wanted)");
        }
        if (lacking > 0) {
            text.append("; ")
                    .append(lacking)
                    .append(lacking == 1 ? " look" : " looks")
                    .append(" without one, last for ")
                    .append(lack);
        }
        return text.toString();
    }
}
