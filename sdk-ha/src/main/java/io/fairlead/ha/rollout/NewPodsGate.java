package io.fairlead.ha.rollout;

import io.fairlead.metric.MetricGate;
import io.fairlead.operation.Gate;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A gate on a metric of the pods of a workload's new revision: only once they are there, their names are known. */
record NewPodsGate(MetricGate gate, Ref workload) implements Gate {

    @Override
    public String question() {
        return gate.question();
    }

    @Override
    public String whom() {
        return gate.whom();
    }

    @Override
    public Duration limit() {
        return gate.limit();
    }

    @Override
    public Verdict ask(Asking asking) {
        Optional<Tree> now = asking.find(workload);
        if (now.isEmpty()) {
            return Verdict.error(workload + " is gone");
        }
        List<String> names = PodsByRevision.of(asking::list, new Workload(now.get())).fresh().stream()
                .flatMap(pod -> pod.text("metadata", "name").stream())
                .toList();
        return names.isEmpty()
                ? Verdict.inconclusive("there are no new pods")
                : gate.of(names).ask(asking);
    }

    @Override
    public List<Permission> permissions() {
        String namespace = workload.namespace();
        Permission pods = Permission.of("list", "", "pods", namespace);
        return switch (workload.kind().name()) {
            case "Deployment" -> List.of(pods, Permission.of("list", "apps", "replicasets", namespace));
            case "DaemonSet" -> List.of(pods, Permission.of("list", "apps", "controllerrevisions", namespace));
            default -> List.of(pods);
        };
    }

    @Override
    public String toString() {
        return gate.toString();
    }
}
