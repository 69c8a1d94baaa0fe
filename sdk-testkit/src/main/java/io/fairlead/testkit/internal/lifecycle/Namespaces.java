package io.fairlead.testkit.internal.lifecycle;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.Catalog;
import io.fairlead.testkit.internal.store.Change;
import io.fairlead.testkit.internal.store.DeleteOptions;
import io.fairlead.testkit.internal.store.Deleter;
import io.fairlead.testkit.internal.store.Event;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.Store;
import io.fairlead.testkit.internal.store.Stored;
import io.fairlead.testkit.internal.store.WriteOptions;
import io.fairlead.testkit.internal.store.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Furnishes a new namespace, and empties one that is deleted before it goes. */
final class Namespaces {
    private static final String TYPE = "/namespaces";
    private static final String MANAGER = "kube-controller-manager";

    private final Store store;
    private final Catalog catalog;
    private final Writer writer;
    private final Deleter deleter;

    Namespaces(Store store, Catalog catalog, Writer writer, Deleter deleter) {
        this.store = store;
        this.catalog = catalog;
        this.writer = writer;
        this.deleter = deleter;
    }

    /** Gives a namespace its default account and the cluster's certificate. */
    void furnish(String namespace) {
        create("serviceaccounts", namespace, object("v1", "ServiceAccount", namespace, "default"));
        Map<String, Object> certificate = object("v1", "ConfigMap", namespace, "kube-root-ca.crt");
        Json.ensure(certificate, "metadata")
                .put(
                        "annotations",
                        new LinkedHashMap<>(Map.of(
                                "kubernetes.io/description",
                                "Contains a CA bundle that can be used to verify the kube-apiserver when using"
                                        + " internal endpoints such as the internal service IP or"
                                        + " kubernetes.default.svc. No other usage is guaranteed across distributions"
                                        + " of Kubernetes clusters.")));
        certificate.put("data", new LinkedHashMap<>(Map.of("ca.crt", "")));
        create("configmaps", namespace, certificate);
    }

    private static Map<String, Object> object(String apiVersion, String kind, String namespace, String name) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        metadata.put("namespace", namespace);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", kind);
        object.put("apiVersion", apiVersion);
        object.put("metadata", metadata);
        return object;
    }

    private void create(String plural, String namespace, Map<String, Object> object) {
        Kind kind = catalog.find("", "v1", plural).orElseThrow();
        try {
            writer.create(kind, namespace, object, WriteOptions.internal(MANAGER));
        } catch (ApiError e) {
            if (e.code() != 409) {
                throw e;
            }
        }
    }

    void wrote(String type, Event event) {
        if (type.equals(TYPE)) {
            boolean going = event.type() == Change.Type.MODIFIED
                    && Json.child(event.after().object(), "metadata").get("deletionTimestamp") != null;
            if (going) {
                empty(event.after().name());
            }
        } else if (event.type() == Change.Type.DELETED
                && !event.after().namespace().isEmpty()) {
            String namespace = event.after().namespace();
            if (terminating(namespace) && store.typesIn(namespace).isEmpty()) {
                finish(namespace);
            }
        }
    }

    private boolean terminating(String namespace) {
        Optional<Stored> found = store.get(TYPE, "", namespace);
        return found.isPresent() && Json.child(found.get().object(), "metadata").get("deletionTimestamp") != null;
    }

    private void empty(String namespace) {
        for (String type : store.typesIn(namespace)) {
            Optional<Kind> kind = catalog.stored(type);
            if (kind.isEmpty()) {
                continue;
            }
            for (Stored stored : store.list(type, namespace).items()) {
                if (Json.child(stored.object(), "metadata").get("deletionTimestamp") == null) {
                    delete(kind.get(), stored);
                }
            }
        }
        if (store.typesIn(namespace).isEmpty()) {
            finish(namespace);
        }
    }

    private void delete(Kind kind, Stored stored) {
        try {
            deleter.delete(kind, stored.namespace(), stored.name(), DeleteOptions.background());
        } catch (ApiError e) {
            if (e.code() != 404) {
                throw e;
            }
        }
    }

    private void finish(String namespace) {
        Kind kind = catalog.find("", "v1", "namespaces").orElseThrow();
        try {
            writer.update(
                    kind,
                    "",
                    namespace,
                    "finalize",
                    current -> {
                        Map<String, Object> next = Json.copyOf(current);
                        List<Object> left = new ArrayList<>(Json.items(Json.child(next, "spec"), "finalizers"));
                        left.remove("kubernetes");
                        Map<String, Object> spec = Json.ensure(next, "spec");
                        if (left.isEmpty()) {
                            spec.remove("finalizers");
                        } else {
                            spec.put("finalizers", left);
                        }
                        return next;
                    },
                    WriteOptions.internal(MANAGER));
        } catch (ApiError e) {
            if (e.code() != 404) {
                throw e;
            }
        }
    }
}
