package io.fairlead.testkit.internal.store;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.kinds.Conversion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** {@link Objects} straight on the store, through the same writer as requests from outside. */
public final class LocalObjects implements Objects {
    private final Store store;
    private final Catalog catalog;
    private final Writer writer;
    private final Deleter deleter;

    /** A client of these. */
    public LocalObjects(Store store, Catalog catalog, Writer writer, Deleter deleter) {
        this.store = store;
        this.catalog = catalog;
        this.writer = writer;
        this.deleter = deleter;
    }

    @Override
    public Optional<Resource> type(String apiVersion, String kind) {
        return catalog.find(apiVersion, kind).map(Kind::resource);
    }

    @Override
    public Optional<Map<String, Object>> get(Resource type, String namespace, String name) {
        return store.get(type.storageKey(), namespace, name)
                .map(stored -> Conversion.convert(stored.object(), type.apiVersion()));
    }

    @Override
    public List<Map<String, Object>> list(Resource type) {
        return list(type, "");
    }

    @Override
    public List<Map<String, Object>> list(Resource type, String namespace) {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Stored stored : store.list(type.storageKey(), namespace).items()) {
            objects.add(Conversion.convert(stored.object(), type.apiVersion()));
        }
        return objects;
    }

    @Override
    public Map<String, Object> create(Resource type, Map<String, Object> object, String manager) {
        Kind kind = catalog.of(type);
        String namespace = Json.text(Json.child(object, "metadata"), "namespace");
        return writer.create(kind, namespace, Json.copyOf(object), WriteOptions.internal(manager))
                .object();
    }

    @Override
    public Optional<Map<String, Object>> update(
            Resource type, String namespace, String name, String manager, UnaryOperator<Map<String, Object>> change) {
        return change(type, namespace, name, "", manager, change);
    }

    @Override
    public Optional<Map<String, Object>> updateStatus(
            Resource type, String namespace, String name, String manager, UnaryOperator<Map<String, Object>> change) {
        return change(type, namespace, name, "status", manager, change);
    }

    @Override
    public Optional<Map<String, Object>> updateSubresource(
            Resource type,
            String namespace,
            String name,
            String subresource,
            String manager,
            UnaryOperator<Map<String, Object>> change) {
        return change(type, namespace, name, subresource, manager, change);
    }

    private Optional<Map<String, Object>> change(
            Resource type,
            String namespace,
            String name,
            String subresource,
            String manager,
            UnaryOperator<Map<String, Object>> change) {
        Kind kind = catalog.of(type);
        WriteOptions options = WriteOptions.internal(manager);
        try {
            return Optional.of(writer.update(
                            kind,
                            namespace,
                            name,
                            subresource,
                            current -> {
                                Map<String, Object> next =
                                        writer.reader().body(kind, change.apply(Json.copyOf(current)), options);
                                writer.fieldManager(kind, subresource).update(current, next, manager);
                                return next;
                            },
                            options)
                    .object());
        } catch (ApiError e) {
            if (e.code() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public boolean delete(Resource type, String namespace, String name, DeleteOptions options) {
        try {
            deleter.delete(catalog.of(type), namespace, name, options);
            return true;
        } catch (ApiError e) {
            if (e.code() == 404) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public AutoCloseable watch(Resource type, Consumer<Change> listener) {
        return store.follow(type.storageKey(), event -> {
            Stored before = event.before();
            listener.accept(new Change(
                    event.type(), before == null ? null : convert(before, type), convert(event.after(), type)));
        });
    }

    private static Map<String, Object> convert(Stored stored, Resource type) {
        return Conversion.convert(stored.object(), type.apiVersion());
    }
}
