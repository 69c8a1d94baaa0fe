package io.fairlead.internal.resilience;

import io.fairlead.internal.time.Pace;
import io.fairlead.policy.Concurrency;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Lets as many calls through as the {@link Window} allows; the others wait in line, first come, first served. */
final class WindowedChannel<Q extends Sendable> implements Channel<Q> {

    private final Channel<Q> inner;
    private final Pace pace;
    private final CallObserver observer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Window window;
    private final ArrayDeque<Waiting<Q>> line = new ArrayDeque<>();
    private int underWay;

    WindowedChannel(Channel<Q> inner, Concurrency bounds, Pace pace, CallObserver observer) {
        this.inner = inner;
        this.window = new Window(bounds);
        this.pace = pace;
        this.observer = observer;
    }

    @Override
    public CompletableFuture<Answer> send(Call<Q> call) {
        Waiting<Q> waiting = new Waiting<>(call, new CompletableFuture<>());
        lock.lock();
        try {
            if (underWay >= window.size()) {
                line.add(waiting);
                return waiting.result();
            }
            underWay++;
        } finally {
            lock.unlock();
        }
        dispatch(waiting);
        return waiting.result();
    }

    private void dispatch(Waiting<Q> waiting) {
        long sentAt = pace.nanoTime();
        CompletableFuture<Answer> sent;
        if (waiting.call().withdrawn() || waiting.call().deadline() - sentAt <= 0) {
            sent = CompletableFuture.failedFuture(
                    new NoAnswer(NoAnswer.Fate.NOT_SENT, "its time was over before it could be sent", null));
        } else {
            sent = inner.send(waiting.call());
        }
        Futures.whenDone(sent, (answer, thrown) -> {
            List<Waiting<Q>> next = release(waiting.call(), answer, sentAt);
            // First the line moves, then the answer is handed on: what hears it may take its time.
            next.forEach(this::dispatch);
            if (answer != null) {
                waiting.result().complete(answer);
            } else {
                waiting.result().completeExceptionally(Futures.cause(thrown));
            }
        });
    }

    private List<Waiting<Q>> release(Call<Q> call, @Nullable Answer answer, long sentAt) {
        List<Waiting<Q>> next = List.of();
        int before;
        int after;
        lock.lock();
        try {
            before = window.size();
            long now = pace.nanoTime();
            if (answer != null && answer.verdict().kind() == Verdict.Kind.LATER) {
                window.overloaded(sentAt, now);
            } else if (answer != null) {
                window.answered(call.request().verb(), sentAt, now, underWay >= before);
            }
            after = window.size();
            underWay--;
            while (underWay < after && !line.isEmpty()) {
                if (next.isEmpty()) {
                    next = new ArrayList<>(2);
                }
                next.add(line.poll());
                underWay++;
            }
        } finally {
            lock.unlock();
        }
        if (before != after) {
            observer.windowChanged(after);
        }
        return next;
    }

    private record Waiting<Q extends Sendable>(Call<Q> call, CompletableFuture<Answer> result) {}
}
