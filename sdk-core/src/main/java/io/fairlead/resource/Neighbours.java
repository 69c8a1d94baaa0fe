package io.fairlead.resource;

import java.util.Map;
import java.util.Optional;

/**
 * Other objects that a rule may look at, as far as the caller has them at hand; never a reason for a request.
 *
 * <p>A claim is judged better with its StorageClass, for example: whether its volume waits for the first consumer.
 */
@FunctionalInterface
public interface Neighbours {

    /** The object, where it is at hand; the version of the kind does not matter. */
    Optional<Map<String, Object>> find(Ref ref);

    /** Nothing is at hand. */
    static Neighbours none() {
        return ref -> Optional.empty();
    }
}
