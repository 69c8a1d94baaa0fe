package io.fairlead.internal.kube;

import java.util.List;
import java.util.Map;

/**
 * One page of a list.
 *
 * @param resourceVersion the version of the collection
 * @param items the objects as trees, each with apiVersion and kind
 * @param next the server's token for the next page, empty when this is the last one
 * @param remaining how many objects follow: 0 on the last page, -1 when the server does not say (lists with a selector)
 */
public record Page(String resourceVersion, List<Map<String, Object>> items, String next, long remaining) {

    /** Whether there is nothing more. */
    public boolean last() {
        return next.isEmpty();
    }
}
