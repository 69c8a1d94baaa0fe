package io.fairlead.testkit.internal.kinds;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.quota.LimitRanges;
import io.fairlead.testkit.internal.quota.Quotas;
import io.fairlead.testkit.internal.rbac.Authorizer;
import io.fairlead.testkit.internal.rbac.Escalation;
import io.fairlead.testkit.internal.store.Admission;
import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.Dice;
import io.fairlead.testkit.internal.store.Kind;
import io.fairlead.testkit.internal.store.Store;
import io.fairlead.testkit.internal.store.Stored;
import io.fairlead.testkit.internal.store.WriteOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The say of the cluster in each write: namespaces, accounts, priorities, storage, escalation, addresses. */
public final class ClusterAdmission implements Admission {
    private final Store store;
    private final PodAdmission pods;
    private final Services services = new Services();
    private final Escalation escalation;
    private final LimitRanges ranges;
    private final Quotas quotas;
    private final Unplayed unplayed;

    /** Admits by what is in the store. */
    public ClusterAdmission(Store store, Authorizer authorizer, Quotas quotas, Unplayed unplayed, Dice dice) {
        this.store = store;
        this.ranges = new LimitRanges(store);
        this.pods = new PodAdmission(store, ranges, dice);
        this.quotas = quotas;
        this.unplayed = unplayed;
        this.escalation = new Escalation(authorizer);
    }

    @Override
    public void admit(
            Kind kind,
            Operation operation,
            String namespace,
            Map<String, Object> object,
            @Nullable Map<String, Object> old,
            WriteOptions options) {
        if (operation == Operation.CREATE && kind.resource().namespaced()) {
            namespace(kind, namespace, object);
        }
        unplayed.check(kind, object, old, options);
        if (kind.custom()) {
            return;
        }
        String name = kind.resource().kind();
        if (operation == Operation.CREATE) {
            switch (name) {
                case "Pod" -> pods.admit(kind, namespace, object);
                case "PersistentVolumeClaim" -> {
                    storageClass(object);
                    finalizer(object, "kubernetes.io/pvc-protection");
                }
                case "CertificateSigningRequest" -> SigningRequests.asked(object, options.user());
                case "PersistentVolume" -> finalizer(object, "kubernetes.io/pv-protection");
                default -> {}
            }
        }
        escalation.check(kind, namespace, object, old, options.user());
    }

    private void namespace(Kind kind, String namespace, Map<String, Object> object) {
        Optional<Stored> found = store.get("/namespaces", "", namespace);
        if (found.isEmpty()) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("name", namespace);
            details.put("kind", "namespaces");
            throw new ApiError(404, "NotFound", "namespaces \"" + namespace + "\" not found", details);
        }
        if (Json.child(found.get().object(), "metadata").get("deletionTimestamp") != null) {
            String name = Json.text(Json.child(object, "metadata"), "name");
            throw new ApiError(
                    403,
                    "Forbidden",
                    kind.resource().qualifiedPlural() + " \"" + name
                            + "\" is forbidden: unable to create new content in namespace " + namespace
                            + " because it is being terminated",
                    ApiError.details(
                            kind.resource(),
                            name,
                            List.of(ApiError.cause(
                                    "NamespaceTerminating",
                                    "namespace " + namespace + " is being terminated",
                                    "metadata.namespace"))));
        }
    }

    private void storageClass(Map<String, Object> claim) {
        Map<String, Object> spec = Json.ensure(claim, "spec");
        if (spec.get("storageClassName") != null) {
            return;
        }
        store.list("storage.k8s.io/storageclasses", "").items().stream()
                .filter(c -> "true"
                        .equals(Json.at(c.object(), "metadata", "annotations")
                                .get("storageclass.kubernetes.io/is-default-class")))
                .findFirst()
                .ifPresent(c -> spec.put("storageClassName", c.name()));
    }

    private static void finalizer(Map<String, Object> object, String finalizer) {
        Map<String, Object> metadata = Json.ensure(object, "metadata");
        List<Object> finalizers = new ArrayList<>(Json.items(metadata, "finalizers"));
        if (!finalizers.contains(finalizer)) {
            finalizers.add(finalizer);
            metadata.put("finalizers", finalizers);
        }
    }

    @Override
    public void validate(
            Kind kind,
            Operation operation,
            String namespace,
            Map<String, Object> object,
            @Nullable Map<String, Object> old,
            WriteOptions options) {
        if (operation == Operation.CREATE && !kind.custom()) {
            String name = kind.resource().kind();
            if (name.equals("Pod") || name.equals("PersistentVolumeClaim")) {
                ranges.check(kind, namespace, object);
            } else if (name.equals("CertificateSigningRequest")) {
                SigningRequests.admit(kind, object);
            }
        }
    }

    @Override
    public Claim allocate(Kind kind, Map<String, Object> object, @Nullable Map<String, Object> old, boolean dryRun) {
        Claim quota = quotas.claim(kind, Json.text(Json.child(object, "metadata"), "namespace"), object, old);
        if (!isService(kind)) {
            return quota;
        }
        try {
            return Claim.both(services.allocate(object, old, dryRun), quota);
        } catch (RuntimeException e) {
            quota.close();
            throw e;
        }
    }

    @Override
    public void release(Kind kind, Map<String, Object> object) {
        if (isService(kind)) {
            services.release(object);
        }
    }

    private static boolean isService(Kind kind) {
        return !kind.custom() && kind.resource().kind().equals("Service");
    }
}
