package io.fairlead.ha.rollout;

import io.fairlead.failure.FairleadException;
import io.fairlead.failure.NotReady;
import io.fairlead.failure.TimedOut;
import io.fairlead.operation.Amendment;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Work;
import io.fairlead.resource.Diagnosis;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import io.fairlead.resource.Until;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The change of one workload's template, the wait for its pods, and the gates after it. */
final class Release {

    private final List<TemplateEdit> edits;
    private final Gates gates;
    private final Owner owner;
    private final boolean takingOver;
    private final Optional<String> reason;
    private final Duration limit;
    private final Duration bake;

    /** A release as it is told now; what is told to the spec afterwards is not heard. */
    Release(RolloutSpec spec) {
        this.edits = spec.edits();
        this.gates = new Gates(spec.gates(), spec.arbiter());
        this.owner = spec.owner();
        this.takingOver = spec.isTakingOver();
        this.reason = spec.reason();
        this.limit = spec.limit();
        this.bake = spec.bake();
    }

    /** The template that is wanted of a workload. */
    Map<String, Object> template(Workload workload, String tried) {
        Map<String, Object> template = workload.template();
        edits.forEach(edit -> edit.apply(workload, template, tried));
        return template;
    }

    /** Refuses gates that would measure something else. */
    void refuseUntied(Workload workload, String tried) {
        gates.refuseUntied(workload, tried);
    }

    /**
     * What a release came to.
     *
     * @param rolledOut what was released
     * @param untold the failure of a gate that could not tell, for which nothing is taken back
     */
    record Released(RolledOut rolledOut, Optional<RolloutFailed> untold) {

        RolledOut orThrow() {
            untold.ifPresent(failure -> {
                throw failure;
            });
            return rolledOut;
        }
    }

    Released perform(Work work, Workload workload, Map<String, Object> wanted) {
        boolean changed = promote(work, workload, wanted);
        Optional<RolloutFailed> untold = changed ? judge(work, workload) : gates.ask(work, workload);
        return new Released(new RolledOut(workload.ref(), changed, Workload.images(Tree.of(wanted))), untold);
    }

    /** Changes the workload itself and waits for its pods; gives back whether anything changed. */
    boolean promote(Work work, Workload workload, Map<String, Object> wanted) {
        boolean changed = write(work, workload, wanted);
        if (changed) {
            workload.pace().ifPresent(pace -> work.note(workload.ref(), pace));
        }
        await(work, workload, limit);
        return changed;
    }

    /** Leaves new pods to themselves for the bake time, and asks the gates of them. */
    Optional<RolloutFailed> judge(Work work, Workload workload) {
        if (!bake.isZero()) {
            work.pause(bake);
            await(work, workload, limit);
        }
        return gates.ask(work, workload);
    }

    /** What a release came to that changed the workload, or was left on its way there. */
    Released ended(Workload workload, Map<String, Object> wanted, Optional<RolloutFailed> untold) {
        return new Released(new RolledOut(workload.ref(), untold.isEmpty(), Workload.images(Tree.of(wanted))), untold);
    }

    /** Who owns what is changed. */
    Owner owner() {
        return owner;
    }

    /** How long pods may take to be new and ready. */
    Duration limit() {
        return limit;
    }

    /** Writes the template; gives back whether anything changed. */
    private boolean write(Work work, Workload workload, Map<String, Object> wanted) {
        Map<String, Object> live = workload.template();
        if (live.equals(wanted)) {
            return false;
        }
        Map<String, Object> body = OwnedFields.of(workload.tree(), owner);
        Merging merging = new Merging();
        Map<String, Object> specPart = inner(body, "spec");
        specPart.put("template", merging.merge(inner(specPart, "template"), live, wanted));
        if (merging.isRemoving()) {
            work.amend(workload.ref(), removing(workload, wanted));
            return true;
        }
        identify(body, workload.ref());
        ChangeCause.put(inner(body, "metadata"), reason);
        Batch batch = Batch.ofTrees(owner, List.of(body));
        work.apply(takingOver ? batch.takingOver() : batch);
        return true;
    }

    private Amendment removing(Workload workload, Map<String, Object> wanted) {
        return Amendment.of(edit -> {
            edit.replace("/spec/template", wanted);
            ChangeCause.edit(edit, workload, reason);
        });
    }

    private static void identify(Map<String, Object> body, Ref ref) {
        body.put("apiVersion", ref.kind().apiVersion());
        body.put("kind", ref.kind().name());
        Map<String, Object> metadata = inner(body, "metadata");
        metadata.put("name", ref.name());
        metadata.put("namespace", ref.namespace());
    }

    /** The object at a field, made where there is none; a copy of its own, so that the one it came from stays as it is. */
    private static Map<String, Object> inner(Map<String, Object> parent, String field) {
        Map<String, Object> inner = new LinkedHashMap<>();
        if (parent.get(field) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> inner.put(String.valueOf(key), value));
        }
        parent.put(field, inner);
        return inner;
    }

    /** Waits until the workload is ready as its template asks for, and tells a failure as a rollout's. */
    static void await(Work work, Workload workload, Duration limit) {
        try {
            work.await(workload.ref(), Until.ready(), limit);
        } catch (NotReady e) {
            throw new RolloutFailed(workload.ref(), e, e.diagnoses(), standing(work, workload));
        } catch (TimedOut e) {
            throw new RolloutFailed(workload.ref(), e, causes(work, workload), standing(work, workload));
        }
    }

    private static List<Diagnosis> causes(Work work, Workload workload) {
        try {
            return work.find(workload.ref())
                    .map(now -> work.diagnose(List.of(now)).roots().stream()
                            .map(root -> new Diagnosis(
                                    root.cause(),
                                    root.objects().get(0),
                                    root.evidence(),
                                    root.terminal(),
                                    root.remedy()))
                            .toList())
                    .orElse(List.of());
        } catch (FairleadException e) {
            // The wait's own failure is the news; what cannot be looked at any more is left out of it.
            return List.of();
        }
    }

    private static Standing standing(Work work, Workload workload) {
        try {
            return work.find(workload.ref())
                    .map(now -> Standing.of(work, new Workload(now)))
                    .orElse(Standing.unknown());
        } catch (FairleadException e) {
            return Standing.unknown();
        }
    }
}
