package io.fairlead.internal.kube;

import io.fairlead.resource.Kind;
import java.util.List;
import java.util.Optional;

/**
 * The API server as the engine sees it: JSON trees in and out, every retry and limit behind it.
 *
 * <p>Thread-safe. Interrupts end a call with {@code Interrupted} and keep the flag.
 */
public interface KubeApi extends AutoCloseable {

    /**
     * The resource that serves a kind, by discovery (read once and kept; read again when a kind is unknown).
     *
     * @throws io.fairlead.failure.UnknownKind naming the nearest kinds, when the server does not serve it
     */
    ResourceType typeOf(Kind kind);

    /** The resource that serves a kind, empty when the server does not serve it. */
    Optional<ResourceType> findType(Kind kind);

    /** Every resource that the cluster serves, all versions, the preferred version of a group first. */
    List<ResourceType> types();

    /** The kinds that are most like one that is not served, best first; by what discovery said last. */
    List<Kind> nearest(Kind kind);

    /** Forgets what discovery said: after a CustomResourceDefinition or APIService changed. */
    void forgetTypes();

    /**
     * One request.
     *
     * @return the server's answer, also when it is a refusal: see {@link Reply#orThrow}
     * @throws io.fairlead.failure.Unavailable when no answer came after all retries
     */
    Reply send(Request request);

    /**
     * Many requests, side by side within the adaptive window; the answers in the order of the requests.
     *
     * <p>A request that got no answer after all retries does not take the others' answers with it: its reply has the code
     * {@link Reply#NO_ANSWER}, and its failure is {@code Unavailable}. An interrupt starts no further request and waits a
     * moment for those under way, so that nothing of ours still changes after the call has thrown.
     */
    List<Reply> sendAll(List<Request> requests);

    /**
     * The first page of a list: at most {@code limit} objects. Tells by {@link Page#remaining} what the rest would cost.
     */
    Page firstPage(ListRequest request, int limit);

    /** The rest of a list whose first page is at hand: the complete list, that page included. */
    Listing rest(ListRequest request, Page first);

    /** A complete list, paged, at one resource version. */
    Listing list(ListRequest request);

    /** A list and then its changes, without end: bookmarks, reconnects and 410 are dealt with behind it. */
    Watching watch(ListRequest request, WatchListener listener);

    /** The API server's address, for messages. */
    String server();

    /** Who the server takes us for, for records and messages. */
    String user();

    @Override
    void close();
}
