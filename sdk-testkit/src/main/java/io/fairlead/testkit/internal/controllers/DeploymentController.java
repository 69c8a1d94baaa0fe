package io.fairlead.testkit.internal.controllers;

import io.fairlead.testkit.internal.store.DeleteOptions;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Rolls out Deployments through ReplicaSets ({@code pkg/controller/deployment}, 1.37). */
final class DeploymentController extends Reconciler {
    private final Api api;
    private final Cache deployments;
    private final Cache sets;
    private final ReplicaSetScaling scaling;
    private final NewReplicaSet newSets;

    DeploymentController(Api api) {
        super(api.time());
        this.api = api;
        this.deployments = api.cache(Kind.DEPLOYMENT);
        this.sets = api.cache(Kind.REPLICA_SET);
        this.scaling = new ReplicaSetScaling(api);
        this.newSets = new NewReplicaSet(api);
        deployments.onChange((before, after) -> enqueue(after));
        sets.onChange(Owners.of("Deployment", deployments, this));
        api.pods().onChange((before, after) -> {
            if (after == null && before != null) {
                wakeOwnerOf(before);
            }
        });
    }

    /** A Deployment that recreates waits for the last old pod to be gone. */
    private void wakeOwnerOf(Map<String, Object> pod) {
        var owner = Meta.controller(pod);
        if ("ReplicaSet".equals(owner.get("kind"))) {
            sets.get(Meta.namespace(pod), Trees.text(owner, "name"))
                    .map(Meta::controller)
                    .filter(reference -> "Deployment".equals(reference.get("kind")))
                    .ifPresent(reference -> enqueue(new Key(Meta.namespace(pod), Trees.text(reference, "name"))));
        }
    }

    @Override
    void reconcile(Key key) {
        var found = deployments.get(key.namespace(), key.name());
        if (found.isEmpty()) {
            return;
        }
        var deployment = new DeploymentView(found.get());
        if (Meta.deleting(deployment.object())) {
            writeStatus(deployment, setsOf(deployment), false);
            return;
        }
        deployment = noteWhetherPaused(deployment);
        if (deployment.paused() || resized(deployment, setsOf(deployment))) {
            resize(deployment);
        } else if (deployment.rolling()) {
            roll(deployment);
        } else {
            recreate(deployment);
        }
    }

    private DeploymentSets setsOf(DeploymentView deployment) {
        return DeploymentSets.of(deployment, Claims.of(deployment.object(), sets));
    }

    /** As it is by now, unless its spec has changed since: what was counted for one template says nothing of the next. */
    private DeploymentView current(DeploymentView deployment) {
        return deployments
                .get(deployment.namespace(), deployment.name())
                .filter(object -> Meta.generation(object) == Meta.generation(deployment.object()))
                .map(DeploymentView::new)
                .orElse(deployment);
    }

    /** A change of {@code spec.replicas} scales all ReplicaSets in proportion before the rollout goes on. */
    private boolean resized(DeploymentView deployment, DeploymentSets all) {
        newSets.adoptRevision(deployment, all);
        return all.active().stream()
                .map(set -> Meta.annotation(set, DeploymentAnnotations.DESIRED))
                .anyMatch(desired -> !desired.isEmpty() && DeploymentSets.number(desired) != deployment.replicas());
    }

    private void resize(DeploymentView deployment) {
        var all = setsOf(deployment);
        newSets.adoptRevision(deployment, all);
        scaling.inProportion(deployment, all);
        if (deployment.paused()) {
            dropOldHistory(deployment, all);
        }
        writeStatus(current(deployment), setsOf(deployment), false);
    }

    private void roll(DeploymentView deployment) {
        var all = newSets.ensure(deployment, setsOf(deployment));
        if (!scaling.growNew(deployment, all) && !scaling.shrinkOld(deployment, all)) {
            finish(deployment, all);
        }
        writeStatus(current(deployment), setsOf(deployment), true);
    }

    private void recreate(DeploymentView deployment) {
        var all = setsOf(deployment);
        newSets.adoptRevision(deployment, all);
        boolean stopping = false;
        for (var old : all.oldActive()) {
            stopping |= scaling.scale(deployment, old, 0);
        }
        if (!stopping && !oldPodsLeft(all)) {
            var ready = newSets.ensure(deployment, all);
            ready.fresh().ifPresent(fresh -> scaling.scale(deployment, fresh, deployment.replicas()));
            finish(deployment, ready);
        }
        writeStatus(current(deployment), setsOf(deployment), true);
    }

    private boolean oldPodsLeft(DeploymentSets all) {
        return all.old().stream()
                .flatMap(old -> api.pods().ownedBy(Meta.uid(old)).stream())
                .anyMatch(pod -> !Pods.ended(pod));
    }

    private void finish(DeploymentView deployment, DeploymentSets all) {
        if (deployment.complete(Trees.map(deployment.object(), "status"))) {
            dropOldHistory(deployment, all);
        }
    }

    /** Deletes the oldest ReplicaSets beyond the history limit, those only that hold no pods. */
    private void dropOldHistory(DeploymentView deployment, DeploymentSets all) {
        var old = all.old().stream()
                .filter(set -> !Meta.deleting(set))
                .sorted(Comparator.comparingLong(DeploymentSets::revision).thenComparing(DeploymentSets.BY_AGE))
                .toList();
        for (int i = 0; i < old.size() - deployment.historyLimit(); i++) {
            var set = old.get(i);
            boolean empty = DeploymentSets.size(set) == 0
                    && Trees.number(0, set, "status", "replicas") == 0
                    && Trees.longNumber(set, "status", "observedGeneration") >= Meta.generation(set);
            if (empty) {
                sets.delete(set, DeleteOptions.background());
            }
        }
    }

    private DeploymentView noteWhetherPaused(DeploymentView deployment) {
        if (!deployment.hasDeadline()) {
            return deployment;
        }
        return statusOf(deployment, object -> {
            var conditions = new Conditions(Trees.child(object, "status"), now());
            String reason = conditions.reason("Progressing");
            if (!reason.equals("ProgressDeadlineExceeded")) {
                if (deployment.paused() && !reason.equals("DeploymentPaused")) {
                    conditions.setWithUpdateTime("Progressing", "Unknown", "DeploymentPaused", "Deployment is paused");
                } else if (!deployment.paused() && reason.equals("DeploymentPaused")) {
                    conditions.setWithUpdateTime(
                            "Progressing", "Unknown", "DeploymentResumed", "Deployment is resumed");
                }
            }
            return object;
        });
    }

    private void writeStatus(DeploymentView deployment, DeploymentSets all, boolean progress) {
        Instant now = now();
        var written = statusOf(deployment, object -> {
            var status = Trees.child(object, "status");
            var before = Trees.copy(status);
            DeploymentStatus.count(deployment, all, status, now);
            if (progress) {
                DeploymentStatus.progress(deployment, all, before, status, now);
            }
            return object;
        });
        var status = Trees.map(written.object(), "status");
        Optional.ofNullable(DeploymentStatus.nextCheck(deployment, status, now))
                .ifPresent(at -> enqueueAt(Key.of(deployment.object()), at.isAfter(now) ? at : now.plusSeconds(1)));
    }

    private DeploymentView statusOf(DeploymentView deployment, UnaryOperator<Map<String, Object>> change) {
        return deployments
                .updateStatus(deployment.namespace(), deployment.name(), Api.MANAGER, change)
                .map(DeploymentView::new)
                .orElse(deployment);
    }
}
