package io.fairlead.internal.readiness;

import io.fairlead.resource.FieldPath;

/** The paths that rules cite most, made once. */
final class Fields {

    static final FieldPath GENERATION = FieldPath.of("metadata", "generation");
    static final FieldPath OBSERVED = status("observedGeneration");
    static final FieldPath DELETED = FieldPath.of("metadata", "deletionTimestamp");
    static final FieldPath FINALIZERS = FieldPath.of("metadata", "finalizers");
    static final FieldPath SPEC_REPLICAS = FieldPath.of("spec", "replicas");
    static final FieldPath PAUSED = FieldPath.of("spec", "paused");
    static final FieldPath SUSPEND = FieldPath.of("spec", "suspend");
    static final FieldPath STRATEGY = FieldPath.of("spec", "updateStrategy", "type");
    static final FieldPath PARTITION = FieldPath.of("spec", "updateStrategy", "rollingUpdate", "partition");
    static final FieldPath REPLICAS = status("replicas");
    static final FieldPath UPDATED = status("updatedReplicas");
    static final FieldPath READY = status("readyReplicas");
    static final FieldPath AVAILABLE = status("availableReplicas");
    static final FieldPath LABELLED = status("fullyLabeledReplicas");
    static final FieldPath TERMINATING = status("terminatingReplicas");
    static final FieldPath PHASE = status("phase");

    private Fields() {}

    static FieldPath status(String field) {
        return FieldPath.of("status", field);
    }
}
