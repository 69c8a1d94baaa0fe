package io.fairlead.testkit;

import io.fairlead.testkit.internal.http.FaultPlan;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that is to go wrong: which requests it meets, how many of them, and what happens to them.
 *
 * <p>Begin with {@link Sandbox#fault}; the last call names the effect and plans it. Each fault is used up after the number
 * of requests it meets.
 */
public final class SandboxFault {
    private final FaultPlan plan;
    private String verb = "";
    private String kind = "";
    private String name = "";
    private int times = 1;

    SandboxFault(FaultPlan plan) {
        this.plan = plan;
    }

    /** Meets requests of this verb only: {@code get}, {@code list}, {@code watch}, {@code create}, {@code update}, {@code patch}, {@code delete}. */
    public SandboxFault verb(String only) {
        verb = Objects.requireNonNull(only, "only");
        return this;
    }

    /** Meets requests about this kind only, such as {@code ConfigMap}. */
    public SandboxFault kind(String only) {
        kind = Objects.requireNonNull(only, "only");
        return this;
    }

    /** Meets requests about objects of this name only. */
    public SandboxFault name(String only) {
        name = Objects.requireNonNull(only, "only");
        return this;
    }

    /** Meets this many requests; 1 unless said otherwise. */
    public SandboxFault times(int count) {
        times = count;
        return this;
    }

    /** Answers with this code, such as 409, 410, 500 or 503, instead of acting. */
    public void answer(int code) {
        plan.plan(verb, kind, name, times, FaultPlan.status(code, Optional.empty()));
    }

    /** Answers 429 and asks to come back after so long. */
    public void tooManyRequests(Duration retryAfter) {
        plan.plan(verb, kind, name, times, FaultPlan.status(429, Optional.of(retryAfter)));
    }

    /** Cuts the connection before the request is acted on. */
    public void resetBefore() {
        plan.plan(verb, kind, name, times, FaultPlan.reset(false));
    }

    /** Acts on the request, then cuts the connection without an answer. */
    public void resetAfter() {
        plan.plan(verb, kind, name, times, FaultPlan.reset(true));
    }

    /** Acts on the request, and breaks the answer off in the middle of its body. */
    public void halfBody() {
        plan.plan(verb, kind, name, times, FaultPlan.half());
    }

    /** Cuts a watch after so many events. */
    public void cutWatchAfter(int events) {
        plan.plan("watch", kind, name, times, FaultPlan.cutAfter(events));
    }

    /** Lets the request wait before it is acted on. */
    public void delay(Duration time) {
        plan.plan(verb, kind, name, times, FaultPlan.delay(time));
    }
}
