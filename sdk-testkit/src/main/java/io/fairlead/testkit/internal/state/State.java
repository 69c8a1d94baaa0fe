package io.fairlead.testkit.internal.state;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.kinds.Unplayed;
import io.fairlead.testkit.internal.store.Admission;
import io.fairlead.testkit.internal.store.Catalog;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.Resource;
import io.fairlead.testkit.internal.store.Store;
import io.fairlead.testkit.internal.store.Stored;
import io.fairlead.testkit.internal.store.WriteOptions;
import io.fairlead.testkit.internal.store.Writer;
import io.fairlead.testkit.internal.time.SandboxTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Writes all objects out and puts them back.
 *
 * <p>An object with a uid is put back as it was, status and owners of fields included; one without was written by hand and is
 * created as by a request. The values of Secrets go neither way.
 */
public final class State {
    private static final Set<String> LEFT_OUT = Set.of("/events", "events.k8s.io/events");
    private static final String MANAGER = "sandbox-dump";

    private final Store store;
    private final Catalog catalog;
    private final Writer writer;
    private final Admission admission;
    private final Unplayed unplayed;
    private final SandboxTime time;

    /** Writes out and puts back what is in the store. */
    public State(
            Store store, Catalog catalog, Writer writer, Admission admission, Unplayed unplayed, SandboxTime time) {
        this.store = store;
        this.catalog = catalog;
        this.writer = writer;
        this.admission = admission;
        this.unplayed = unplayed;
        this.time = time;
    }

    /** All objects but Events. */
    public String save() {
        List<Map<String, Object>> objects = new ArrayList<>();
        Set<String> types = new TreeSet<>();
        catalog.kinds().forEach(kind -> types.add(kind.resource().storageKey()));
        types.removeAll(LEFT_OUT);
        for (String type : types) {
            store.list(type, "").items().forEach(stored -> objects.add(withoutValues(stored.object())));
        }
        objects.sort(Comparator.comparingInt(State::rank));
        return YamlText.print(objects);
    }

    private static Map<String, Object> withoutValues(Map<String, Object> object) {
        if (!isSecret(object)) {
            return object;
        }
        Map<String, Object> blank = new LinkedHashMap<>(object);
        for (String field : List.of("data", "stringData")) {
            if (blank.get(field) instanceof Map<?, ?> values) {
                Map<String, Object> empty = new LinkedHashMap<>();
                Json.map(values).keySet().forEach(key -> empty.put(key, ""));
                blank.put(field, empty);
            }
        }
        return blank;
    }

    private static boolean isSecret(Map<String, Object> object) {
        return "Secret".equals(object.get("kind")) && "v1".equals(object.get("apiVersion"));
    }

    /** Namespaces and definitions come first; what bounds the others comes last. */
    private static int rank(Map<String, Object> object) {
        return switch (Json.text(object, "kind")) {
            case "Namespace" -> 0;
            case "CustomResourceDefinition" -> 1;
            case "ResourceQuota", "LimitRange" -> 4;
            default -> Json.text(Json.child(object, "metadata"), "uid").isEmpty() ? 3 : 2;
        };
    }

    /** Puts the objects of a dump back; {@link IllegalArgumentException} names what cannot be. */
    public void load(List<Map<String, Object>> dump) {
        List<Map<String, Object>> objects = new ArrayList<>(dump);
        var owners = new Owners(dump);
        objects.sort(Comparator.<Map<String, Object>>comparingInt(State::rank).thenComparingInt(owners::depth));
        objects.stream().filter(object -> rank(object) < 2).forEach(this::put);
        time.settle();
        Set<String> unknown = new TreeSet<>();
        objects.stream()
                .filter(object -> kind(object).isEmpty())
                .forEach(object -> unknown.add(object.get("kind") + " of " + object.get("apiVersion")));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("The dump has objects that the Sandbox does not serve: "
                    + String.join(", ", unknown) + ". Add their definitions, or leave them out.");
        }
        // In one go on the thread of all that happens by itself, or what has no owner yet would be collected meanwhile.
        var done = new CompletableFuture<Void>();
        time.execute(() -> {
            try {
                objects.stream().filter(object -> rank(object) >= 2).forEach(this::put);
                store.list("/namespaces", "").items().forEach(namespace -> writer.furnish(namespace.name()));
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        try {
            done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private Optional<Kind> kind(Map<String, Object> object) {
        return catalog.find(Json.text(object, "apiVersion"), Json.text(object, "kind"));
    }

    private void put(Map<String, Object> object) {
        Kind kind = kind(object).orElseThrow();
        Resource r = kind.resource();
        if (LEFT_OUT.contains(r.storageKey())) {
            return;
        }
        unplayed.check(kind, "create");
        Map<String, Object> metadata = Json.child(object, "metadata");
        String namespace = Json.text(metadata, "namespace");
        if (r.namespaced() && namespace.isEmpty()) {
            namespace = "default";
        }
        Map<String, Object> copy = Json.copyOf(withoutValues(object));
        if (Json.text(metadata, "uid").isEmpty()) {
            writer.create(kind, namespace, copy, WriteOptions.internal(MANAGER));
            return;
        }
        String name = Json.text(metadata, "name");
        long before =
                store.get(r.storageKey(), namespace, name).map(Stored::revision).orElse(0L);
        try (Admission.Claim claim = admission.allocate(kind, copy, null, false)) {
            store.put(r.storageKey(), namespace, name, before, copy);
            claim.keep();
        }
    }

    /** Reads a dump. */
    public static List<Map<String, Object>> parse(String yaml) {
        return YamlText.parse(yaml);
    }
}
