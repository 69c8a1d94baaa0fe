package io.fairlead.testkit.internal.apply;

import io.fairlead.testkit.internal.schema.Type;
import java.util.Map;
import java.util.Optional;

/** One resource's objects in each of its API versions: field ownership is told in the version it was written in. */
public interface Versions {
    /** The type of the objects in a version, such as {@code autoscaling/v1}; empty when it is not served. */
    Optional<Type> type(String version);

    /** The object in another version; given back as it is when it is in that version already. */
    Map<String, Object> convert(Map<String, Object> object, String version);
}
