package io.fairlead.examples;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fairlead.Cluster;
import io.fairlead.operation.Acts;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.time.Duration;

/** An operation of your own: a lambda over what the cluster says, planned and undone like any other. */
public final class OperationOfYourOwn {

    private OperationOfYourOwn() {}

    /** Adds a replica to the shop's catalogue. */
    public static Outcome<Integer> grown(Cluster cluster) {
        Operation<Integer> grow = work -> {
            var catalogue = work.get(Deployment.class, "default/catalogue");
            int replicas = catalogue.getSpec().getReplicas() + 1;
            work.act(Acts.scale(Ref.of(catalogue), replicas));
            work.await(Ref.of(catalogue), Until.ready(), Duration.ofMinutes(2));
            return replicas;
        };
        var grown = cluster.attempt(grow.undoOnFailure());
        return grown;
    }
}
