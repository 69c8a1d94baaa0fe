package io.fairlead.examples;

import io.fairlead.Cluster;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Outcome;
import io.fairlead.resource.Owner;

/** Two owners want the same field: the conflict is told, and taken over when that is meant. */
public final class ConflictOfOwners {

    private ConflictOfOwners() {}

    static Outcome<Applied> decided(Cluster cluster) {
        var five = Manifests.parse("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: default}
            spec: {replicas: 5}
            """);
        var capacity = Apply.of(five, a -> a.as(Owner.of("team/capacity")));
        var refused = cluster.attempt(capacity);
        return refused.isDone() ? refused : cluster.attempt(capacity.takingOver());
    }
}
