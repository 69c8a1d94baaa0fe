package io.fairlead.testkit.internal.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What a controller sees and writes: a client of the API server inside the JVM, without HTTP.
 *
 * <p>Every write passes the same defaulting, validation, admission and field ownership as a request from outside. Objects
 * handed out are shared with the store and must not be changed: a change function gets a copy of its own. Namespace is
 * the empty string for cluster-wide kinds. Safe for use by many threads.
 */
public interface Objects {
    /** The served type of a kind, if it is served; {@code apiVersion} as in an object. */
    Optional<Resource> type(String apiVersion, String kind);

    /** The object, if it is there. */
    Optional<Map<String, Object>> get(Resource type, String namespace, String name);

    /** All objects of a type, in the order of namespace and name. */
    List<Map<String, Object>> list(Resource type);

    /** The objects of a type in one namespace, in the order of their names. */
    List<Map<String, Object>> list(Resource type, String namespace);

    /**
     * Creates an object ({@code metadata.generateName} is honoured).
     *
     * @throws ApiError 409 AlreadyExists and whatever else the server refuses with
     */
    Map<String, Object> create(Resource type, Map<String, Object> object, String manager);

    /**
     * Changes the main resource; the function gets a deep copy and returns what is to be stored. An equal result is no
     * write. Tried again on a conflict, so the function may run more than once.
     *
     * @return the stored object, empty when there is none
     */
    Optional<Map<String, Object>> update(
            Resource type, String namespace, String name, String manager, UnaryOperator<Map<String, Object>> change);

    /** Changes the status alone, as {@link #update} does the rest: its owner is noted with {@code subresource: status}. */
    Optional<Map<String, Object>> updateStatus(
            Resource type, String namespace, String name, String manager, UnaryOperator<Map<String, Object>> change);

    /**
     * Changes the object as a write through one of its other subresources does, such as {@code binding} or {@code scale}:
     * the function still gets and returns the whole object, and ownership is noted as of the subresource.
     */
    Optional<Map<String, Object>> updateSubresource(
            Resource type,
            String namespace,
            String name,
            String subresource,
            String manager,
            UnaryOperator<Map<String, Object>> change);

    /**
     * Deletes an object.
     *
     * @return whether there was one
     * @throws ApiError 409 when a precondition does not hold
     */
    boolean delete(Resource type, String namespace, String name, DeleteOptions options);

    /**
     * Tells the listener each change from now on, after an {@code ADDED} for each object that is there: in order, none
     * left out, on the writer's own thread, so it may only take note of it.
     */
    AutoCloseable watch(Resource type, Consumer<Change> listener);
}
