package io.fairlead.internal.engine;

import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Forbidden;
import io.fairlead.internal.kube.ResourceType;
import io.fairlead.plan.Grade;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the parts of one plan share: the live objects as first read, the tokens, and the dry runs that an earlier plan of the same
 * program may lend.
 */
final class PlanState {

    /** How sure a plan is of what the server would not be asked by this caller. */
    static final Grade NOT_ALLOWED = Grade.predicted("you are not allowed to write it, so the server was not asked");

    private final Map<Ref, Optional<Map<String, Object>>> reads = new HashMap<>();
    private final Map<Kind, ResourceType> plannedTypes = new HashMap<>();
    private final Map<String, List<Map<String, Object>>> wholes = new HashMap<>();
    private final Tokens tokens = new Tokens();
    private final DryRuns dryRuns;
    private final List<FairleadException> refusals = new ArrayList<>();

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

    /**
     * Keeps a refusal for lack of permissions that the plan names anyway: it goes on by what can be told without the server, so that it names
     * all that is lacking, and is not run.
     *
     * @return whether it is one
     */
    boolean keepsRefusal(FairleadException failure, List<Permission> needed) {
        boolean lacking = failure instanceof Forbidden forbidden
                && !forbidden.missing().isEmpty()
                && forbidden.missing().stream()
                        .allMatch(missing -> needed.stream().anyMatch(need -> isSameCall(need, missing)));
        if (lacking) {
            refusals.add(failure);
        }
        return lacking;
    }

    private static boolean isSameCall(Permission one, Permission other) {
        return one.verb().equals(other.verb())
                && one.group().equals(other.group())
                && one.resource().equals(other.resource())
                && one.subresource().equals(other.subresource())
                && one.namespace().equals(other.namespace());
    }

    /** Why the plan cannot be run by the caller: the first refusal, the others suppressed in it. */
    Optional<FairleadException> refusal() {
        if (refusals.isEmpty()) {
            return Optional.empty();
        }
        FairleadException first = refusals.get(0);
        refusals.subList(1, refusals.size()).forEach(first::addSuppressed);
        return Optional.of(first);
    }
}
