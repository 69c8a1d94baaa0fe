package io.fairlead.examples;

import io.fairlead.Cluster;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Apply;
import io.fairlead.resource.Owner;
import java.time.Duration;

/** Apply manifests: see what they would do, then do exactly that. */
public final class ApplyManifests {

    private ApplyManifests() {}

    /** Applies the shop in the namespace {@code default}. */
    public static Applied seenFirst(Cluster cluster) {
        var shop = Manifests.classPath("shop/shop.yaml").inNamespace("default");
        var apply = Apply.of(shop, a -> a.as(Owner.of("team/shop")).untilReady(Duration.ofMinutes(2)));
        var plan = cluster.plan(apply);
        var applied = plan.run();
        return applied;
    }
}
