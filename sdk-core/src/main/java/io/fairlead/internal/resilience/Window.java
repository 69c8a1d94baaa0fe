package io.fairlead.internal.resilience;

import io.fairlead.policy.Concurrency;
import java.util.HashMap;
import java.util.Map;

/**
 * The arithmetic of the adaptive window: how many calls may be under way.
 *
 * <p>It grows by one an answer until the server first complains, then by about one a round (additive increase). An answer
 * that says "overloaded" halves it (multiplicative decrease), once a round: answers to calls sent before the last decrease
 * are old news. Writes that take much longer than they can stop the growth, and shrink the window, but not below its
 * initial size, since a slow webhook is not a busy server. The bounds are the API server's service level for one write, 1 s.
 *
 * <p>Not thread-safe: {@link WindowedChannel} holds its lock.
 */
final class Window {

    private static final long SLOW = 1_000_000_000L;
    private static final long SLUGGISH = 250_000_000L;

    private final Concurrency bounds;
    private final Map<String, Lane> lanes = new HashMap<>();
    private double size;
    private double threshold;
    private long lastDecrease = Long.MIN_VALUE;

    Window(Concurrency bounds) {
        this.bounds = bounds;
        this.size = bounds.initial();
        this.threshold = bounds.max();
    }

    int size() {
        return (int) size;
    }

    /** The server said that it is overloaded, to a call sent at this nano time. */
    void overloaded(long sentAt, long now) {
        decrease(sentAt, now, 0.5, bounds.min());
    }

    /**
     * A call was answered.
     *
     * @param verb what it did
     * @param sentAt the nano time it was sent at
     * @param full whether the window was full, so that its size was what held calls back
     */
    void answered(String verb, long sentAt, long now, boolean full) {
        if (isWrite(verb)) {
            Lane lane = lanes.computeIfAbsent(verb, key -> new Lane());
            lane.took(now - sentAt);
            if (lane.usual > Math.max(SLOW, 8 * lane.best)) {
                decrease(sentAt, now, 0.8, bounds.initial());
                return;
            }
            if (lane.usual > Math.max(SLUGGISH, 4 * lane.best)) {
                return;
            }
        }
        if (full) {
            size = Math.min(bounds.max(), size + (size < threshold ? 1 : 1 / size));
        }
    }

    private void decrease(long sentAt, long now, double factor, int floor) {
        if (lastDecrease != Long.MIN_VALUE && sentAt - lastDecrease < 0) {
            return;
        }
        size = Math.max(Math.min(size, floor), size * factor);
        threshold = size;
        lastDecrease = now;
    }

    private static boolean isWrite(String verb) {
        // The time of a list says more about its length than about the server.
        return switch (verb) {
            case "patch", "create", "update", "delete" -> true;
            default -> false;
        };
    }

    /** How long calls of one verb take: at best, and of late. */
    private static final class Lane {

        private double best = Double.MAX_VALUE;
        private double usual;

        void took(long nanos) {
            usual = usual == 0 ? nanos : usual + ((double) nanos - usual) / 16;
            // The best is forgotten slowly, for a server that has really become slower.
            best = Math.min(best * 1.001, (double) nanos);
        }
    }
}
