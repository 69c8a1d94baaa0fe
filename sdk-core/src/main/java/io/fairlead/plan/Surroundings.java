package io.fairlead.plan;

import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.List;
import java.util.Optional;

/**
 * What a guard may ask of the cluster beside the plan, such as the nodes that pods would run on. It only reads, and sees the cluster as it is
 * now. What it reads is among the permissions of the plan.
 */
public interface Surroundings {

    /** One object as it is now. */
    Optional<Tree> find(Ref ref);

    /**
     * Objects of a kind as they are now, in the order of namespace and name; none where the cluster does not serve the kind.
     *
     * @param namespace the namespace; empty for all of them, and for what lies in none
     * @param labels a label selector as kubectl takes it; empty for any
     */
    List<Tree> list(Kind kind, String namespace, String labels);
}
