package io.fairlead.ha.autoscaling;

import static io.fairlead.testkit.contract.OperationContract.contract;

import io.fairlead.testkit.contract.ContractCluster;
import io.fairlead.testkit.contract.OperationContract;
import io.fairlead.testkit.contract.Room;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** The operations of this package under contract. */
final class AutoscalingContracts {

    private AutoscalingContracts() {}

    static Stream<DynamicNode> on(ContractCluster cluster) {
        return OperationContract.tests(
                cluster,
                List.of(
                        contract(
                                "put a Deployment under an autoscaler",
                                AutoscalingContracts::web,
                                room -> Autoscaler.of(
                                        room.namespace() + "/web",
                                        a -> a.between(2, 5).cpu(60).scaleUp(up -> up.pods(2, Duration.ofMinutes(1))))),
                        contract(
                                        "hand a Deployment back",
                                        AutoscalingContracts::scaled,
                                        room -> HandBack.of(room.namespace() + "/web"))
                                .recreating()));
    }

    private static void web(Room room) {
        AutoscalingFixture.applied(
                room.admin(), AutoscalingFixture.deployment(room.namespace(), 3, "requests: {cpu: 100m}"));
    }

    private static void scaled(Room room) {
        web(room);
        room.cluster()
                .run(Autoscaler.of(
                        room.namespace() + "/web", a -> a.between(2, 5).cpu(60)));
    }
}
