package io.fairlead.operation;

import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What applying a batch gave: each object as stored (in a plan: as it would be), and which of them changed.
 *
 * @param objects the objects, in the order they were given
 * @param changed the ones that were written
 */
public record Applied(Map<Ref, Tree> objects, Set<Ref> changed) {

    public Applied {
        objects = Collections.unmodifiableMap(new LinkedHashMap<>(objects));
        changed = Collections.unmodifiableSet(new TreeSet<>(changed));
    }

    /** One of the objects. */
    public Optional<Tree> get(Ref ref) {
        return Optional.ofNullable(objects.get(ref));
    }

    @Override
    public String toString() {
        return "Applied " + objects.size() + " objects, " + changed.size() + " changed";
    }
}
