package io.fairlead.testkit.internal.store;

import io.fairlead.testkit.internal.apply.FieldSet;
import io.fairlead.testkit.internal.schema.Type;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A served resource with all that decides how its objects are read and written.
 *
 * @param resource what the URL names
 * @param type the type of the objects
 * @param singular the name in the singular
 * @param categories the groups of kinds it belongs to
 * @param schema the structural schema of a custom resource, null for Kubernetes' own kinds
 * @param definition the definition of a custom resource, null for Kubernetes' own kinds
 * @param rules the rules in the schema that are written in CEL and not evaluated here, each with its path
 * @param scale where the scale subresource finds its numbers, null when there is none
 */
public record Kind(
        Resource resource,
        Type type,
        String singular,
        List<String> categories,
        @Nullable Map<String, Object> schema,
        @Nullable Map<String, Object> definition,
        List<String> rules,
        @Nullable Scale scale) {

    /**
     * Where the scale subresource finds its numbers.
     *
     * @param spec the path of the wanted replicas, such as {@code spec.replicas}
     * @param status the path of the replicas there are
     * @param selector the path of the selector, empty for none
     */
    public record Scale(String spec, String status, String selector) {}

    /** Whether it is a custom resource. */
    public boolean custom() {
        return definition != null;
    }

    /** Whether the main resource leaves status alone. */
    public boolean hasStatus() {
        return resource.has("status");
    }

    /** The fields that a write through the main resource (empty) or a subresource does not change. */
    public FieldSet reset(String subresource) {
        if (!custom() && resource.kind().equals("CertificateSigningRequest")) {
            return switch (subresource) {
                case "approval" ->
                    FieldSet.of(List.of(FieldSet.fields("spec"), FieldSet.fields("status", "certificate")));
                case "status" -> FieldSet.of(List.of(FieldSet.fields("spec"), FieldSet.fields("status", "conditions")));
                default -> FieldSet.of(List.of(FieldSet.fields("spec"), FieldSet.fields("status")));
            };
        }
        if (subresource.isEmpty()) {
            return hasStatus() || List.of("CSINode", "StorageVersion").contains(resource.kind())
                    ? FieldSet.of(List.of(FieldSet.fields("status")))
                    : new FieldSet();
        }
        if (!subresource.equals("status")) {
            return new FieldSet();
        }
        if (custom()) {
            return FieldSet.of(List.of(FieldSet.fields("spec"), FieldSet.fields("metadata")));
        }
        return switch (resource.kind()) {
            case "Deployment" -> FieldSet.of(List.of(FieldSet.fields("spec"), FieldSet.fields("metadata", "labels")));
            case "Pod" ->
                FieldSet.of(List.of(
                        FieldSet.fields("spec"),
                        FieldSet.fields("metadata", "deletionTimestamp"),
                        FieldSet.fields("metadata", "ownerReferences")));
            case "ServiceCIDR" -> FieldSet.of(List.of(FieldSet.fields("spec"), FieldSet.fields("metadata")));
            default -> FieldSet.of(List.of(FieldSet.fields("spec")));
        };
    }
}
