package io.fairlead.testkit.internal.store;

import io.fairlead.testkit.internal.apply.FieldManager;
import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.kinds.Conversion;
import io.fairlead.testkit.internal.kinds.Preparation;
import io.fairlead.testkit.internal.kinds.Validation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Creates and changes objects as the API server does: read and defaulted, owned, admitted, prepared, validated, and
 * stored only against the revision that was looked at.
 */
public final class Writer {
    private static final int MOST_TRIES = 1_000;

    private final Store store;
    private final Catalog catalog;
    private final InstantSource clock;
    private final Admission admission;
    private final Reader reader;
    private final Dice dice;
    private final Map<String, Owned> managers = new ConcurrentHashMap<>();
    private volatile Consumer<String> furnish = namespace -> {};

    private record Owned(Kind kind, FieldManager manager) {}

    /** A writer over a store; {@code admission} has a say in every write. */
    public Writer(Store store, Catalog catalog, InstantSource clock, Admission admission, Dice dice) {
        this.store = store;
        this.dice = dice;
        this.catalog = catalog;
        this.clock = clock;
        this.admission = admission;
        this.reader = new Reader();
    }

    /**
     * The outcome of a write.
     *
     * @param object the object as it is now
     * @param created whether it is new
     */
    public record Result(Map<String, Object> object, boolean created) {}

    /** Makes the next state of an object from its present one. */
    @FunctionalInterface
    public interface Change {
        /** The next state, with its managed fields; {@code current} is not to be changed. */
        Map<String, Object> next(Map<String, Object> current);
    }

    /** The keeper of field ownership for writes through the main resource (empty) or a subresource. */
    public FieldManager fieldManager(Kind kind, String subresource) {
        Resource r = kind.resource();
        String key = r.apiVersion() + "/" + r.plural() + "/" + subresource;
        Owned owned = managers.get(key);
        if (owned == null || owned.kind().type() != kind.type()) {
            owned = new Owned(
                    kind,
                    new FieldManager(
                            catalog.versions(kind),
                            r.apiVersion(),
                            r.kind(),
                            kind.type(),
                            kind.reset(subresource),
                            subresource,
                            clock));
            managers.put(key, owned);
        }
        return owned.manager();
    }

    /** Names who furnishes a new namespace, before its creation is answered. */
    public void furnishWith(Consumer<String> furnisher) {
        furnish = furnisher;
    }

    /** Furnishes a namespace that came to be in another way than by a request. */
    public void furnish(String namespace) {
        furnish.accept(namespace);
    }

    /** Reads bodies. */
    public Reader reader() {
        return reader;
    }

    /** Creates an object from a request body. */
    public Result create(Kind kind, String namespace, Map<String, Object> body, WriteOptions options) {
        Map<String, Object> object = reader.body(kind, body, options);
        checkNamespace(kind, namespace, object);
        Map<String, Object> metadata = Json.ensure(object, "metadata");
        String given = Json.text(metadata, "name");
        String prefix = Json.text(metadata, "generateName");
        boolean generate = given.isEmpty() && !prefix.isEmpty();
        if (!Json.text(metadata, "resourceVersion").isEmpty() && !options.dryRun()) {
            throw new ApiError(500, "", "resourceVersion should not be set on objects to be created", null);
        }
        for (int tries = 1; ; tries++) {
            Map<String, Object> attempt = generate ? Json.copyOf(object) : object;
            if (generate) {
                Json.ensure(attempt, "metadata").put("name", Names.generate(prefix, dice));
            }
            fieldManager(kind, "").update(fieldManager(kind, "").nothing(), attempt, options.manager());
            try {
                return new Result(insert(kind, namespace, attempt, options), true);
            } catch (ApiError e) {
                if (!generate || tries == 8 || !e.reason().equals("AlreadyExists")) {
                    throw e;
                }
            }
        }
    }

    private Map<String, Object> insert(Kind kind, String namespace, Map<String, Object> object, WriteOptions options) {
        Resource r = kind.resource();
        admission.admit(kind, Admission.Operation.CREATE, namespace, object, null, options);
        Metadata.born(object, clock, dice);
        Preparation.create(kind, object);
        List<FieldError> errors = new ArrayList<>(Validation.create(kind, object));
        if (errors.isEmpty()) {
            errors.addAll(Metadata.faults(kind, object));
        }
        refuse(kind, object, errors);
        String name = Metadata.name(object);
        if (store.get(r.storageKey(), namespace, name).isPresent()) {
            throw ApiError.alreadyExists(r, name);
        }
        admission.validate(kind, Admission.Operation.CREATE, namespace, object, null, options);
        try (Admission.Claim claim = admission.allocate(kind, object, null, options.dryRun())) {
            if (options.dryRun()) {
                return object;
            }
            Stored stored = store.put(r.storageKey(), namespace, name, 0, object)
                    .orElseThrow(() -> ApiError.alreadyExists(r, name));
            claim.keep();
            if (r.storageKey().equals("/namespaces")) {
                furnish.accept(name);
            }
            return stored.object();
        }
    }

    /** Replaces an object or its subresource by a request body. */
    public Result replace(
            Kind kind,
            String namespace,
            String name,
            String subresource,
            Map<String, Object> body,
            WriteOptions options) {
        Map<String, Object> object = reader.body(kind, body, options);
        checkNamespace(kind, namespace, object);
        checkName(name, namespace, object);
        String uid = Json.text(Metadata.of(object), "uid");
        return update(
                kind,
                namespace,
                name,
                subresource,
                current -> {
                    String there = Json.text(Metadata.of(current), "uid");
                    if (!uid.isEmpty() && !uid.equals(there)) {
                        throw uidPrecondition(kind, namespace, name, uid, there);
                    }
                    Map<String, Object> next = Json.copyOf(object);
                    if (Json.text(Metadata.of(next), "resourceVersion").isEmpty() && unconditional(kind)) {
                        Json.put(
                                Json.ensure(next, "metadata"),
                                "resourceVersion",
                                Metadata.of(current).get("resourceVersion"));
                    }
                    fieldManager(kind, subresource).update(current, next, options.manager());
                    return next;
                },
                options);
    }

    private static ApiError uidPrecondition(Kind kind, String namespace, String name, String uid, String there) {
        Resource r = kind.resource();
        String key = "/registry/" + (r.group().isEmpty() ? "" : r.group() + "/") + r.plural() + "/"
                + (namespace.isEmpty() ? "" : namespace + "/") + name;
        return ApiError.conflict(
                r,
                name,
                "StorageError: invalid object, Code: 4, Key: " + key
                        + ", ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: " + uid
                        + ", UID in object meta: " + there);
    }

    /** Whether a PUT without a resource version wins blindly. */
    private static boolean unconditional(Kind kind) {
        return !kind.custom()
                && !List.of(
                                "Lease",
                                "PodDisruptionBudget",
                                "RuntimeClass",
                                "CSIDriver",
                                "CSINode",
                                "CSIStorageCapacity",
                                "VolumeAttachment",
                                "ValidatingWebhookConfiguration",
                                "MutatingWebhookConfiguration",
                                "CustomResourceDefinition",
                                "APIService")
                        .contains(kind.resource().kind());
    }

    /** Applies a configuration; creates the object when the main resource is applied and there is none. */
    public Result apply(
            Kind kind,
            String namespace,
            String name,
            String subresource,
            Map<String, Object> applied,
            WriteOptions options) {
        FieldManager manager = fieldManager(kind, subresource);
        if (subresource.isEmpty()
                && store.get(kind.resource().storageKey(), namespace, name).isEmpty()) {
            Map<String, Object> object = applied(kind, manager.nothing(), applied, manager, options);
            String uid = Json.text(Metadata.of(applied), "uid");
            if (!uid.isEmpty()) {
                throw ApiError.conflict(
                        kind.resource(),
                        name,
                        "uid mismatch: the provided object specified uid " + uid
                                + ", and no existing object was found");
            }
            checkNamespace(kind, namespace, object);
            checkName(name, namespace, object);
            try {
                return new Result(insert(kind, namespace, object, options), true);
            } catch (ApiError e) {
                if (!e.reason().equals("AlreadyExists")) {
                    throw e;
                }
            }
        }
        return update(
                kind,
                namespace,
                name,
                subresource,
                current -> applied(kind, current, applied, manager, options),
                options);
    }

    private Map<String, Object> applied(
            Kind kind,
            Map<String, Object> current,
            Map<String, Object> applied,
            FieldManager manager,
            WriteOptions options) {
        return reader.merged(kind, manager.apply(current, applied, options.manager(), options.force()));
    }

    /** Changes an object that is there, again and again until no other write comes between. */
    public Result update(
            Kind kind, String namespace, String name, String subresource, Change change, WriteOptions options) {
        Resource r = kind.resource();
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Stored stored = store.get(r.storageKey(), namespace, name).orElseThrow(() -> ApiError.notFound(r, name));
            Map<String, Object> current = Conversion.convert(stored.object(), r.apiVersion());
            Map<String, Object> next = change.next(current);
            checkNamespace(kind, namespace, next);
            checkName(name, namespace, next);
            Optional<Map<String, Object>> done = store(kind, namespace, subresource, stored, current, next, options);
            if (done.isPresent()) {
                return new Result(done.get(), false);
            }
        }
        throw ApiError.conflict(
                r, name, "the object has been modified; please apply your changes to the latest version and try again");
    }

    private Optional<Map<String, Object>> store(
            Kind kind,
            String namespace,
            String subresource,
            Stored stored,
            Map<String, Object> current,
            Map<String, Object> next,
            WriteOptions options) {
        Resource r = kind.resource();
        String name = stored.name();
        admission.admit(kind, Admission.Operation.UPDATE, namespace, next, current, options);
        Object wanted = Metadata.of(next).get("resourceVersion");
        if (wanted == null || "".equals(wanted)) {
            if (!unconditional(kind)) {
                throw FieldError.asError(
                        r.group(),
                        r.plural(),
                        name,
                        List.of(FieldError.invalid("metadata.resourceVersion", 0, "must be specified for an update")));
            }
        } else if (!wanted.equals(Metadata.of(current).get("resourceVersion"))) {
            throw ApiError.conflict(
                    r,
                    name,
                    "the object has been modified; please apply your changes to the latest version and try again");
        }
        if (subresource.equals("status")) {
            Preparation.updateStatus(kind, next, current, clock.instant());
        } else {
            Preparation.update(kind, subresource, next, current, clock.instant());
        }
        Metadata.keep(next, current);
        List<FieldError> errors = new ArrayList<>(Metadata.faults(kind, next));
        errors.addAll(Metadata.updateFaults(next, current));
        errors.addAll(Validation.update(kind, subresource, next, current));
        refuse(kind, next, errors);
        if (Unchanged.apartFromTimes(current, next)) {
            return Optional.of(current);
        }
        admission.validate(kind, Admission.Operation.UPDATE, namespace, next, current, options);
        Json.put(
                Json.ensure(next, "metadata"),
                "resourceVersion",
                Metadata.of(current).get("resourceVersion"));
        boolean gone = Deleter.mayGo(kind, next, current);
        try (Admission.Claim claim = admission.allocate(kind, next, current, options.dryRun())) {
            if (options.dryRun()) {
                return Optional.of(next);
            }
            if (gone) {
                if (!store.remove(r.storageKey(), namespace, name, stored.revision(), next)) {
                    return Optional.empty();
                }
                admission.release(kind, next);
                return Optional.of(next);
            }
            Optional<Stored> written = store.put(r.storageKey(), namespace, name, stored.revision(), next);
            written.ifPresent(w -> claim.keep());
            return written.map(Stored::object);
        }
    }

    private static void refuse(Kind kind, Map<String, Object> object, List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw FieldError.asError(kind.resource().group(), kind.resource().kind(), Metadata.name(object), errors);
        }
    }

    private static void checkNamespace(Kind kind, String namespace, Map<String, Object> object) {
        Map<String, Object> metadata = Json.ensure(object, "metadata");
        String given = Json.text(metadata, "namespace");
        if (!kind.resource().namespaced()) {
            return;
        }
        if (given.isEmpty()) {
            Map<String, Object> ordered = new LinkedHashMap<>(metadata);
            metadata.clear();
            for (String first : List.of("name", "generateName")) {
                if (ordered.containsKey(first)) {
                    Json.put(metadata, first, ordered.remove(first));
                }
            }
            metadata.put("namespace", namespace);
            metadata.putAll(ordered);
        } else if (!given.equals(namespace)) {
            throw ApiError.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
    }

    private static void checkName(String name, String namespace, Map<String, Object> object) {
        String given = Metadata.name(object);
        if (given.isEmpty()) {
            Json.ensure(object, "metadata").put("name", name);
        } else if (!given.equals(name)) {
            throw ApiError.badRequest(
                    "the name of the object (" + given + ") does not match the name on the URL (" + name + ")");
        }
        String in = Json.text(Metadata.of(object), "namespace");
        if (!namespace.isEmpty() && !in.isEmpty() && !in.equals(namespace)) {
            throw ApiError.badRequest("the namespace of the object (" + in
                    + ") does not match the namespace on the request (" + namespace + ")");
        }
    }

    /** The present state of an object in the version of a kind. */
    public Optional<Map<String, Object>> find(Kind kind, String namespace, String name) {
        @Nullable
        Stored stored = store.get(kind.resource().storageKey(), namespace, name).orElse(null);
        return stored == null
                ? Optional.empty()
                : Optional.of(
                        Conversion.convert(stored.object(), kind.resource().apiVersion()));
    }
}
