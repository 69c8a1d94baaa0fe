package io.fairlead.plan;

import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.Optional;

/**
 * One object before and after a whole plan, without what only the running cluster can know.
 *
 * @param ref the object
 * @param before as it is; empty when it is not there
 * @param after as it would be; empty when it would not be there
 * @param grade how sure the plan is of what it would be
 */
public record Effect(Ref ref, Optional<Tree> before, Optional<Tree> after, Grade grade) {}
