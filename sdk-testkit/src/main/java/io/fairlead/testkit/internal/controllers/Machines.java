package io.fairlead.testkit.internal.controllers;

import io.fairlead.testkit.internal.time.SandboxTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The machines behind the nodes, of which some may be lost: nothing is heard of a lost one, and nothing happens on it.
 *
 * <p>Losing and finding may be called on any thread; all else belongs to the Sandbox's thread.
 */
public final class Machines {
    private final SandboxTime time;
    private final Map<String, Instant> lost = new HashMap<>();
    private final List<Consumer<String>> listeners = new ArrayList<>();

    Machines(SandboxTime time) {
        this.time = time;
    }

    /** Cuts the machine of a node off. */
    public void lose(String node) {
        time.execute(() -> {
            lost.putIfAbsent(node, time.now());
            listeners.forEach(listener -> listener.accept(node));
        });
    }

    /** Brings the machine of a node back, as it was. */
    public void find(String node) {
        time.execute(() -> {
            lost.remove(node);
            listeners.forEach(listener -> listener.accept(node));
        });
    }

    void onChange(Consumer<String> listener) {
        listeners.add(listener);
    }

    boolean isLost(String node) {
        return lost.containsKey(node);
    }

    Optional<Instant> lostSince(String node) {
        return Optional.ofNullable(lost.get(node));
    }
}
