package io.fairlead.internal.readiness;

import io.fairlead.resource.Evidence;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Observed;
import io.fairlead.resource.Readiness;
import io.fairlead.resource.Ref;
import io.fairlead.resource.StatusCondition;
import java.util.Map;
import java.util.Optional;

/** Claims, volumes and what ties them to nodes. */
final class StorageRules {

    private static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";
    private static final String FIRST_CONSUMER = "WaitForFirstConsumer";
    private static final FieldPath CLASS = FieldPath.of("spec", "storageClassName");

    private StorageRules() {}

    static Readiness claim(Observed object) {
        String phase = object.text("status", "phase");
        Readiness said = switch (phase) {
            case "Bound" -> bound(object);
            case "Lost" -> object.failed("its volume is lost, and the data with it");
            case "Pending", "" -> pending(object);
            default -> object.unknown("no rule is known for the phase " + Wording.word(phase));
        };
        return said.because(Fields.PHASE, phase.isEmpty() ? "absent" : phase);
    }

    private static Readiness bound(Observed object) {
        Map<?, ?> resizing = object.at("status", "allocatedResourceStatuses").orElse(Map.of()) instanceof Map<?, ?> map
                ? map
                : Map.of();
        String storage = String.valueOf(resizing.get("storage"));
        if (storage.endsWith("Infeasible")) {
            return object.failed("it cannot be made larger: " + Wording.word(storage))
                    .because(FieldPath.of("status", "allocatedResourceStatuses", "storage"), storage);
        }
        for (String type : new String[] {"FileSystemResizePending", "Resizing", "ModifyingVolume"}) {
            Optional<StatusCondition> condition = object.condition(type).filter(StatusCondition::isTrue);
            if (condition.isPresent()) {
                return object.inProgress("it is bound and being changed: "
                                + condition.get().words())
                        .because(condition.get().path(), condition.get().status());
            }
        }
        return object.ready("it is bound");
    }

    private static Readiness pending(Observed object) {
        boolean chosen = object.has("metadata", "annotations", SELECTED_NODE);
        String storageClass = object.text("spec", "storageClassName");
        Optional<Map<String, Object>> known = storageClass.isEmpty()
                ? Optional.empty()
                : object.neighbour(new Ref(new Kind("storage.k8s.io", "v1", "StorageClass"), "", storageClass));
        // Its volume is made where its first pod runs, and that pod may come in a later wave.
        if (!chosen && known.isPresent() && FIRST_CONSUMER.equals(known.get().get("volumeBindingMode"))) {
            return object.suspended("its volume is made once a pod uses it").because(CLASS, storageClass);
        }
        return object.inProgress(chosen ? "its volume is being made for the node of its pod" : "it is not bound yet");
    }

    static Readiness volume(Observed object) {
        String phase = object.text("status", "phase");
        Readiness said = switch (phase) {
            case "Available" -> object.ready("it can be claimed");
            case "Bound" -> object.ready("it is bound");
            case "Released" ->
                object.text("spec", "persistentVolumeReclaimPolicy").equals("Retain")
                        ? object.suspended("its claim is gone and it is kept until somebody decides")
                        : object.inProgress("its claim is gone and it is being reclaimed");
            case "Failed" ->
                object.failed("it could not be reclaimed: " + Evidence.quote(object.text("status", "message")));
            case "Pending", "" -> object.inProgress("it is not available yet");
            default -> object.unknown("no rule is known for the phase " + Wording.word(phase));
        };
        return said.because(Fields.PHASE, phase.isEmpty() ? "absent" : phase);
    }

    static Readiness attachment(Observed object) {
        if (object.flag("status", "attached")) {
            return object.ready("it is attached").because(Fields.status("attached"), true);
        }
        String error = object.text("status", "attachError", "message");
        return error.isEmpty()
                ? object.inProgress("it is not attached yet")
                : object.failed("it cannot be attached: " + Evidence.quote(error))
                        .because(FieldPath.of("status", "attachError", "message"), error);
    }

    static Readiness device(Observed object) {
        return object.has("status", "allocation")
                ? object.ready("its devices are allocated")
                : object.suspended("its devices are allocated once a pod uses it")
                        .because(Fields.status("allocation"), "absent");
    }
}
