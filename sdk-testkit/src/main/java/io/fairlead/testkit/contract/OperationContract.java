package io.fairlead.testkit.contract;

import io.fairlead.operation.Operation;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * An operation that is held to the contract: each {@link Check} becomes a test of its own, in a {@link Room} of its own.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> my_operations() {
 *   return OperationContract.tests(ContractCluster.of(sandbox),
 *       contract("scale a deployment", room -> room.create(web()), room -> scale(room.namespace() + "/web", 3)),
 *       contract("label it", room -> room.create(web()), room -> label(room.namespace() + "/web")).atMost(4));
 * }
 * }</pre>
 *
 * <p>Immutable. The operation is made anew for each reading and must be the same each time. It needs JUnit and AssertJ on the class
 * path.
 */
public final class OperationContract {

    private final String name;
    private final Consumer<Room> given;
    private final Function<Room, ? extends Operation<?>> operation;
    private final Map<Check, String> exceptions;
    private final int requests;
    private final boolean recreating;

    private OperationContract(
            String name,
            Consumer<Room> given,
            Function<Room, ? extends Operation<?>> operation,
            Map<Check, String> exceptions,
            int requests,
            boolean recreating) {
        this.name = Objects.requireNonNull(name, "name");
        this.given = Objects.requireNonNull(given, "given");
        this.operation = Objects.requireNonNull(operation, "operation");
        this.exceptions = exceptions.isEmpty() ? Map.of() : new EnumMap<>(exceptions);
        this.requests = requests;
        this.recreating = recreating;
    }

    /** An operation that needs nothing but a namespace. */
    public static OperationContract contract(String name, Function<Room, ? extends Operation<?>> operation) {
        return contract(name, room -> {}, operation);
    }

    /**
     * An operation with what it finds in the cluster.
     *
     * @param name what it is called in the names of tests
     * @param given lays out what it finds; called once for each check
     * @param operation makes the operation for a room
     */
    public static OperationContract contract(
            String name, Consumer<Room> given, Function<Room, ? extends Operation<?>> operation) {
        return new OperationContract(name, given, operation, Map.of(), 0, false);
    }

    /**
     * The same, with the number of requests that a run takes at most, its record among them; checked where it is said. Not counted is
     * what a cluster asks once: discovery, and who the caller is.
     */
    public OperationContract atMost(int mostRequests) {
        return new OperationContract(name, given, operation, exceptions, mostRequests, recreating);
    }

    /** The same, which deletes objects: undo makes them anew, so that their uids and creation times are others. */
    public OperationContract recreating() {
        return new OperationContract(name, given, operation, exceptions, requests, true);
    }

    /**
     * The same without a check that does not hold of it; reported as skipped, with the reason.
     *
     * @param why one sentence
     */
    public OperationContract except(Check check, String why) {
        Map<Check, String> more = new EnumMap<>(Check.class);
        more.putAll(exceptions);
        more.put(check, why);
        return new OperationContract(name, given, operation, more, requests, recreating);
    }

    /** The tests of several operations on one cluster, one container each. */
    public static Stream<DynamicNode> tests(ContractCluster cluster, OperationContract... contracts) {
        return tests(cluster, Arrays.asList(contracts));
    }

    /** The tests of several operations on one cluster, one container each. */
    public static Stream<DynamicNode> tests(ContractCluster cluster, Collection<OperationContract> contracts) {
        return contracts.stream().map(contract -> contract.on(cluster));
    }

    /** The tests of this operation on a cluster. */
    public DynamicNode on(ContractCluster cluster) {
        return DynamicContainer.dynamicContainer(
                name + " (" + cluster.name() + ")",
                Arrays.stream(Check.values())
                        .filter(check -> check != Check.STATED_REQUESTS || requests > 0)
                        .filter(check -> check != Check.WHOLE_AFTER_A_CUT || cluster.isInProcess())
                        .map(check -> DynamicTest.dynamicTest(check.toString(), () -> test(check, cluster))));
    }

    private void test(Check check, ContractCluster cluster) {
        String exception = exceptions.get(check);
        Assumptions.assumeTrue(exception == null, () -> String.valueOf(exception));
        try (Room room = new Room(cluster)) {
            given.accept(room);
            new Checking(room, operation, recreating, requests).run(check);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
