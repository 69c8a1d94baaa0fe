package io.fairlead.testkit.internal.controllers;

import io.fairlead.testkit.internal.store.ApiError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Finds or makes the ReplicaSet of a Deployment's present template, and keeps the revisions straight. */
final class NewReplicaSet {
    private final Api api;
    private final Cache deployments;
    private final Cache sets;

    NewReplicaSet(Api api) {
        this.api = api;
        this.deployments = api.cache(Kind.DEPLOYMENT);
        this.sets = api.cache(Kind.REPLICA_SET);
    }

    /**
     * Gives an existing set the highest revision, and the Deployment the same: how a rollback to a former template gets
     * a new number.
     */
    DeploymentSets adoptRevision(DeploymentView deployment, DeploymentSets all) {
        if (all.fresh().isEmpty()) {
            return all;
        }
        var fresh = all.fresh().get();
        long revision = all.maxOldRevision() + 1;
        var updated = sets.update(Meta.namespace(fresh), Meta.name(fresh), Api.MANAGER, set -> {
            DeploymentAnnotations.give(deployment, set, revision);
            int minReady = deployment.minReadySeconds();
            if (minReady != Trees.number(0, set, "spec", "minReadySeconds")) {
                Trees.count(Trees.child(set, "spec"), "minReadySeconds", minReady);
            }
            return set;
        });
        updated.ifPresent(set -> note(
                deployment,
                Meta.annotation(set, DeploymentAnnotations.REVISION),
                (conditions, name) -> {
                    if (conditions.get("Progressing").isEmpty()) {
                        conditions.setWithUpdateTime(
                                "Progressing", "True", "FoundNewReplicaSet", "Found new replica set \"" + name + "\"");
                    }
                },
                Meta.name(set)));
        return new DeploymentSets(updated.isPresent() ? updated : all.fresh(), all.old());
    }

    /** The sets with that of the present template, made if there is none. */
    DeploymentSets ensure(DeploymentView deployment, DeploymentSets all) {
        return all.fresh().isPresent() ? adoptRevision(deployment, all) : create(deployment, all);
    }

    private DeploymentSets create(DeploymentView deployment, DeploymentSets all) {
        int collisions = Trees.number(0, deployment.object(), "status", "collisionCount");
        String hash = Templates.hash(deployment.template(), collisions);
        long revision = all.maxOldRevision() + 1;
        var set = skeleton(deployment, hash);
        int size = ReplicaSetScaling.newSize(deployment, all.sizes(), 0);
        Trees.child(set, "spec").put("replicas", size);
        DeploymentAnnotations.give(deployment, set, revision);
        DeploymentAnnotations.size(deployment, set);
        Map<String, Object> created;
        try {
            created = sets.create(set, Api.MANAGER);
        } catch (ApiError e) {
            if (e.reason().equals("AlreadyExists")) {
                countCollision(deployment, collisions);
            } else {
                reportFailure(deployment, Meta.name(set), e);
            }
            throw e;
        }
        if (size > 0) {
            api.events()
                    .record(
                            deployment.object(),
                            "Normal",
                            "ScalingReplicaSet",
                            "Scaled up replica set " + Meta.name(created) + " from 0 to " + size,
                            "deployment-controller",
                            "");
        }
        note(
                deployment,
                Long.toString(revision),
                (conditions, name) -> conditions.setWithUpdateTime(
                        "Progressing", "True", "NewReplicaSetCreated", "Created new replica set \"" + name + "\""),
                Meta.name(created));
        return new DeploymentSets(Optional.of(created), all.old());
    }

    private static Map<String, Object> skeleton(DeploymentView deployment, String hash) {
        var template = Trees.copy(deployment.template());
        var labels = Trees.child(Trees.child(template, "metadata"), "labels");
        labels.put(Templates.HASH_LABEL, hash);
        var selector = Trees.copy(Trees.map(deployment.object(), "spec", "selector"));
        Trees.child(selector, "matchLabels").put(Templates.HASH_LABEL, hash);
        var spec = Trees.object("replicas", 0, "selector", selector, "template", template);
        Trees.count(spec, "minReadySeconds", deployment.minReadySeconds());
        return Trees.object(
                "apiVersion",
                "apps/v1",
                "kind",
                "ReplicaSet",
                "metadata",
                Trees.object(
                        "name",
                        deployment.name() + "-" + hash,
                        "namespace",
                        deployment.namespace(),
                        "labels",
                        new LinkedHashMap<>(labels),
                        "ownerReferences",
                        new ArrayList<Object>(List.of(Meta.controllerReference(deployment.object())))),
                "spec",
                spec);
    }

    /** Notes the revision on the Deployment, with what this says about its progress. */
    private void note(
            DeploymentView deployment, String revision, BiConsumer<Conditions, String> progress, String setName) {
        deployments.updateStatus(deployment.namespace(), deployment.name(), Api.MANAGER, object -> {
            Trees.child(Trees.child(object, "metadata"), "annotations").put(DeploymentAnnotations.REVISION, revision);
            if (deployment.hasDeadline()) {
                progress.accept(
                        new Conditions(Trees.child(object, "status"), api.time().now()), setName);
            }
            return object;
        });
    }

    /** Another object has the name: the next try hashes with a higher count. */
    private void countCollision(DeploymentView deployment, int collisions) {
        deployments.updateStatus(deployment.namespace(), deployment.name(), Api.MANAGER, object -> {
            Trees.child(object, "status").put("collisionCount", collisions + 1);
            return object;
        });
    }

    private void reportFailure(DeploymentView deployment, String name, ApiError failure) {
        String message = "Failed to create new replica set \"" + name + "\": " + failure.getMessage();
        if (deployment.hasDeadline()) {
            deployments.updateStatus(deployment.namespace(), deployment.name(), Api.MANAGER, object -> {
                new Conditions(Trees.child(object, "status"), api.time().now())
                        .setWithUpdateTime("Progressing", "False", "ReplicaSetCreateError", message);
                return object;
            });
        }
        api.events()
                .record(deployment.object(), "Warning", "ReplicaSetCreateError", message, "deployment-controller", "");
    }
}
