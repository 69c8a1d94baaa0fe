package io.fairlead.metric;

import io.fairlead.internal.kube.Json;
import io.fairlead.metric.MetricFailed.Reason;
import io.fairlead.resource.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the HTTP API answered, as its documentation has it: {@code status}, {@code data} of one of four types, {@code warnings}. */
final class PrometheusReply {

    private static final int LONGEST = 300;

    private final String tried;
    private final int code;
    private final byte[] body;

    /**
     * An answer.
     *
     * @param tried what was asked, for messages
     * @param code the HTTP status
     * @param body the body, which becomes this object's own
     */
    PrometheusReply(String tried, int code, byte[] body) {
        this.tried = tried;
        this.code = code;
        this.body = body;
    }

    Answer answer() {
        Optional<Tree> parsed = parsed();
        Optional<String> status = parsed.flatMap(reply -> reply.text("status"));
        if (code == 401 || code == 403) {
            throw failed(Reason.REFUSED, "It refused us (HTTP " + code + ").");
        }
        if (status.filter("error"::equals).isPresent()) {
            throw error(parsed.get());
        }
        if (code != 200 || status.filter("success"::equals).isEmpty()) {
            throw failed(
                    code == 429 || code >= 500 ? Reason.UNAVAILABLE : Reason.UNREADABLE,
                    code == 200 ? "What came is no answer of the HTTP API." : "It answered with HTTP " + code + ".");
        }
        Tree reply = parsed.get();
        return new Answer(series(reply.at("data")), texts(reply.at("warnings")));
    }

    private Optional<Tree> parsed() {
        try {
            return Optional.of(Tree.of(Json.parse(body)));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private MetricFailed error(Tree reply) {
        String type = reply.text("errorType").orElse("");
        Reason reason = switch (type) {
            case "bad_data", "execution" -> Reason.BAD_QUERY;
            case "timeout" -> Reason.SLOW;
            default -> code == 404 ? Reason.UNREADABLE : Reason.UNAVAILABLE;
        };
        String said = reply.text("error").orElse("it did not say why");
        String shown = said.length() > LONGEST ? said.substring(0, LONGEST) + "..." : said;
        return failed(reason, "It answered with " + (type.isEmpty() ? "an error" : type) + ": " + shown + ".");
    }

    private List<Series> series(Tree data) {
        String type = data.text("resultType").orElse("");
        return switch (type) {
            case "vector", "matrix" ->
                data.trees("result").stream()
                        .map(one -> new Series(labels(one.at("metric")), samples(one)))
                        .toList();
            case "scalar" -> List.of(new Series(Map.of(), List.of(sample(data.at("result")))));
            case "string" -> throw failed(Reason.BAD_QUERY, "The query gives a text, not a number.");
            default -> throw failed(Reason.UNREADABLE, "The answer has no type that is known: \"" + type + "\".");
        };
    }

    private List<Sample> samples(Tree one) {
        if (one.has("histogram") || one.has("histograms")) {
            throw failed(
                    Reason.BAD_QUERY, "The query gives a native histogram; take a number of it by histogram_quantile.");
        }
        return one.has("value")
                ? List.of(sample(one.at("value")))
                : one.trees("values").stream().map(this::sample).toList();
    }

    private Sample sample(Tree pair) {
        if (pair.value().orElse(null) instanceof List<?> both
                && both.size() == 2
                && both.get(0) instanceof Number time
                && both.get(1) instanceof String text) {
            return new Sample(Instant.ofEpochMilli(Math.round(time.doubleValue() * 1000)), number(text));
        }
        throw failed(Reason.UNREADABLE, "A sample of the answer is not a time and a value.");
    }

    private double number(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    throw failed(Reason.UNREADABLE, "A sample of the answer is not a number.");
                }
            }
        };
    }

    private static Map<String, String> labels(Tree metric) {
        Map<String, String> labels = new LinkedHashMap<>();
        metric.names().forEach(name -> metric.text(name).ifPresent(value -> labels.put(name, value)));
        return labels;
    }

    private static List<String> texts(Tree list) {
        @Nullable Object items = list.value().orElse(null);
        List<String> texts = new ArrayList<>();
        if (items instanceof List<?> all) {
            Stream.of(all.toArray()).map(String::valueOf).forEach(texts::add);
        }
        return texts;
    }

    private MetricFailed failed(Reason reason, String happened) {
        return new MetricFailed(tried, reason, happened, null);
    }
}
