package io.fairlead.internal.kube;

import java.util.List;
import java.util.Map;

/**
 * A complete list at one resource version.
 *
 * @param resourceVersion the version of the collection
 * @param items the objects as trees, each with apiVersion and kind
 * @param requests how many requests it took
 */
public record Listing(String resourceVersion, List<Map<String, Object>> items, int requests) {}
