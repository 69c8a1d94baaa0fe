package io.fairlead.ha.rollout;

import io.fairlead.operation.Amendment;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Work;
import io.fairlead.resource.FieldChange;
import io.fairlead.resource.Tree;
import io.fairlead.resource.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sets a workload's pod template to exactly that of an earlier revision, and waits until its pods are ready: for Deployments, StatefulSets and
 * DaemonSets.
 *
 * <pre>{@code
 * cluster.run(Rollback.of("shop/web", b -> b.toRevision(7)));
 * }</pre>
 *
 * <p>Refused while planning: a revision that is not kept (with those that are), a paused Deployment, an update strategy OnDelete, and fields
 * that others hold ({@link RollbackSpec#takingOver} changes them too). Where the workload asks for that revision already, nothing is written,
 * and the plan says so. Fails with {@link RolloutFailed}, taken back by then.
 *
 * <p>One guarded patch of the template, as an apply cannot remove what others hold; replicas are not touched. Undo gives values and owners
 * back. Immutable.
 */
public final class Rollback implements Operation<RolledBack> {

    private static final Set<String> OURS = Set.of("fairlead/rollout", "fairlead/amend");

    private final WorkloadName workload;
    private final RollbackSpec.Target target;
    private final Duration limit;
    private final boolean takingOver;

    private Rollback(WorkloadName workload, RollbackSpec spec) {
        this.workload = workload;
        this.target = spec.target();
        this.limit = spec.limit();
        this.takingOver = spec.isTakingOver();
    }

    /** A rollback of the workload of this name to its previous revision. */
    public static Rollback of(String workload) {
        return of(workload, spec -> {});
    }

    /** A rollback of the workload of this name, as told. */
    public static Rollback of(String workload, Consumer<RollbackSpec> how) {
        RollbackSpec spec = new RollbackSpec();
        how.accept(spec);
        return new Rollback(WorkloadName.parse(workload), spec);
    }

    @Override
    public String name() {
        return "rollback of " + workload;
    }

    @Override
    public RolledBack perform(Work work) {
        String tried = "roll back " + workload;
        Workload found = workload.find(work, tried);
        found.refuseUnlessRolling(tried);
        History history = new History(found.ref(), Revision.of(work::list, found));
        Revision to = target.choice().apply(history).orElseThrow(() -> absent(tried, found, history));
        if (to.isCurrent()) {
            work.note(found.ref(), "it asks for revision " + to.number() + " already");
            Release.await(work, found, limit);
            return new RolledBack(found.ref(), false, to);
        }
        refuseForeign(work, tried, found, to);
        TakingBack.of(found, limit, false).around(work, Operation.doing(inner -> back(inner, found, to)));
        return new RolledBack(found.ref(), true, to);
    }

    private RolloutRefused absent(String tried, Workload found, History history) {
        String happened = history.revisions().size() < 2
                ? "It has only one revision."
                : "It has not kept " + target.words() + ". Kept are " + history.kept() + ".";
        return new RolloutRefused(
                tried,
                happened,
                "Choose one that is kept, or release what is wanted by Rollout; revisionHistoryLimit says how many are kept.",
                found.ref());
    }

    private void refuseForeign(Work work, String tried, Workload found, Revision to) {
        if (takingOver) {
            return;
        }
        List<String> foreign = new ArrayList<>();
        for (FieldChange change : TemplateDifference.between(
                        found.template(), to.template().toMap())
                .changes()) {
            List<String> others = work.owners(found.tree(), change.path()).stream()
                    .filter(name -> !OURS.contains(name))
                    .toList();
            if (!others.isEmpty()) {
                foreign.add(change.path() + " of " + String.join(" and ", others));
            }
        }
        if (!foreign.isEmpty()) {
            throw new RolloutRefused(
                    tried,
                    "Revision " + to.number() + " differs in what others hold: " + String.join(", ", foreign) + ".",
                    "Say takingOver() to change these too; undo gives them back.",
                    found.ref());
        }
    }

    private void back(Work work, Workload found, Revision to) {
        Map<String, Object> template = to.template().toMap();
        List<Tree> stuck = StuckPods.of(work, found, to);
        work.amend(found.ref(), Amendment.of(edit -> {
            edit.replace("/spec/template", template);
            ChangeCause.edit(edit, found, to.changeCause());
        }));
        found.pace().ifPresent(pace -> work.note(found.ref(), pace));
        StuckPods.clear(work, found, stuck, limit);
        Release.await(work, found, limit);
        if (found.isDeployment()) {
            // The controller uses the very ReplicaSet again whose template it is; another one would be another
            // revision.
            work.await(to.ref(), Until.holds("pods that serve again", set -> serves(Tree.of(set), to.uid())), limit);
        }
    }

    private static boolean serves(Tree set, String uid) {
        int wanted = set.number("spec", "replicas").map(Number::intValue).orElse(1);
        int ready = set.number("status", "readyReplicas").map(Number::intValue).orElse(0);
        return Objects.equals(set.text("metadata", "uid").orElse(""), uid) && ready == wanted;
    }

    @Override
    public String toString() {
        return "Rollback of " + workload + " to " + target.words();
    }
}
