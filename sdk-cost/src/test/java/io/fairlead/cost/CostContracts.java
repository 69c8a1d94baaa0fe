package io.fairlead.cost;

import static io.fairlead.testkit.contract.OperationContract.contract;

import io.fairlead.cost.price.Money;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Operation;
import io.fairlead.testkit.contract.ContractCluster;
import io.fairlead.testkit.contract.OperationContract;
import io.fairlead.testkit.contract.Room;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** What this module adds to operations under contract: the printed role reads what the guard reads. */
final class CostContracts {

    private CostContracts() {}

    static Stream<DynamicNode> on(ContractCluster cluster) {
        return OperationContract.tests(
                cluster,
                List.of(
                        contract(
                                "apply under a limit of cost",
                                room -> applied(room, "500m").requiring(Cost.atMost(Money.usd(200)))),
                        contract(
                                "change under a limit of percent",
                                room -> room.cluster().run(applied(room, "500m")),
                                room -> applied(room, "600m").requiring(Cost.addsAtMost(30)))));
    }

    private static Operation<?> applied(Room room, String cpu) {
        String requests = "{requests: {cpu: %s}}".formatted(cpu);
        return Apply.of(Manifests.parse(CostFixture.deployment("web", 2, "registry.example/web:1.0", requests, ""))
                .inNamespace(room.namespace()));
    }
}
