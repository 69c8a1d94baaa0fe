package io.fairlead.internal.kube;

import io.fairlead.internal.time.Pace;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Notices a watch whose connection died without a word: it is as quiet as one where nothing happens, but for too long.
 *
 * <p>The server is asked to end each watch after some minutes, so no end is a sign. Once the server has shown that it sends
 * bookmarks (kube-apiserver: one a minute), two missing ones are a sign as well. Not thread-safe: its alarm only hands the look
 * to the executor that everything else is called on.
 */
final class Silence {

    private static final Duration SERVER_ENDS = Duration.ofSeconds(290);
    private static final Duration MARGIN = Duration.ofSeconds(15);
    private static final Duration BETWEEN_BOOKMARKS = Duration.ofSeconds(150);

    private final Pace pace;
    private final Executor serial;
    private final Runnable tooQuiet;
    private Pace.@Nullable Alarm alarm;
    private long lastHeard;
    private long round;
    private boolean bookmarks;

    Silence(Pace pace, Executor serial, Runnable tooQuiet) {
        this.pace = pace;
        this.serial = serial;
        this.tooQuiet = tooQuiet;
    }

    /** After what time the server shall end the watch by itself. */
    Duration serverEnds() {
        return SERVER_ENDS;
    }

    void begin() {
        end();
        broken();
        arm(limit());
    }

    void broken() {
        lastHeard = pace.nanoTime();
    }

    void bookmarked() {
        bookmarks = true;
    }

    void end() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    private void arm(Duration delay) {
        long now = ++round;
        alarm = pace.schedule(delay, () -> serial.execute(() -> look(now)));
    }

    private void look(long armed) {
        if (alarm == null || armed != round) {
            return;
        }
        Duration quiet = Duration.ofNanos(pace.nanoTime() - lastHeard);
        if (quiet.compareTo(limit()) >= 0) {
            tooQuiet.run();
        } else {
            arm(limit().minus(quiet));
        }
    }

    private Duration limit() {
        return bookmarks ? BETWEEN_BOOKMARKS : SERVER_ENDS.plus(MARGIN);
    }
}
