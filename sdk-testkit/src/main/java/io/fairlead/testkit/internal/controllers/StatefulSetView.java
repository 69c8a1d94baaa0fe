package io.fairlead.testkit.internal.controllers;

import io.fairlead.scaling.IntOrPercent;
import java.util.Map;

/** What a StatefulSet asks for, read from its tree. */
record StatefulSetView(Map<String, Object> object) {
    private static final IntOrPercent ONE = new IntOrPercent(1, false);

    String name() {
        return Meta.name(object);
    }

    int replicas() {
        return Trees.number(1, object, "spec", "replicas");
    }

    int firstOrdinal() {
        return Trees.number(0, object, "spec", "ordinals", "start");
    }

    boolean wants(int ordinal) {
        return ordinal >= firstOrdinal() && ordinal < firstOrdinal() + replicas();
    }

    /** Whether pods come and go one at a time, each after the one before. */
    boolean ordered() {
        return !"Parallel".equals(Trees.text(object, "spec", "podManagementPolicy"));
    }

    boolean rolling() {
        return !"OnDelete".equals(Trees.text(object, "spec", "updateStrategy", "type"));
    }

    int partition() {
        return Trees.number(0, object, "spec", "updateStrategy", "rollingUpdate", "partition");
    }

    /** How many pods may be missing in an update; a percentage rounds down, and one always may. */
    int maxUnavailable() {
        Object value = Trees.at(object, "spec", "updateStrategy", "rollingUpdate", "maxUnavailable");
        return Math.max(1, IntOrPercent.of(value, ONE).roundedDown(replicas()));
    }

    int minReadySeconds() {
        return Trees.number(0, object, "spec", "minReadySeconds");
    }

    /** The ordinal in a pod's name, -1 for a name that is not of this set. */
    int ordinal(Map<String, Object> pod) {
        String prefix = name() + "-";
        String podName = Meta.name(pod);
        try {
            return podName.startsWith(prefix) ? Integer.parseInt(podName.substring(prefix.length())) : -1;
        } catch (NumberFormatException other) {
            return -1;
        }
    }
}
