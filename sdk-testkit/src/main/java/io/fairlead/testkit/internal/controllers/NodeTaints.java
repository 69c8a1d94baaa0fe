package io.fairlead.testkit.internal.controllers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The taints of one node, brought to what they should be; those of others stay as they are. */
final class NodeTaints {
    private final List<Map<String, Object>> taints;
    private final String now;
    private boolean changed;

    NodeTaints(List<Map<String, Object>> taints, String now) {
        this.taints = new ArrayList<>(taints);
        this.now = now;
    }

    boolean has(String key, String effect) {
        return taints.stream().anyMatch(taint -> is(taint, key, effect));
    }

    private static boolean is(Map<String, Object> taint, String key, String effect) {
        return key.equals(taint.get("key")) && effect.equals(taint.get("effect"));
    }

    void want(String key, String effect, boolean wanted) {
        if (wanted != has(key, effect)) {
            changed = true;
            if (wanted) {
                taints.add(Trees.object("key", key, "effect", effect, "timeAdded", now));
            } else {
                taints.removeIf(taint -> is(taint, key, effect));
            }
        }
    }

    boolean changed() {
        return changed;
    }

    List<Object> all() {
        return new ArrayList<>(taints);
    }
}
