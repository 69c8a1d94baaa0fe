package io.fairlead.internal.kube;

import io.fairlead.internal.tree.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads collections page by page, all at one resource version. */
final class Lister {

    static final int PAGE = 500;

    /** A list that expires between two pages more often than this is read at once, without pages. */
    private static final int RESTARTS = 2;

    private static final int GONE = 410;

    private final Function<Request, Reply> send;

    Lister(Function<Request, Reply> send) {
        this.send = send;
    }

    Page firstPage(ListRequest list, int limit) {
        Reply reply = send.apply(request(list, limit, ""));
        return page(list, reply.orThrow(tried(list), null));
    }

    Listing list(ListRequest list) {
        return rest(list, firstPage(list, PAGE));
    }

    Listing rest(ListRequest list, Page first) {
        Page page = first;
        List<Map<String, Object>> items = new ArrayList<>(page.items());
        int requests = 1;
        int restarts = 0;
        while (!page.last()) {
            Reply reply = send.apply(request(list, PAGE, page.next()));
            requests++;
            if (reply.code() == GONE) {
                // The server's fresh token would go on at another version: half of each is no list. Begin again.
                restarts++;
                items.clear();
                reply = send.apply(request(list, restarts > RESTARTS ? 0 : PAGE, ""));
                requests++;
            }
            page = page(list, reply.orThrow(tried(list), null));
            items.addAll(page.items());
        }
        return new Listing(page.resourceVersion(), items, requests);
    }

    private static Request request(ListRequest list, int limit, String next) {
        Map<String, String> query = query(list);
        if (limit > 0) {
            query.put("limit", Integer.toString(limit));
        }
        if (!next.isEmpty()) {
            query.put("continue", next);
        }
        return new Request(
                "GET",
                list.type().path(list.namespace(), "", ""),
                query,
                "",
                list.metadataOnly() ? Metadata.LIST : "",
                null,
                true);
    }

    static Map<String, String> query(ListRequest list) {
        Map<String, String> query = new LinkedHashMap<>();
        if (!list.labels().isEmpty()) {
            query.put("labelSelector", list.labels());
        }
        if (!list.fields().isEmpty()) {
            query.put("fieldSelector", list.fields());
        }
        return query;
    }

    static String tried(ListRequest list) {
        return "list " + list.type().plural() + (list.namespace().isEmpty() ? "" : " in namespace " + list.namespace());
    }

    private static Page page(ListRequest list, Map<String, Object> body) {
        List<Map<String, Object>> items = Trees.maps(body, "items");
        items.replaceAll(item -> Metadata.named(item, list.type().kind()));
        String next = Trees.text(body, "metadata", "continue").orElse("");
        long remaining = next.isEmpty() ? 0 : Trees.number(body, -1, "metadata", "remainingItemCount");
        return new Page(Trees.text(body, "metadata", "resourceVersion").orElse(""), items, next, remaining);
    }
}
