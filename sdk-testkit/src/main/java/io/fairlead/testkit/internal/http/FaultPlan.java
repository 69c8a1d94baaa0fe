package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.store.ApiError;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** What is to go wrong: each fault meets a number of requests and is then used up. */
public final class FaultPlan {
    /** A socket that leads nowhere: for a write that is taken and never answered. */
    static final Socket NOWHERE = new Socket();

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Planned> planned = new ArrayList<>();

    /** What a fault does to a request. */
    @FunctionalInterface
    public interface Effect {
        /** Happens before the request is acted on; true cuts the connection after it. */
        boolean begin(Exchange exchange) throws IOException;
    }

    private static final class Planned {
        final String verb;
        final String kind;
        final String name;
        final Effect effect;
        int left;

        Planned(String verb, String kind, String name, int left, Effect effect) {
            this.verb = verb;
            this.kind = kind;
            this.name = name;
            this.left = left;
            this.effect = effect;
        }

        boolean meets(String aVerb, String aKind, String aName) {
            return (verb.isEmpty() || verb.equals(aVerb))
                    && (kind.isEmpty() || kind.equals(aKind))
                    && (name.isEmpty() || name.equals(aName));
        }
    }

    /** Plans a fault for requests of a verb, kind and name; an empty word means any. */
    public void plan(String verb, String kind, String name, int times, Effect effect) {
        lock.lock();
        try {
            planned.add(new Planned(verb, kind, name, times, effect));
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what was planned. */
    public void clear() {
        lock.lock();
        try {
            planned.clear();
        } finally {
            lock.unlock();
        }
    }

    Optional<Effect> next(String verb, String kind, String name) {
        lock.lock();
        try {
            for (Iterator<Planned> all = planned.iterator(); all.hasNext(); ) {
                Planned fault = all.next();
                if (fault.meets(verb, kind, name)) {
                    if (--fault.left == 0) {
                        all.remove();
                    }
                    return Optional.of(fault.effect);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Answers with a code instead of acting. */
    public static Effect status(int code, Optional<Duration> retryAfter) {
        return exchange -> {
            Map<String, Object> details = new LinkedHashMap<>();
            retryAfter.ifPresent(wait -> details.put("retryAfterSeconds", wait.toSeconds()));
            throw new ApiError(
                    code,
                    reason(code),
                    "The sandbox was told to answer " + code + ".",
                    details.isEmpty() ? null : details,
                    retryAfter.map(wait -> Long.toString(wait.toSeconds())).orElse(null));
        };
    }

    private static String reason(int code) {
        return switch (code) {
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 409 -> "Conflict";
            case 410 -> "Expired";
            case 429 -> "TooManyRequests";
            case 500 -> "InternalError";
            case 503 -> "ServiceUnavailable";
            case 504 -> "Timeout";
            default -> "";
        };
    }

    /** Cuts the connection before the request is acted on, or after. */
    public static Effect reset(boolean afterWrite) {
        return exchange -> {
            if (!afterWrite) {
                exchange.reset();
            }
            return afterWrite;
        };
    }

    /** Breaks the answer off in the middle of its body. */
    public static Effect half() {
        return exchange -> {
            exchange.breakOff();
            return false;
        };
    }

    /** Breaks a watch off after so many events. */
    public static Effect cutAfter(int events) {
        return exchange -> {
            exchange.breakOffAfter(events);
            return false;
        };
    }

    /** Lets the request wait. */
    public static Effect delay(Duration time) {
        // Never counted down: waiting for it is waiting for the time to pass.
        var never = new CountDownLatch(1);
        return exchange -> {
            try {
                never.await(time.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        };
    }

    static OutputStream sink() {
        return OutputStream.nullOutputStream();
    }
}
