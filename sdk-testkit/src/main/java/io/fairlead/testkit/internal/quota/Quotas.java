package io.fairlead.testkit.internal.quota;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.store.Admission;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.Change;
import io.fairlead.testkit.internal.store.Event;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.Store;
import io.fairlead.testkit.internal.store.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Counts what namespaces with quotas hold, and refuses what would be too much.
 *
 * <p>Counted is what the store says, write by write; a write that is being checked keeps others of its namespace waiting
 * until it is stored, so no two of them can take the last place.
 */
public final class Quotas {
    static final String TYPE = "/resourcequotas";
    private static final Set<String> REQUIRED =
            Set.of("cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory");

    private final Store store;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Map<String, Quota>> quotas = new TreeMap<>();
    private final Map<String, ReentrantLock> writers = new ConcurrentHashMap<>();

    /** Counts from now on. */
    public Quotas(Store store) {
        this.store = store;
        store.listen(this::wrote);
    }

    private static final class Quota {
        final String name;
        final Map<String, Object> spec;
        final Map<String, Amount> hard = new TreeMap<>();
        final Map<String, Amount> used = new TreeMap<>();

        Quota(Stored stored) {
            name = stored.name();
            spec = Json.child(stored.object(), "spec");
            Json.child(spec, "hard").forEach((resource, amount) -> hard.put(resource, Amount.of(amount)));
            hard.keySet().forEach(resource -> used.put(resource, Amount.ZERO));
        }

        void count(String type, Stored object, boolean add) {
            if (Scopes.choose(spec, type, object.object())) {
                Usage.of(type, object.object())
                        .forEach((resource, amount) -> used.computeIfPresent(
                                resource, (r, before) -> add ? before.plus(amount) : before.minus(amount)));
            }
        }
    }

    private void wrote(String type, Event event) {
        String namespace = event.after().namespace();
        if (namespace.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            Stored before = event.before();
            for (Quota quota : quotas.getOrDefault(namespace, Map.of()).values()) {
                if (before != null) {
                    quota.count(type, before, false);
                }
                if (event.type() != Change.Type.DELETED) {
                    quota.count(type, event.after(), true);
                }
            }
            if (type.equals(TYPE)) {
                quotaChanged(namespace, event);
            }
        } finally {
            lock.unlock();
        }
    }

    private void quotaChanged(String namespace, Event event) {
        Map<String, Quota> here = quotas.computeIfAbsent(namespace, n -> new TreeMap<>());
        if (event.type() == Change.Type.DELETED) {
            here.remove(event.after().name());
            return;
        }
        Stored before = event.before();
        if (before != null
                && Json.same(before.object().get("spec"), event.after().object().get("spec"))) {
            return;
        }
        var quota = new Quota(event.after());
        for (String type : store.typesIn(namespace)) {
            store.list(type, namespace).items().forEach(object -> quota.count(type, object, true));
        }
        here.put(quota.name, quota);
    }

    /** What a quota's namespace holds of each resource that the quota names; empty when there is no such quota. */
    Map<String, Object> used(String namespace, String name) {
        lock.lock();
        try {
            Quota quota = quotas.getOrDefault(namespace, Map.of()).get(name);
            Map<String, Object> used = new TreeMap<>();
            if (quota != null) {
                quota.used.forEach((resource, amount) -> used.put(resource, amount.toString()));
            }
            return used;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses a write that would be too much; else keeps its place until the claim is closed. */
    public Admission.Claim claim(
            Kind kind, String namespace, Map<String, Object> object, @Nullable Map<String, Object> old) {
        if (namespace.isEmpty() || !limited(namespace)) {
            return Admission.Claim.NONE;
        }
        ReentrantLock writer = writers.computeIfAbsent(namespace, n -> new ReentrantLock());
        writer.lock();
        try {
            check(kind, namespace, object, old);
        } catch (RuntimeException e) {
            writer.unlock();
            throw e;
        }
        return new Admission.Claim() {
            @Override
            public void keep() {}

            @Override
            public void close() {
                writer.unlock();
            }
        };
    }

    private boolean limited(String namespace) {
        lock.lock();
        try {
            return !quotas.getOrDefault(namespace, Map.of()).isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void check(Kind kind, String namespace, Map<String, Object> object, @Nullable Map<String, Object> old) {
        String type = kind.resource().storageKey();
        boolean checked =
                old == null || Set.of("/services", "/persistentvolumeclaims").contains(type);
        if (!checked) {
            return;
        }
        Map<String, Amount> usage = Usage.of(type, object);
        lock.lock();
        try {
            for (Quota quota : quotas.getOrDefault(namespace, Map.of()).values()) {
                if (Scopes.choose(quota.spec, type, object)) {
                    if (type.equals("/pods")) {
                        demand(kind, quota, object);
                    }
                    check(kind, quota, object, usage, old == null ? Map.of() : Usage.of(type, old));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private static void check(
            Kind kind, Quota quota, Map<String, Object> object, Map<String, Amount> usage, Map<String, Amount> before) {
        List<String> requested = new ArrayList<>();
        List<String> used = new ArrayList<>();
        List<String> limited = new ArrayList<>();
        quota.hard.forEach((resource, hard) -> {
            Amount more = usage.getOrDefault(resource, Amount.ZERO).minus(before.getOrDefault(resource, Amount.ZERO));
            Amount now = quota.used.getOrDefault(resource, Amount.ZERO);
            if (more.moreThan(Amount.ZERO) && now.plus(more).moreThan(hard)) {
                requested.add(resource + "=" + more);
                used.add(resource + "=" + now);
                limited.add(resource + "=" + hard);
            }
        });
        if (!requested.isEmpty()) {
            throw ApiError.forbidden(
                    kind.resource(),
                    name(object),
                    "exceeded quota: " + quota.name + ", requested: " + String.join(",", requested) + ", used: "
                            + String.join(",", used) + ", limited: " + String.join(",", limited));
        }
    }

    /** A quota on processors or memory makes every container name its own. */
    private static void demand(Kind kind, Quota quota, Map<String, Object> pod) {
        Map<String, Object> spec = Json.child(pod, "spec");
        if (!PodAmounts.amounts(spec, "requests").isEmpty()
                || !PodAmounts.amounts(spec, "limits").isEmpty()) {
            return;
        }
        Map<String, Set<String>> missing = new TreeMap<>();
        List<Map<String, Object>> containers = new ArrayList<>(Json.objects(spec, "containers"));
        containers.addAll(Json.objects(spec, "initContainers"));
        for (Map<String, Object> container : containers) {
            Map<String, Amount> asked = new TreeMap<>();
            Usage.asked(PodAmounts.amounts(container, "requests"), PodAmounts.amounts(container, "limits"), asked);
            for (String resource : quota.hard.keySet()) {
                if (REQUIRED.contains(resource) && !asked.containsKey(resource)) {
                    missing.computeIfAbsent(resource, r -> new TreeSet<>()).add(Json.text(container, "name"));
                }
            }
        }
        if (!missing.isEmpty()) {
            List<String> told = new ArrayList<>();
            missing.forEach((resource, names) -> told.add(resource + " for: " + String.join(",", names)));
            throw ApiError.forbidden(
                    kind.resource(),
                    name(pod),
                    "failed quota: " + quota.name + ": must specify " + String.join("; ", told));
        }
    }

    private static String name(Map<String, Object> object) {
        return Json.text(Json.child(object, "metadata"), "name");
    }
}
