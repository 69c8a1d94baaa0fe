package io.fairlead.internal.diagnosis;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Cause;
import io.fairlead.resource.Diagnosis;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Observed;
import io.fairlead.resource.Ref;
import io.fairlead.resource.StorageCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why a claim that something waits for has no volume. */
final class ClaimCauses {

    private static final String DEFAULT = "storageclass.kubernetes.io/is-default-class";

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
                                claim -> found.addAll(of(claim)),
                                () -> missing(name.get(), namespace).ifPresent(found::add));
            }
        }
        return found;
    }

    private Optional<Map<String, Object>> claim(String name, String namespace) {
        return lists.of(Lists.CLAIM, namespace, "", "").stream()
                .filter(claim -> name.equals(Trees.at(claim, "metadata", "name")))
                .findFirst();
    }

    /** A claim that nobody may list is not a missing one. */
    private Optional<Diagnosis> missing(String name, String namespace) {
        boolean blind = lists.refusals().keySet().stream().anyMatch(what -> what.startsWith(Lists.CLAIM.name()));
        return blind
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
        List<Map<String, Object>> events = lists.of(Lists.EVENT, ref.namespace(), "", "");
        return events.stream()
                .filter(event -> uid.equals(Trees.at(event, "involvedObject", "uid")))
                .map(event -> said(claim, event))
                .flatMap(Optional::stream)
                .findFirst()
                .map(List::of)
                .orElse(own);
    }

    private Optional<Cause> byClass(Observed claim) {
        String name = claim.text("spec", "storageClassName");
        if (!claim.text("spec", "volumeName").isEmpty()) {
            return Optional.empty();
        }
        // An empty class is asked for on purpose: only a volume made by hand will do.
        boolean byHand = name.isEmpty() && claim.has("spec", "storageClassName");
        List<Map<String, Object>> classes = byHand ? List.of() : lists.of(Lists.STORAGE_CLASS, "", "", "");
        boolean blind = lists.refusals().containsKey(Lists.STORAGE_CLASS.name() + "s");
        if (name.isEmpty()) {
            // Without a word on it the default class is filled in, also later.
            boolean none = classes.stream()
                    .noneMatch(each -> "true".equals(Trees.at(each, "metadata", "annotations", DEFAULT)));
            return none && !blind
                    ? Optional.of(new StorageCause.NoClass(claim.ref().name()))
                    : Optional.empty();
        }
        Optional<Map<String, Object>> found = classes.stream()
                .filter(each -> name.equals(Trees.at(each, "metadata", "name")))
                .findFirst();
        if (found.isEmpty()) {
            return blind
                    ? Optional.empty()
                    : Optional.of(new StorageCause.MissingClass(claim.ref().name(), name));
        }
        return Optional.empty();
    }

    private static Optional<Diagnosis> said(Observed claim, Map<String, Object> event) {
        String message = Trees.text(event, "message").orElse("");
        String name = claim.ref().name();
        Cause cause = switch (Trees.text(event, "reason").orElse("")) {
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
