package io.fairlead.testkit.contract;

import io.fairlead.testkit.Sandbox;
import io.fairlead.testkit.SandboxOptions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The kernel's operations under contract on the Sandbox. */
class SandboxContractTest {

    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions::enforceRbac);
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @TestFactory
    Stream<DynamicNode> kernel_operations() {
        return OperationContract.tests(ContractCluster.of(sandbox), KernelOperations.all());
    }
}
