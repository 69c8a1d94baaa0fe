package io.fairlead.internal.engine;

import io.fairlead.internal.kube.ResourceType;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the parts of one plan share: the live objects as first read, the tokens, and the dry runs that an earlier plan of the same
 * program may lend.
 */
final class PlanState {

    private final Map<Ref, Optional<Map<String, Object>>> reads = new HashMap<>();
    private final Map<Kind, ResourceType> plannedTypes = new HashMap<>();
    private final Map<String, List<Map<String, Object>>> wholes = new HashMap<>();
    private final Tokens tokens = new Tokens();
    private final DryRuns dryRuns;

    PlanState(DryRuns dryRuns) {
        this.dryRuns = dryRuns;
    }

    /** Lists that were read to their end, by path: read once a plan, as objects are. */
    Map<String, List<Map<String, Object>>> wholes() {
        return wholes;
    }

    Map<Ref, Optional<Map<String, Object>>> reads() {
        return reads;
    }

    /** The resources of CustomResourceDefinitions that the plan makes. */
    Map<Kind, ResourceType> plannedTypes() {
        return plannedTypes;
    }

    Tokens tokens() {
        return tokens;
    }

    DryRuns dryRuns() {
        return dryRuns;
    }
}
