package io.fairlead.internal.engine;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The values that a program made up, each under its scope, name and occurrence: one for the plan, the run of that plan, and a resumed
 * run.
 */
final class MadeUp {

    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final Map<String, Instant> times = new ConcurrentHashMap<>();
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

    /** The values of a plan that was kept, and none of its secrets, which are made anew. */
    static MadeUp of(StoredPlan plan) {
        MadeUp madeUp = new MadeUp();
        madeUp.texts.putAll(plan.texts());
        plan.times().forEach((key, time) -> madeUp.times.put(key, Instant.parse(time)));
        return madeUp;
    }

    /** The value under this key is secret, or derived from one. */
    void secret(String key) {
        secrets.add(key);
    }

    /** The texts that may be kept outside this process: neither secret nor holding one. */
    Map<String, String> open(Masks masks) {
        Map<String, String> open = new TreeMap<>();
        texts.forEach((key, text) -> {
            if (!secrets.contains(key) && masks.text(text).equals(text)) {
                open.put(key, text);
            }
        });
        return open;
    }

    /** The times, in ISO form. */
    Map<String, String> times() {
        Map<String, String> told = new TreeMap<>();
        times.forEach((key, time) -> told.put(key, time.toString()));
        return told;
    }

    String text(String key, Supplier<String> maker) {
        String kept = texts.get(key);
        if (kept == null) {
            String made = maker.get();
            kept = texts.putIfAbsent(key, made);
            return kept == null ? made : kept;
        }
        return kept;
    }

    /** Values that an earlier process made up, which this one goes on with. */
    void remember(Map<String, Object> note) {
        String key = Notes.key(note);
        if (note.containsKey("time")) {
            times.put(key, Instant.parse(LedgerTree.text(note, "time")));
        } else {
            texts.put(key, LedgerTree.text(note, "value"));
        }
    }

    Instant time(String key, Supplier<Instant> clock) {
        return times.computeIfAbsent(key, name -> clock.get());
    }
}
