package io.fairlead.internal.kube;

import io.fairlead.failure.FairleadException;
import io.fairlead.internal.resilience.Answer;
import io.fairlead.internal.resilience.NoAnswer;
import io.fairlead.internal.resilience.Verdict;
import io.fairlead.internal.time.Pace;
import io.fairlead.internal.tree.Trees;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watch that does not end: a list and its changes in one HTTP watch, taken up again where it was cut, begun again where
 * the server has forgotten that place.
 *
 * <pre>
 * listing ──(initial-events-end)──▶ following ──(cut)──▶ following, from the last version
 *    ▲                                  │
 *    └────────────(410: forgotten)──────┘
 * </pre>
 *
 * <p>Everything runs on a serial executor: no field needs a lock, and the listener is called by one thread at a time, never
 * the transport's.
 */
final class WatchLoop implements Watching, WatchLink.Ear {

    private static final Logger LOG = LoggerFactory.getLogger(WatchLoop.class);

    /** A kind that discovery names can be missing for a moment after its definition was made. */
    private static final int PATIENCE_WITH_NOT_FOUND = 5;

    private final Watches watches;
    private final ListRequest request;
    private final WatchListener listener;
    private final Executor serial;
    private final Known known;
    private final Silence silence;
    private @Nullable WatchLink link;
    private String version = "";
    private boolean listing;
    private boolean heard;
    private int failures;
    private volatile boolean closed;

    WatchLoop(Watches watches, ListRequest request, WatchListener listener) {
        this.watches = watches;
        this.request = request;
        this.listener = listener;
        this.serial = watches.serial();
        this.known = new Known(request.type().kind());
        this.silence = new Silence(watches.resilience().pace(), serial, this::tooQuiet);
    }

    void start() {
        serial.execute(this::connect);
    }

    @Override
    public void close() {
        closed = true;
        watches.ended(this);
        serial.execute(this::drop);
    }

    private void drop() {
        silence.end();
        if (link != null) {
            link.cancel();
            link = null;
        }
    }

    private void connect() {
        if (closed) {
            return;
        }
        drop();
        heard = false;
        if (version.isEmpty() && watches.listFirst()) {
            list();
            if (version.isEmpty()) {
                return;
            }
        }
        listing = version.isEmpty();
        if (listing) {
            known.beginList();
        }
        silence.begin();
        link = new WatchLink(
                watches.transport(), WatchRequests.of(request, version, silence.serverEnds()), serial, this);
    }

    private void list() {
        try {
            Listing all = watches.lister().list(request);
            known.beginList();
            all.items().forEach(this::tellSeen);
            endList();
            version = all.resourceVersion();
        } catch (FairleadException e) {
            if (e.retryable()) {
                again("the list failed", Duration.ZERO);
            } else {
                fail(e);
            }
        }
    }

    @Override
    public void opened() {
        silence.broken();
    }

    @Override
    public void line(byte[] json) {
        if (closed) {
            return;
        }
        silence.broken();
        Map<String, Object> event;
        try {
            event = Json.parse(json);
        } catch (RuntimeException e) {
            // Half a line is never passed on, so this is no JSON at all: a proxy's page perhaps.
            again("the server sent what is no event", Duration.ZERO);
            return;
        }
        heard(Trees.text(event, "type").orElse(""), Trees.map(event, "object"));
    }

    private void heard(String type, Map<String, Object> object) {
        if (type.equals("ERROR")) {
            error(object);
            return;
        }
        heard = true;
        failures = 0;
        switch (type) {
            case "ADDED", "MODIFIED" ->
                tellSeen(Metadata.named(object, request.type().kind()));
            case "DELETED" -> {
                Map<String, Object> gone = Metadata.named(object, request.type().kind());
                known.remove(gone);
                tell(() -> listener.gone(gone));
            }
            case "BOOKMARK" -> bookmark(object);
            default -> LOG.debug("A watch event of the unknown type {} is passed over", type);
        }
        // While the list is not complete, its objects come in any order: no version of theirs is a place to go on from.
        if (!listing) {
            version = Trees.text(object, "metadata", "resourceVersion").orElse(version);
        }
    }

    private void bookmark(Map<String, Object> object) {
        if (listing && WatchRequests.endsList(object)) {
            listing = false;
            endList();
        } else if (!listing) {
            silence.bookmarked();
        }
    }

    private void endList() {
        known.endList().forEach(gone -> tell(() -> listener.gone(gone)));
        tell(listener::synced);
    }

    private void error(Map<String, Object> status) {
        long code = Trees.number(status, 0, "code");
        if (code == 410) {
            beginAnew();
        } else {
            again("the server ended the watch with " + code, Duration.ZERO);
        }
    }

    @Override
    public void refused(Answer answer, Reply reply) {
        int code = answer.code();
        if (code == 410 || (code == 504 && reply.message().contains("Too large resource version"))) {
            beginAnew();
        } else if (listing && (code == 400 || code == 422 || code == 501 || code == 406)) {
            watches.rememberToListFirst();
            connect();
        } else if (answer.verdict().kind() != Verdict.Kind.FINAL) {
            again("the watch was answered " + code, answer.verdict().pause());
        } else if (code == 404 && failures < PATIENCE_WITH_NOT_FOUND) {
            again("the watch was answered 404", Duration.ZERO);
        } else {
            fail(reply.failure("watch " + request.type().plural() + where(), null));
        }
    }

    private String where() {
        return request.namespace().isEmpty() ? "" : " in namespace " + request.namespace();
    }

    @Override
    public void ended(@Nullable NoAnswer reason) {
        if (closed) {
            return;
        }
        if (reason == null && heard) {
            connect();
        } else {
            again(reason == null ? "the server ended a watch that had told nothing" : reason.why(), Duration.ZERO);
        }
    }

    private void tooQuiet() {
        if (!closed) {
            LOG.debug(
                    "Watch of {} heard nothing for too long; connecting again",
                    request.type().plural());
            connect();
        }
    }

    private void beginAnew() {
        version = "";
        if (heard || failures == 0) {
            failures++;
            connect();
        } else {
            again("the server has forgotten the version it gave", Duration.ZERO);
        }
    }

    private void again(String why, Duration asked) {
        drop();
        failures++;
        Pace pace = watches.resilience().pace();
        Duration own = watches.resilience()
                .retry()
                .delay(failures, watches.resilience().random());
        Duration pause = asked.compareTo(own) > 0 ? asked : own;
        LOG.debug("Watch of {} goes on in {}: {}", request.type().plural(), pause, why);
        pace.schedule(pause, () -> serial.execute(this::connect));
    }

    private void fail(FairleadException failure) {
        boolean wasClosed = closed;
        closed = true;
        watches.ended(this);
        drop();
        if (!wasClosed) {
            call(() -> listener.failed(failure));
        }
    }

    private void tellSeen(Map<String, Object> object) {
        known.add(object);
        tell(() -> listener.seen(object));
    }

    private void tell(Runnable news) {
        if (!closed) {
            call(news);
        }
    }

    private void call(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.warn(
                    "A listener of the watch of {} failed; the watch goes on",
                    request.type().plural(),
                    e);
        }
    }
}
