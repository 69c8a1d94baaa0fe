package io.fairlead.testkit.internal.controllers;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the metadata of objects. */
final class Meta {
    private Meta() {}

    static String name(Map<String, Object> object) {
        return Trees.text(object, "metadata", "name");
    }

    static String namespace(Map<String, Object> object) {
        return Trees.text(object, "metadata", "namespace");
    }

    static String uid(Map<String, Object> object) {
        return Trees.text(object, "metadata", "uid");
    }

    static long generation(Map<String, Object> object) {
        return Trees.longNumber(object, "metadata", "generation");
    }

    static long version(Map<String, Object> object) {
        String version = Trees.text(object, "metadata", "resourceVersion");
        return version.isEmpty() ? 0 : Long.parseLong(version);
    }

    static Map<String, Object> labels(Map<String, Object> object) {
        return Trees.map(object, "metadata", "labels");
    }

    static Map<String, Object> annotations(Map<String, Object> object) {
        return Trees.map(object, "metadata", "annotations");
    }

    static String annotation(Map<String, Object> object, String key) {
        return Trees.text(annotations(object), key);
    }

    static boolean deleting(Map<String, Object> object) {
        return Trees.at(object, "metadata", "deletionTimestamp") != null;
    }

    static Instant created(Map<String, Object> object) {
        Instant created = Trees.time(object, "metadata", "creationTimestamp");
        return created == null ? Instant.EPOCH : created;
    }

    /** The reference to the controller, empty without one. */
    static Map<String, Object> controller(Map<String, Object> object) {
        return Trees.maps(object, "metadata", "ownerReferences").stream()
                .filter(reference -> Trees.isTrue(reference, "controller"))
                .findFirst()
                .orElse(Map.of());
    }

    /** A reference that makes {@code owner} the controller. */
    static Map<String, Object> controllerReference(Map<String, Object> owner) {
        return Trees.object(
                "apiVersion", owner.get("apiVersion"),
                "kind", owner.get("kind"),
                "name", name(owner),
                "uid", uid(owner),
                "controller", true,
                "blockOwnerDeletion", true);
    }

    /** The condition of that type in {@code status.conditions}, null without one. */
    static @Nullable Map<String, Object> condition(Map<String, Object> object, String type) {
        return Trees.maps(object, "status", "conditions").stream()
                .filter(condition -> type.equals(condition.get("type")))
                .findFirst()
                .orElse(null);
    }
}
