package io.fairlead.internal.diagnosis;

import io.fairlead.internal.tree.Trees;
import io.fairlead.placement.Quantities;
import io.fairlead.resource.Cause;
import io.fairlead.resource.Diagnosis;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Observed;
import io.fairlead.resource.Ref;
import io.fairlead.resource.StorageCause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why a claim that something waits for has no volume. */
final class ClaimCauses {

    private static final String DEFAULT = "storageclass.kubernetes.io/is-default-class";

    private static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";
    private static final String FIRST_CONSUMER = "WaitForFirstConsumer";
    private static final String BY_HAND = "kubernetes.io/no-provisioner";

    private final Lists lists;

    ClaimCauses(Lists lists) {
        this.lists = lists;
    }

    /** The causes of the claims that a pod mounts. */
    List<Diagnosis> ofPod(Map<String, Object> pod, String namespace) {
        List<Diagnosis> found = new ArrayList<>();
        for (Map<String, Object> volume : Trees.maps(pod, "spec", "volumes")) {
            Optional<String> name = Trees.text(volume, "persistentVolumeClaim", "claimName");
            if (name.isPresent()) {
                claim(name.get(), namespace)
                        .ifPresentOrElse(
                                claim -> of(claim).stream()
                                        .filter(each -> !(each.cause() instanceof StorageCause.WaitsForPod))
                                        .forEach(found::add),
                                () -> missing(name.get(), namespace).ifPresent(found::add));
            }
        }
        return found;
    }

    private Optional<Map<String, Object>> claim(String name, String namespace) {
        return lists.named(Lists.CLAIM, namespace, name);
    }

    /** A claim that nobody may list is not a missing one. */
    private Optional<Diagnosis> missing(String name, String namespace) {
        return lists.blind(Lists.CLAIM, namespace)
                ? Optional.empty()
                : Optional.of(Diagnosis.of(
                        new StorageCause.MissingClaim(name),
                        new Ref(Lists.CLAIM, namespace, name),
                        FieldPath.root(),
                        "absent"));
    }

    /** The causes of one claim: its class, then what its events say. */
    List<Diagnosis> of(Map<String, Object> tree) {
        Observed claim = Observed.of(tree);
        List<Diagnosis> own = ObjectCauses.of(tree);
        if (own.isEmpty() || !(own.get(0).cause() instanceof StorageCause.Pending)) {
            return own;
        }
        Ref ref = claim.ref();
        Optional<Cause> byClass = byClass(claim);
        if (byClass.isPresent()) {
            return List.of(Diagnosis.of(
                    byClass.get(),
                    ref,
                    FieldPath.of("spec", "storageClassName"),
                    claim.has("spec", "storageClassName") ? claim.text("spec", "storageClassName") : "absent"));
        }
        String uid = claim.text("metadata", "uid");
        return lists.events(ref.namespace(), uid, "").stream()
                .map(event -> said(claim, event))
                .flatMap(Optional::stream)
                .findFirst()
                .map(List::of)
                .orElse(own);
    }

    private Optional<Cause> byClass(Observed claim) {
        String name = claim.text("spec", "storageClassName");
        String asked = claim.ref().name();
        if (!claim.text("spec", "volumeName").isEmpty()) {
            return Optional.empty();
        }
        if (name.isEmpty() && claim.has("spec", "storageClassName")) {
            // An empty class is asked for on purpose: only a volume made by hand will do.
            return Optional.of(noVolume(claim).orElseGet(() -> new StorageCause.NoClass(asked)));
        }
        if (name.isEmpty()) {
            // Without a word on it the default class is filled in, also later.
            boolean none = lists.of(Lists.STORAGE_CLASS, "", "", "").stream()
                    .noneMatch(each -> "true".equals(Trees.at(each, "metadata", "annotations", DEFAULT)));
            return none && !lists.blind(Lists.STORAGE_CLASS, "")
                    ? Optional.of(new StorageCause.NoClass(asked))
                    : Optional.empty();
        }
        Optional<Map<String, Object>> found = lists.named(Lists.STORAGE_CLASS, "", name);
        if (found.isEmpty()) {
            return lists.blind(Lists.STORAGE_CLASS, "")
                    ? Optional.empty()
                    : Optional.of(new StorageCause.MissingClass(asked, name));
        }
        if (FIRST_CONSUMER.equals(found.get().get("volumeBindingMode"))
                && !claim.has("metadata", "annotations", SELECTED_NODE)) {
            return Optional.of(new StorageCause.WaitsForPod(asked));
        }
        return BY_HAND.equals(found.get().get("provisioner")) ? noVolume(claim) : Optional.empty();
    }

    /** What the free volumes of its class lack, where there are any: they alone are asked, as nobody makes one. */
    private Optional<Cause> noVolume(Observed claim) {
        String wanted = String.valueOf(
                claim.at("spec", "resources", "requests", "storage").orElse(""));
        List<String> free = lists.of(Lists.VOLUME, "", "", "").stream()
                .filter(volume -> "Available".equals(Trees.at(volume, "status", "phase"))
                        && claim.text("spec", "storageClassName")
                                .equals(Trees.text(volume, "spec", "storageClassName")
                                        .orElse("")))
                .map(volume -> String.valueOf(Trees.at(volume, "spec", "capacity", "storage")))
                .toList();
        try {
            Optional<String> largest = free.stream().max(Comparator.comparingLong(Quantities::units));
            return largest.filter(size -> Quantities.units(size) < Quantities.units(wanted))
                    .map(size -> new StorageCause.TooSmall(claim.ref().name(), wanted, size));
        } catch (IllegalArgumentException noQuantity) {
            return Optional.empty();
        }
    }

    private static Optional<Diagnosis> said(Observed claim, Map<String, Object> event) {
        String message = Trees.text(event, "message").orElse("");
        String name = claim.ref().name();
        Cause cause = switch (Trees.text(event, "reason").orElse("")) {
            case "VolumeMismatch" -> new StorageCause.Mismatch(name, message);
            case "ProvisioningFailed" -> new StorageCause.ProvisioningFailed(name, message);
            case "ExternalProvisioning" ->
                new StorageCause.WaitsForProvisioner(
                        name, claim.text("metadata", "annotations", "volume.kubernetes.io/storage-provisioner"));
            default -> null;
        };
        return cause == null
                ? Optional.empty()
                : Optional.of(Diagnosis.of(cause, claim.ref(), FieldPath.of("status", "phase"), "Pending"));
    }
}
