package io.fairlead.internal.resilience;

import io.fairlead.internal.time.FakePace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A transport that answers as it is told, and writes down when it was asked. */
final class Script implements Channel<Script.Ask> {

    record Ask(String verb, boolean repeatable) implements Sendable {
        @Override
        public String resource() {
            return "configmaps";
        }
    }

    static final Ask PATCH = new Ask("patch", true);
    static final Ask EVICT = new Ask("create", false);

    private final FakePace pace;
    private final Deque<Supplier<CompletableFuture<Answer>>> steps = new ArrayDeque<>();
    private final List<Long> askedAtMillis = new ArrayList<>();
    private Supplier<CompletableFuture<Answer>> otherwise = () -> answer(200, Verdict.FINAL);

    Script(FakePace pace) {
        this.pace = pace;
    }

    Script then(Verdict verdict, int code) {
        steps.add(() -> answer(code, verdict));
        return this;
    }

    Script then(NoAnswer.Fate fate) {
        steps.add(() -> lost(fate));
        return this;
    }

    Script then(CompletableFuture<Answer> answer) {
        steps.add(() -> answer);
        return this;
    }

    Script always(Supplier<CompletableFuture<Answer>> step) {
        otherwise = step;
        return this;
    }

    /** Each answer takes this long, of fake time. */
    Script taking(Supplier<Duration> time) {
        return always(() -> {
            CompletableFuture<Answer> later = new CompletableFuture<>();
            pace.schedule(time.get(), () -> later.complete(raw(200, Verdict.FINAL)));
            return later;
        });
    }

    static CompletableFuture<Answer> answer(int code, Verdict verdict) {
        return CompletableFuture.completedFuture(raw(code, verdict));
    }

    static CompletableFuture<Answer> lost(NoAnswer.Fate fate) {
        return CompletableFuture.failedFuture(new NoAnswer(fate, "lost", null));
    }

    static Answer raw(int code, Verdict verdict) {
        return new Answer(code, "{}".getBytes(StandardCharsets.UTF_8), Map.of(), verdict);
    }

    List<Long> askedAtMillis() {
        return List.copyOf(askedAtMillis);
    }

    int asked() {
        return askedAtMillis.size();
    }

    @Override
    public CompletableFuture<Answer> send(Call<Ask> call) {
        askedAtMillis.add(pace.nanoTime() / 1_000_000);
        return (steps.isEmpty() ? otherwise : steps.poll()).get();
    }
}
