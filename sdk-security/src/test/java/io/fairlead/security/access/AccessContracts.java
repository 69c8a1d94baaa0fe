package io.fairlead.security.access;

import static io.fairlead.testkit.contract.OperationContract.contract;

import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Owner;
import io.fairlead.testkit.contract.ContractCluster;
import io.fairlead.testkit.contract.OperationContract;
import io.fairlead.testkit.contract.Room;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** The operations of this package under contract. */
final class AccessContracts {

    private AccessContracts() {}

    static Stream<DynamicNode> on(ContractCluster cluster) {
        return OperationContract.tests(
                cluster, List.of(contract("grant under guard", room -> {}, AccessContracts::grant)));
    }

    private static Operation<Applied> grant(Room room) {
        Manifests manifests = Manifests.parse("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {namespace: %1$s, name: reader}
                rules: [{verbs: [get], apiGroups: [""], resources: [configmaps]}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {namespace: %1$s, name: reader}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
                subjects: [{kind: Group, name: readers, apiGroup: rbac.authorization.k8s.io}]
                """.formatted(room.namespace()));
        return AccessGuard.around(
                Apply.of(manifests, a -> a.as(Owner.of("example/access"))), Identity.user("admin", "system:masters"));
    }
}
