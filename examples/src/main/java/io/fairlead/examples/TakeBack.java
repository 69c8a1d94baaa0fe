package io.fairlead.examples;

import io.fairlead.Cluster;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Outcome;

/** Take back what was done: undo is an operation like any other. */
public final class TakeBack {

    private TakeBack() {}

    /** Applies a setting, and takes it back as its plan says. */
    public static void andForth(Cluster cluster) {
        var sale = Manifests.parse("{apiVersion: v1, kind: ConfigMap, metadata: {name: sale}, data: {discount: 20 %}}");
        if (cluster.attempt(Apply.of(sale)) instanceof Outcome.Done<Applied> done) {
            var way = cluster.plan(done.undo());
            way.run();
        }
    }
}
