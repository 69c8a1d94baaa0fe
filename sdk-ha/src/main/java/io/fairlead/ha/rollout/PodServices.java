package io.fairlead.ha.rollout;

import io.fairlead.operation.Selection;
import io.fairlead.operation.Work;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Tree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The Services that send to a workload's pods.
 *
 * @param services the Services, in the order of their names
 */
record PodServices(List<Tree> services) {

    private static final Kind SERVICE = Kind.of("v1", "Service");

    /** Those whose selector takes the pods of this workload's template; one LIST. */
    static PodServices of(Work work, Workload workload) {
        Tree labels = workload.tree().at("spec", "template", "metadata", "labels");
        return new PodServices(
                work.list(SERVICE, Selection.namespace(workload.ref().namespace())).stream()
                        .filter(service -> takes(service.at("spec", "selector"), labels))
                        .toList());
    }

    private static boolean takes(Tree selector, Tree labels) {
        List<String> keys = selector.names();
        return !keys.isEmpty()
                && keys.stream().allMatch(key -> selector.text(key).equals(labels.text(key)));
    }

    /** The labels that any of them selects by. */
    Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        services.forEach(service -> keys.addAll(service.at("spec", "selector").names()));
        return keys;
    }

    /** Their names, in words. */
    String names() {
        return services.stream()
                .map(service -> service.text("metadata", "name").orElse(""))
                .collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return names();
    }
}
