package io.fairlead.internal.kube;

import io.fairlead.failure.Interrupted;
import io.fairlead.internal.resilience.Answer;
import io.fairlead.internal.resilience.Call;
import io.fairlead.internal.resilience.Channel;
import io.fairlead.internal.resilience.Futures;
import io.fairlead.internal.resilience.NoAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends many requests side by side and reads the answers as they come, on the caller's thread alone.
 *
 * <p>At most as many are handed to the stack as its window can ever hold, so that a request's time budget does not run
 * while it waits behind a thousand others. Used once, by one thread.
 */
final class Batch {

    /** How long an interrupted batch waits for what is under way, so that the server is quiet when it throws. */
    private static final long GRACE_MILLIS = 2_000;

    private final Channel<Request> channel;
    private final int width;
    private final String server;
    private final List<Call<Request>> calls;
    private final @Nullable Reply[] replies;
    private final LinkedBlockingQueue<Done> done = new LinkedBlockingQueue<>();
    private int next;
    private int underWay;

    Batch(Channel<Request> channel, int width, String server, List<Request> requests) {
        this.channel = channel;
        this.width = width;
        this.server = server;
        this.calls = new ArrayList<>(requests.size());
        requests.forEach(request -> calls.add(new Call<>(request)));
        this.replies = new Reply[requests.size()];
    }

    List<Reply> send() {
        if (Thread.currentThread().isInterrupted()) {
            throw new Interrupted(tried(), null, null);
        }
        try {
            while (next < replies.length || underWay > 0) {
                while (next < replies.length && underWay < width) {
                    start(next++);
                }
                take(done.take());
            }
        } catch (InterruptedException e) {
            settle();
            Thread.currentThread().interrupt();
            throw new Interrupted(tried(), null, e);
        }
        return Arrays.asList(replies);
    }

    private void start(int index) {
        underWay++;
        Futures.whenDone(channel.send(calls.get(index)), (answer, thrown) -> done.add(new Done(index, answer, thrown)));
    }

    private void take(Done finished) {
        underWay--;
        Call<Request> call = calls.get(finished.index());
        Answer answer = finished.answer();
        replies[finished.index()] =
                answer != null ? Replies.of(answer, call) : Replies.none(reason(finished.thrown()), call, server);
    }

    private void settle() {
        calls.forEach(Call::withdraw);
        while (underWay > 0) {
            try {
                if (done.poll(GRACE_MILLIS, TimeUnit.MILLISECONDS) == null) {
                    return;
                }
                underWay--;
            } catch (InterruptedException e) {
                // The caller insists: what is under way is left to itself.
                return;
            }
        }
    }

    private String tried() {
        Request first = calls.get(0).request();
        return calls.size() == 1
                ? first.verb() + " " + first.path()
                : "send " + calls.size() + " requests, the first to " + first.verb() + " " + first.path();
    }

    private static NoAnswer reason(@Nullable Throwable thrown) {
        Throwable cause = Futures.cause(thrown);
        return cause instanceof NoAnswer lost
                ? lost
                : new NoAnswer(NoAnswer.Fate.UNKNOWN, "the call failed: " + cause, cause);
    }

    private record Done(
            int index, @Nullable Answer answer, @Nullable Throwable thrown) {}
}
