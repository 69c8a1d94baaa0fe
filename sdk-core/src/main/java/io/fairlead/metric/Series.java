package io.fairlead.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was measured of one thing.
 *
 * @param labels what tells it from others, by name; empty for an aggregate
 * @param samples its values, the oldest first
 */
public record Series(Map<String, String> labels, List<Sample> samples) {

    public Series {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(new TreeMap<>(labels)));
        samples = List.copyOf(samples);
    }

    /** The newest value. */
    public Optional<Sample> last() {
        return samples.isEmpty() ? Optional.empty() : Optional.of(samples.get(samples.size() - 1));
    }

    @Override
    public String toString() {
        String name = labels.entrySet().stream()
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(Collectors.joining(", ", "{", "}"));
        return name + " " + last().map(Sample::toString).orElse("without samples")
                + (samples.size() > 1 ? " (" + samples.size() + " samples)" : "");
    }
}
