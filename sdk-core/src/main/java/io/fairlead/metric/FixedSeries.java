package io.fairlead.metric;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A source that answers what it was told, for tests and rehearsals: each time it is asked, a query gets the next of its answers, and the last
 * one again and again.
 *
 * <pre>{@code
 * var source = FixedSeries.empty().answering("error_rate", 0.001, 0.002, 0.2);
 * }</pre>
 */
public final class FixedSeries implements MetricSource {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, List<Supplier<Answer>>> answers = new LinkedHashMap<>();
    private final Map<String, Integer> asked = new LinkedHashMap<>();

    private FixedSeries() {}

    /** A source that has no series yet: what it is asked for is without data. */
    public static FixedSeries empty() {
        return new FixedSeries();
    }

    /** The values that a query has, one after the other, each time it is asked. */
    public FixedSeries answering(String query, double... values) {
        for (double value : values) {
            answering(query, () -> Answer.of(List.of(new Series(Map.of(), List.of(new Sample(Instant.EPOCH, value))))));
        }
        return this;
    }

    /** What a query is answered next; a supplier that throws is a source that fails. */
    public FixedSeries answering(String query, Supplier<Answer> answer) {
        lock.lock();
        try {
            answers.computeIfAbsent(query, any -> new ArrayList<>()).add(answer);
            return this;
        } finally {
            lock.unlock();
        }
    }

    /** How often a query has been asked. */
    public int asked(String query) {
        lock.lock();
        try {
            return asked.getOrDefault(query, 0);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String name() {
        return "fixed series";
    }

    @Override
    public Answer now(String query) {
        Supplier<Answer> next;
        lock.lock();
        try {
            int turn = asked.merge(query, 1, Integer::sum) - 1;
            List<Supplier<Answer>> told = answers.getOrDefault(query, List.of());
            if (told.isEmpty()) {
                return Answer.of(List.of());
            }
            next = told.get(Math.min(turn, told.size() - 1));
        } finally {
            lock.unlock();
        }
        return next.get();
    }

    /** The answers of {@link #now}, as many as the time has steps. */
    @Override
    public Answer range(String query, Instant from, Instant to, Duration step) {
        Map<Map<String, String>, List<Sample>> series = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        for (Instant at = from; !at.isAfter(to); at = at.plus(step)) {
            Answer answer = now(query);
            Instant moment = at;
            warnings.addAll(answer.warnings());
            answer.series()
                    .forEach(one -> one.last()
                            .ifPresent(last -> series.computeIfAbsent(one.labels(), any -> new ArrayList<>())
                                    .add(new Sample(moment, last.value()))));
        }
        return new Answer(
                series.entrySet().stream()
                        .map(one -> new Series(one.getKey(), one.getValue()))
                        .toList(),
                warnings.stream().distinct().toList());
    }

    @Override
    public String toString() {
        return "Fixed series of " + answers.size() + (answers.size() == 1 ? " query" : " queries");
    }
}
