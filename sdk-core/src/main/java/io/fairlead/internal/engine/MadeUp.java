package io.fairlead.internal.engine;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The values that a program made up, each under its scope, name and occurrence: one for the plan, the run of that plan, and a resumed
 * run.
 */
final class MadeUp {

    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final Map<String, Instant> times = new ConcurrentHashMap<>();

    String text(String key, Supplier<String> maker) {
        String kept = texts.get(key);
        if (kept == null) {
            String made = maker.get();
            kept = texts.putIfAbsent(key, made);
            return kept == null ? made : kept;
        }
        return kept;
    }

    Instant time(String key, Supplier<Instant> clock) {
        return times.computeIfAbsent(key, name -> clock.get());
    }
}
