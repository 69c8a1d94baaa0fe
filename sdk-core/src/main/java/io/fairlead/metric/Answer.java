package io.fairlead.metric;

import java.util.List;

/**
 * What a source answered to a query.
 *
 * @param series what was measured; empty where nothing is known
 * @param warnings what the source says against its own answer, such as that a part of it could not be asked
 */
public record Answer(List<Series> series, List<String> warnings) {

    public Answer {
        series = List.copyOf(series);
        warnings = List.copyOf(warnings);
    }

    /** An answer that the source stands by. */
    public static Answer of(List<Series> series) {
        return new Answer(series, List.of());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(series.size()).append(" series");
        series.stream().limit(20).forEach(one -> text.append("\n  ").append(one));
        warnings.forEach(warning -> text.append("\n! ").append(warning));
        return text.toString();
    }
}
