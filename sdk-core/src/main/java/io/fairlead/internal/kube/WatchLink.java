package io.fairlead.internal.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fairlead.internal.resilience.Answer;
import io.fairlead.internal.resilience.Call;
import io.fairlead.internal.resilience.Futures;
import io.fairlead.internal.resilience.NoAnswer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP watch: its lines, or its refusal, or its end, told in order by the executor.
 *
 * <p>The transport is asked for more only when what came has been dealt with, so a slow listener slows the server down
 * instead of filling memory.
 */
final class WatchLink {

    /** Hears one HTTP watch. */
    interface Ear {

        /** The server accepted the watch. */
        void opened();

        /** A line came. */
        void line(byte[] json);

        /** The server refused the watch; nothing follows. */
        void refused(Answer answer, Reply reply);

        /** The watch ended, by the server with null, else for this reason; nothing follows. */
        void ended(@Nullable NoAnswer reason);
    }

    private final Executor serial;
    private final Ear ear;
    private final Lines lines;
    private final Call<Request> call;
    private final CompletableFuture<HttpResponse<AsyncBody>> response;
    private byte[] refusal = new byte[0];
    private int code;
    private boolean over;

    WatchLink(HttpTransport transport, Request request, Executor serial, Ear ear) {
        this.serial = serial;
        this.ear = ear;
        this.call = new Call<>(request);
        this.lines = new Lines(this::line);
        this.response = transport.stream(request, this::received);
        Futures.whenDone(response, (opened, thrown) -> serial.execute(() -> answered(opened, thrown)));
    }

    /** Ends it; nothing is told any more. To be called on the executor. */
    void cancel() {
        over = true;
        Futures.whenDone(response, (opened, thrown) -> {
            if (opened != null) {
                opened.body().cancel();
            }
        });
    }

    private void answered(@Nullable HttpResponse<AsyncBody> opened, @Nullable Throwable thrown) {
        if (opened == null) {
            end(thrown == null ? null : Losses.of(thrown), null);
            return;
        }
        code = opened.code();
        Futures.whenDone(
                opened.body().done(),
                (nothing, lost) -> serial.execute(() -> end(lost == null ? null : Losses.of(lost), opened)));
        if (!over && accepted()) {
            ear.opened();
        }
        opened.body().consume();
    }

    private void received(List<ByteBuffer> buffers, AsyncBody body) {
        serial.execute(() -> {
            if (!over) {
                buffers.forEach(lines::add);
                body.consume();
            }
        });
    }

    private void line(byte[] json) {
        if (over) {
            return;
        }
        if (accepted()) {
            ear.line(json);
        } else {
            // A refusal with line breaks in it: keep it whole.
            refusal = concat(refusal, json);
        }
    }

    private void end(@Nullable NoAnswer reason, @Nullable HttpResponse<AsyncBody> opened) {
        if (over) {
            return;
        }
        over = true;
        if (opened == null || accepted()) {
            ear.ended(reason);
            return;
        }
        byte[] body = concat(refusal, lines.rest());
        Answer answer = new Answer(code, body, opened.headers(), StatusJudge.judge(code, opened.headers(), body));
        ear.refused(answer, Replies.of(answer, call));
    }

    private boolean accepted() {
        return code >= 200 && code < 300;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
