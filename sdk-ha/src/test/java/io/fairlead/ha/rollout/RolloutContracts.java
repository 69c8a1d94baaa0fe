package io.fairlead.ha.rollout;

import static io.fairlead.testkit.contract.OperationContract.contract;

import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fairlead.testkit.contract.Check;
import io.fairlead.testkit.contract.ContractCluster;
import io.fairlead.testkit.contract.OperationContract;
import io.fairlead.testkit.contract.Room;
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
                                        .build()))),
                contract(
                        "roll out by a canary beside",
                        RolloutContracts::served,
                        room -> Rollout.of(
                                room.namespace() + "/web",
                                r -> r.image(Workloads.SECOND).canary(c -> c.weights(30, 60)))),
                contract(
                        "roll out by blue and green",
                        RolloutContracts::served,
                        room -> Rollout.of(
                                room.namespace() + "/web",
                                r -> r.image(Workloads.SECOND).blueGreen(b -> {}))),
                contract(
                        "roll back to an image",
                        RolloutContracts::released,
                        room -> Rollback.of(room.namespace() + "/web", b -> b.toImage(Workloads.FIRST))),
                contract(
                        "pause a Deployment",
                        room -> Workloads.applied(room.admin(), Workloads.deployment(room.namespace(), "web")),
                        room -> Pause.of(room.namespace() + "/web")),
                contract("resume a Deployment", RolloutContracts::paused, room -> Resume.of(room.namespace() + "/web")),
                contract(
                                "restart a Deployment",
                                room -> Workloads.applied(room.admin(), Workloads.deployment(room.namespace(), "web")),
                                room -> Restart.of(room.namespace() + "/web"))
                        .except(Check.SAME_PLAN_TWICE, "Its plan says the time at which it was made.")
                        .except(Check.NOTHING_TO_DO_AGAIN, "A restart is one each time.")
                        .except(Check.WHOLE_AFTER_A_CUT, "Another restart writes another time."));
    }

    private static void served(Room room) {
        room.create(Workloads.service(room.namespace(), "web"));
        Workloads.applied(room.admin(), Workloads.tracked(room.namespace(), "web"));
    }

    private static void released(Room room) {
        Workloads.applied(room.admin(), Workloads.deployment(room.namespace(), "web"));
        room.cluster().run(Rollout.of(room.namespace() + "/web", r -> r.image(Workloads.SECOND)));
    }

    private static void paused(Room room) {
        Workloads.applied(room.admin(), Workloads.deployment(room.namespace(), "web"));
        room.admin()
                .apps()
                .deployments()
                .inNamespace(room.namespace())
                .withName("web")
                .edit(web -> {
                    web.getSpec().setPaused(true);
                    return web;
                });
    }
}
