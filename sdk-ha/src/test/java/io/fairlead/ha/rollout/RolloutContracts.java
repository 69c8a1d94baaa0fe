package io.fairlead.ha.rollout;

import static io.fairlead.testkit.contract.OperationContract.contract;

import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fairlead.testkit.contract.ContractCluster;
import io.fairlead.testkit.contract.OperationContract;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** The operations of this package under contract. */
final class RolloutContracts {

    private RolloutContracts() {}

    static Stream<DynamicNode> on(ContractCluster cluster) {
        return OperationContract.tests(cluster, all());
    }

    private static List<OperationContract> all() {
        return List.of(
                contract(
                        "roll out an image of a Deployment",
                        room -> Workloads.applied(room.admin(), Workloads.deployment(room.namespace(), "web")),
                        room -> Rollout.of(room.namespace() + "/web", r -> r.image(Workloads.SECOND))),
                contract(
                        "roll out a variable of a StatefulSet",
                        room -> Workloads.applied(room.admin(), Workloads.statefulSet(room.namespace(), "web")),
                        room -> Rollout.of(room.namespace() + "/statefulset/web", r -> r.env("web", "COLOUR", "blue"))),
                contract(
                        "roll out requests of a DaemonSet",
                        room -> Workloads.applied(room.admin(), Workloads.daemonSet(room.namespace(), "web")),
                        room -> Rollout.of(room.namespace() + "/daemonset/web", r -> r.request("proxy", "cpu", "10m"))),
                contract(
                        "take a field away",
                        room -> Workloads.applied(room.admin(), Workloads.deployment(room.namespace(), "web")),
                        room -> Rollout.of(
                                room.namespace() + "/deployment/web",
                                r -> r.template(template -> new PodTemplateSpecBuilder(template)
                                        .editSpec()
                                        .editFirstContainer()
                                        .withWorkingDir(null)
                                        .endContainer()
                                        .endSpec()
                                        .build()))));
    }
}
