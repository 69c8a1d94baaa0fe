package io.fairlead.testkit.internal.store;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.kinds.Conversion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Deletes objects as the API server does: at once, after a grace, or when the last finalizer is gone. */
public final class Deleter {
    private static final String ORPHAN = "orphan";
    private static final String FOREGROUND = "foregroundDeletion";
    private static final Set<String> RETURNED = Set.of(
            "CSIDriver",
            "StorageClass",
            "VolumeAttachment",
            "CSINode",
            "VolumeAttributesClass",
            "ResourceQuota",
            "PersistentVolume",
            "ServiceAccount",
            "PersistentVolumeClaim",
            "Namespace",
            "Pod",
            "Service",
            "PodTemplate");

    private final Store store;
    private final InstantSource clock;
    private final Admission admission;

    /** A deleter over a store. */
    public Deleter(Store store, InstantSource clock, Admission admission) {
        this.store = store;
        this.clock = clock;
        this.admission = admission;
    }

    /**
     * What a deletion did.
     *
     * @param object the object, in its last or its present state
     * @param gone whether it is gone
     * @param returned whether the answer is the object, else a Status
     */
    public record Result(Map<String, Object> object, boolean gone, boolean returned) {}

    /** Deletes an object; 404 when there is none, 409 when a precondition does not hold. */
    public Result delete(Kind kind, String namespace, String name, DeleteOptions options) {
        Resource r = kind.resource();
        while (true) {
            Stored stored = store.get(r.storageKey(), namespace, name).orElseThrow(() -> ApiError.notFound(r, name));
            Map<String, Object> current = Conversion.convert(stored.object(), r.apiVersion());
            check(r, name, current, options);
            Optional<Result> result = attempt(kind, stored, current, options);
            if (result.isPresent()) {
                return result.get();
            }
        }
    }

    private static void check(Resource r, String name, Map<String, Object> current, DeleteOptions options) {
        Map<String, Object> metadata = Metadata.of(current);
        // The server names the kind, not the resource, in this one message.
        var told = new Resource(
                r.group(), r.version(), r.kind(), r.kind(), r.namespaced(), Set.of(), List.of(), List.of());
        String uid = options.uid();
        if (uid != null && !uid.equals(metadata.get("uid"))) {
            throw ApiError.conflict(
                    told,
                    name,
                    "the UID in the precondition (" + uid + ") does not match the UID in record (" + metadata.get("uid")
                            + "). The object might have been deleted and then recreated");
        }
        String version = options.resourceVersion();
        if (version != null && !version.equals(metadata.get("resourceVersion"))) {
            throw ApiError.conflict(
                    told,
                    name,
                    "the ResourceVersion in the precondition (" + version
                            + ") does not match the ResourceVersion in record (" + metadata.get("resourceVersion")
                            + "). The object might have been modified");
        }
        boolean kept = r.kind().equals("Namespace")
                && List.of("default", "kube-system", "kube-public").contains(name);
        if (kept) {
            throw new ApiError(
                    403,
                    "Forbidden",
                    "namespaces \"" + name + "\" is forbidden: this namespace may not be deleted",
                    ApiError.details(r, name, List.of()));
        }
    }

    private Optional<Result> attempt(Kind kind, Stored stored, Map<String, Object> current, DeleteOptions options) {
        Resource r = kind.resource();
        Map<String, Object> next = Json.copyOf(current);
        Map<String, Object> metadata = Json.ensure(next, "metadata");
        boolean orphaning = r.kind().equals("Job") && !kind.custom() && options.propagation() == null;
        // Of the kinds served, Jobs alone let their dependents live unless told otherwise.
        finalizers(metadata, orphaning ? DeleteOptions.Propagation.ORPHAN : options.propagation());
        boolean terminating = Metadata.terminating(current);
        long grace = r.kind().equals("Pod") && !kind.custom() ? grace(current, options) : 0;
        boolean pending = !Json.items(metadata, "finalizers").isEmpty()
                || r.kind().equals("Namespace")
                        && !Json.items(Json.child(next, "spec"), "finalizers").isEmpty();
        boolean returned = RETURNED.contains(r.kind()) && !kind.custom();
        if (grace == 0 && !pending) {
            Map<String, Object> last = current;
            if (r.kind().equals("Pod") && !kind.custom()) {
                // Pods are marked even where nothing is left to wait for.
                mark(kind, next, current, grace, terminating);
                last = next;
            }
            if (options.dryRun()) {
                return Optional.of(new Result(last, true, returned));
            }
            boolean removed = store.remove(r.storageKey(), stored.namespace(), stored.name(), stored.revision(), last);
            if (!removed) {
                return Optional.empty();
            }
            admission.release(kind, last);
            return Optional.of(new Result(last, true, returned));
        }
        mark(kind, next, current, grace, terminating);
        if (Unchanged.apartFromTimes(current, next)) {
            return Optional.of(new Result(current, false, true));
        }
        if (options.dryRun()) {
            return Optional.of(new Result(next, false, true));
        }
        return store.put(r.storageKey(), stored.namespace(), stored.name(), stored.revision(), next)
                .map(written -> new Result(written.object(), false, true));
    }

    private void mark(
            Kind kind, Map<String, Object> next, Map<String, Object> current, long grace, boolean terminating) {
        Map<String, Object> metadata = Json.ensure(next, "metadata");
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (!terminating) {
            metadata.put("deletionTimestamp", now.plusSeconds(grace).toString());
            metadata.put("deletionGracePeriodSeconds", grace);
            long generation = Json.number(metadata, "generation", 0);
            if (generation > 0) {
                metadata.put("generation", generation + 1);
            }
        } else if (kind.resource().kind().equals("Pod")) {
            long before = Json.number(Metadata.of(current), "deletionGracePeriodSeconds", 0);
            if (grace < before) {
                Instant end = Instant.parse(Json.text(Metadata.of(current), "deletionTimestamp"))
                        .minus(Duration.ofSeconds(before))
                        .plusSeconds(grace);
                metadata.put("deletionTimestamp", (end.isBefore(now) ? now : end).toString());
                metadata.put("deletionGracePeriodSeconds", grace);
            }
        }
        if (kind.resource().kind().equals("Namespace") && !kind.custom()) {
            metadata.remove("deletionGracePeriodSeconds");
            Json.ensure(next, "status").put("phase", "Terminating");
        }
    }

    private static long grace(Map<String, Object> pod, DeleteOptions options) {
        if (Metadata.terminating(pod)) {
            long before = Json.number(Metadata.of(pod), "deletionGracePeriodSeconds", 0);
            Long wanted = options.graceSeconds();
            return wanted == null ? before : Math.min(before, wanted < 0 ? 1 : wanted);
        }
        Long wanted = options.graceSeconds();
        long grace =
                wanted != null ? wanted : Json.number(Json.child(pod, "spec"), "terminationGracePeriodSeconds", 30);
        String phase = Json.text(Json.child(pod, "status"), "phase");
        boolean nobodyStopsIt = Json.text(Json.child(pod, "spec"), "nodeName").isEmpty()
                || phase.equals("Succeeded")
                || phase.equals("Failed");
        return nobodyStopsIt ? 0 : grace < 0 ? 1 : grace;
    }

    /** Dependents wait on a finalizer of the owner: one that deletes them first, or one that lets them go. */
    private static void finalizers(Map<String, Object> metadata, DeleteOptions.@Nullable Propagation propagation) {
        if (propagation == null) {
            return;
        }
        List<Object> finalizers = new ArrayList<>(Json.items(metadata, "finalizers"));
        finalizers.removeAll(List.of(ORPHAN, FOREGROUND));
        switch (propagation) {
            case ORPHAN -> finalizers.add(ORPHAN);
            case FOREGROUND -> finalizers.add(FOREGROUND);
            case BACKGROUND -> {}
        }
        if (finalizers.isEmpty()) {
            metadata.remove("finalizers");
        } else {
            metadata.put("finalizers", finalizers);
        }
    }

    /** Whether an update takes away the last thing that kept a deleted object. */
    static boolean mayGo(Kind kind, Map<String, Object> next, Map<String, Object> current) {
        if (!Metadata.terminating(current)
                || !Json.items(Metadata.of(next), "finalizers").isEmpty()) {
            return false;
        }
        if (kind.resource().kind().equals("Namespace") && !kind.custom()) {
            return Json.items(Json.child(next, "spec"), "finalizers").isEmpty();
        }
        return Json.number(Metadata.of(current), "deletionGracePeriodSeconds", 0) == 0;
    }
}
