package io.fairlead.internal.kube;

import io.fairlead.internal.tree.Trees;
import java.time.Duration;
import java.util.Map;

/** How a watch is asked for. */
final class WatchRequests {

    private WatchRequests() {}

    /** Changes since a version; without one the objects that are there, a mark that they are all told, and the changes. */
    static Request of(ListRequest list, String version, Duration serverEnds) {
        Map<String, String> query = Lister.query(list);
        query.put("watch", "true");
        query.put("allowWatchBookmarks", "true");
        if (version.isEmpty()) {
            query.put("sendInitialEvents", "true");
            query.put("resourceVersionMatch", "NotOlderThan");
        } else {
            query.put("resourceVersion", version);
        }
        query.put("timeoutSeconds", Long.toString(serverEnds.toSeconds()));
        String path = list.type().path(list.namespace(), "", "");
        return new Request("GET", path, query, "", list.metadataOnly() ? Metadata.OBJECT : "", null, true);
    }

    /** Whether this bookmark says that all objects there were at the start have been told. */
    static boolean endsList(Map<String, Object> bookmark) {
        return "true".equals(Trees.map(bookmark, "metadata", "annotations").get("k8s.io/initial-events-end"));
    }
}
