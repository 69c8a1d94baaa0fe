package io.fairlead.internal.fields;

import io.fairlead.internal.tree.Trees;
import io.fairlead.resource.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The defaults that the API server writes into atomic lists and maps of its own kinds, where they cannot be told from what
 * was applied by looking at the owner. What is not known here costs a dry run, never a wrong answer.
 */
final class Defaults {

    private Defaults() {}

    /**
     * Whether a field that was left out got this value by default.
     *
     * @param trail the fields from the root to the object that holds the field, {@code []} for a list's item
     */
    static boolean isDefault(Kind kind, List<String> trail, String field, @Nullable Object value) {
        if (!BuiltIn.isBuiltIn(kind)) {
            return false;
        }
        String place = trail.isEmpty() ? "" : trail.get(trail.size() - 1);
        String above = trail.size() < 2 ? "" : trail.get(trail.size() - 2);
        boolean isClaimTemplate = trail.contains("volumeClaimTemplates");
        return switch (field) {
            case "apiVersion" ->
                (place.equals("fieldRef") || (isClaimTemplate && above.equals("volumeClaimTemplates")))
                        && "v1".equals(value);
            case "divisor" -> place.equals("resourceFieldRef") && "0".equals(value);
            case "protocol" -> kind.name().equals("NetworkPolicy") && above.equals("ports") && "TCP".equals(value);
            case "scope" -> kind.name().endsWith("WebhookConfiguration") && above.equals("rules") && "*".equals(value);
            case "kind" ->
                isClaimTemplate && above.equals("volumeClaimTemplates") && "PersistentVolumeClaim".equals(value);
            case "status" ->
                isClaimTemplate
                        && above.equals("volumeClaimTemplates")
                        && Trees.same(Map.of("phase", "Pending"), value);
            case "volumeMode" -> isClaimTemplate && place.equals("spec") && "Filesystem".equals(value);
            case "creationTimestamp" -> value == null;
            default -> false;
        };
    }
}
