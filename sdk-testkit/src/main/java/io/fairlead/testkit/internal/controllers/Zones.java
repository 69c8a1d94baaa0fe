package io.fairlead.testkit.internal.controllers;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How fast nodes of a zone may be tainted for eviction, by how much of the zone is down. */
final class Zones {
    private static final Duration PACE = Duration.ofSeconds(10);
    private static final Duration SLOW_PACE = Duration.ofSeconds(100);
    private static final int LARGE = 50;
    private static final double MUCH = 0.55;

    private final Cache nodes;
    private final Map<String, Instant> free = new HashMap<>();

    Zones(Cache nodes) {
        this.nodes = nodes;
    }

    private static String zone(Map<String, Object> node) {
        return Trees.text(node, "metadata", "labels", "topology.kubernetes.io/region")
                + "/"
                + Trees.text(node, "metadata", "labels", "topology.kubernetes.io/zone");
    }

    private static boolean down(Map<String, Object> node) {
        return !"True".equals(NodeLifecycle.ready(node));
    }

    boolean anyDown() {
        return nodes.all().stream().anyMatch(Zones::down);
    }

    boolean allDown() {
        return nodes.all().stream().allMatch(Zones::down);
    }

    /** When the next node of this one's zone may be tainted; empty for not at all. */
    Optional<Instant> next(Map<String, Object> node, Instant now) {
        return pace(zone(node)).map(pace -> free.getOrDefault(zone(node), now));
    }

    void took(Map<String, Object> node, Instant now) {
        pace(zone(node)).ifPresent(pace -> free.put(zone(node), now.plus(pace)));
    }

    private Optional<Duration> pace(String zone) {
        List<Map<String, Object>> all =
                nodes.all().stream().filter(node -> zone(node).equals(zone)).toList();
        long down = all.stream().filter(Zones::down).count();
        boolean partly = down < all.size() && down > 2 && (double) down / all.size() >= MUCH;
        if (!partly) {
            return Optional.of(PACE);
        }
        return all.size() > LARGE ? Optional.of(SLOW_PACE) : Optional.empty();
    }
}
