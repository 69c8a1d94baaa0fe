package io.fairlead.internal.engine;

import io.fairlead.internal.fields.Entry;
import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.internal.tree.Trees;
import io.fairlead.plan.Rewriter;
import io.fairlead.resource.FieldChange;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells which other tools keep an object as they want it, by their marks and their field managers: Argo CD's tracking id and its own
 * instance label (not {@code app.kubernetes.io/instance}, which charts set too), Flux's kustomize and helm labels, Helm's managed-by.
 */
final class Rewriters {

    private static final Map<String, Set<String>> MANAGERS = Map.of(
            "Argo CD", Set.of("argocd-controller", "argocd-application-controller"),
            "Flux", Set.of("kustomize-controller", "helm-controller"),
            "Helm", Set.of("helm"));

    private Rewriters() {}

    static List<Rewriter> of(Ref ref, Map<String, Object> before, List<FieldChange> changes) {
        Map<String, Object> labels = Trees.map(before, "metadata", "labels");
        Map<String, Object> annotations = Trees.map(before, "metadata", "annotations");
        List<Rewriter> found = new ArrayList<>();
        for (String tool : List.of("Argo CD", "Flux", "Helm")) {
            Set<String> managers = MANAGERS.getOrDefault(tool, Set.of());
            List<Entry> entries = ManagedFields.of(before).entries().stream()
                    .filter(entry -> managers.contains(entry.manager()))
                    .toList();
            boolean marked = switch (tool) {
                case "Argo CD" ->
                    annotations.containsKey("argocd.argoproj.io/tracking-id")
                            || labels.containsKey("argocd.argoproj.io/instance");
                case "Flux" ->
                    labels.containsKey("kustomize.toolkit.fluxcd.io/name")
                            || labels.containsKey("helm.toolkit.fluxcd.io/name");
                default -> "Helm".equals(labels.get("app.kubernetes.io/managed-by"));
            };
            if (marked || !entries.isEmpty()) {
                List<FieldPath> fields = changes.stream()
                        .map(FieldChange::path)
                        .filter(path -> entries.stream()
                                .anyMatch(entry -> entry.fields().covers(path)))
                        .toList();
                found.add(new Rewriter(ref, tool, fields));
            }
        }
        return found;
    }
}
