package io.fairlead.examples;

import io.fairlead.Cluster;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Owner;
import io.fairlead.security.access.AccessGuard;
import io.fairlead.security.access.Identity;
import io.fairlead.security.access.Right;

/** Change who may do what, and see before who gains and who loses. */
public final class GuardedAccess {

    private GuardedAccess() {}

    static Operation<Applied> grant(Cluster cluster, Manifests manifests) {
        var me = Identity.user(cluster.user(), cluster.groups());
        var apply = Apply.of(manifests, a -> a.as(Owner.of("team/access")));
        return AccessGuard.around(apply, me).never(Right.of("get", "secrets").in("shop"));
    }
}
