package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.kinds.Conversion;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.Change;
import io.fairlead.testkit.internal.store.Event;
import io.fairlead.testkit.internal.store.FieldError;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.Stored;
import io.fairlead.testkit.internal.store.Watch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Streams what changes, on the connection's thread, until the time is over or the client hangs up. */
final class Watches {
    private static final Duration LOOK_AFTER_CLIENT = Duration.ofSeconds(1);
    private static final Duration BOOKMARK_EVERY = Duration.ofSeconds(60);
    private static final long DEFAULT_SECONDS = 1_800;
    private static final int MOST_BEHIND = 20_000;
    private static final byte[] END = "}\n".getBytes(StandardCharsets.US_ASCII);

    private final Core core;

    Watches(Core core) {
        this.core = core;
    }

    void watch(Call call) throws IOException {
        Request request = call.request();
        if (request.header("upgrade").filter("websocket"::equalsIgnoreCase).isPresent()) {
            // No web sockets here: clients that hear this go on with a plain stream.
            call.exchange().send(200, "application/json", "{}".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        boolean initial = request.flag("sendInitialEvents");
        if (initial && !request.parameter("resourceVersionMatch").equals("NotOlderThan")) {
            throw FieldError.asError(
                    "meta.k8s.io",
                    "ListOptions",
                    "",
                    List.of(FieldError.forbidden(
                            "resourceVersionMatch",
                            "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")));
        }
        Long since = since(request, initial);
        Predicate<Map<String, Object>> selector = selector(call);
        Kind kind = call.kind();
        Optional<Watch> opened =
                core.store().watch(kind.resource().storageKey(), call.target().namespace(), since, MOST_BEHIND);
        call.exchange().begin(200, "application/json");
        var stream = new Stream(call, selector);
        if (opened.isEmpty()) {
            ApiError gone = new ApiError(
                    410,
                    "Expired",
                    "too old resource version: " + since + " (" + core.store().revision() + ")",
                    null);
            stream.send("ERROR", Json.bytes(gone.status()));
            call.exchange().end();
            return;
        }
        try (Watch watch = opened.get()) {
            for (Stored stored : watch.snapshot().items()) {
                if (selector.test(stored.object())) {
                    stream.send("ADDED", stored);
                }
            }
            boolean bookmarks = request.flag("allowWatchBookmarks");
            if (initial && bookmarks) {
                stream.bookmark(watch.snapshot().revision(), true);
            }
            follow(call, watch, stream, bookmarks);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Predicate<Map<String, Object>> selector(Call call) {
        Predicate<Map<String, Object>> selector = Reads.selector(call.request(), call.kind());
        String name = call.target().name();
        return name.isEmpty()
                ? selector
                : selector.and(
                        object -> name.equals(Json.child(object, "metadata").get("name")));
    }

    private static @Nullable Long since(Request request, boolean initial) {
        String version = request.parameter("resourceVersion");
        if (initial || version.isEmpty() || version.equals("0")) {
            return null;
        }
        try {
            return Long.parseLong(version);
        } catch (NumberFormatException e) {
            throw ApiError.badRequest("invalid resource version: " + version);
        }
    }

    private void follow(Call call, Watch watch, Stream stream, boolean bookmarks)
            throws IOException, InterruptedException {
        String timeout = call.request().parameter("timeoutSeconds");
        long seconds = timeout.isEmpty() ? DEFAULT_SECONDS : Long.parseLong(timeout);
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        long nextBookmark = System.nanoTime() + BOOKMARK_EVERY.toNanos();
        while (System.nanoTime() < end) {
            Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            long revision = core.store().revision();
            Optional<Event> event = watch.next(left.compareTo(LOOK_AFTER_CLIENT) < 0 ? left : LOOK_AFTER_CLIENT);
            if (event.isPresent()) {
                stream.send(event.get());
            } else if (watch.closed()) {
                break;
            } else if (call.exchange().clientGone()) {
                return;
            } else if (bookmarks && System.nanoTime() > nextBookmark) {
                // Nothing was waiting, so all up to the revision seen before has been told.
                stream.bookmark(revision, false);
                nextBookmark = System.nanoTime() + BOOKMARK_EVERY.toNanos();
            }
        }
        call.exchange().end();
    }

    /** Writes events: an object that enters the selection is added to it, one that leaves is deleted from it. */
    private static final class Stream {
        private final Call call;
        private final Predicate<Map<String, Object>> selector;
        private boolean headers = true;

        Stream(Call call, Predicate<Map<String, Object>> selector) {
            this.call = call;
            this.selector = selector;
        }

        void send(Event event) throws IOException {
            Stored before = event.before();
            boolean was = before != null && selector.test(before.object());
            boolean is = event.type() != Change.Type.DELETED
                    && selector.test(event.after().object());
            if (is) {
                send(was ? "MODIFIED" : "ADDED", event.after());
            } else if (was) {
                send("DELETED", event.after());
            }
        }

        void send(String type, Stored stored) throws IOException {
            if (call.form() == Forms.TABLE) {
                Map<String, Object> object = Conversion.convert(
                        stored.object(), call.kind().resource().apiVersion());
                send(type, inForm(object));
            } else {
                send(type, Reads.print(stored, call.kind(), call.form()));
            }
        }

        void send(String type, byte[] object) throws IOException {
            call.exchange()
                    .chunk(("{\"type\":\"" + type + "\",\"object\":").getBytes(StandardCharsets.US_ASCII), object, END);
        }

        void bookmark(long revision, boolean endOfInitial) throws IOException {
            Map<String, Object> metadata = new LinkedHashMap<>();
            metadata.put("resourceVersion", Long.toString(revision));
            if (endOfInitial) {
                metadata.put("annotations", Map.of("k8s.io/initial-events-end", "true"));
            }
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("kind", call.kind().resource().kind());
            object.put("apiVersion", call.kind().resource().apiVersion());
            object.put("metadata", metadata);
            send("BOOKMARK", inForm(object));
        }

        /** In a table, the columns are named once. */
        private byte[] inForm(Map<String, Object> object) {
            byte[] text =
                    Json.bytes(call.form().one(object, call.kind(), call.now(), Forms.rows(call.request(), headers)));
            headers = false;
            return text;
        }
    }
}
