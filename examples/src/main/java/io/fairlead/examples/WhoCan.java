package io.fairlead.examples;

import io.fairlead.Cluster;
import io.fairlead.manifest.Manifests;
import io.fairlead.security.access.AccessDiff;
import io.fairlead.security.access.AccessIndex;
import io.fairlead.security.access.AccessWatch;
import io.fairlead.security.access.Authorizers;
import io.fairlead.security.access.EffectivePermissions;
import io.fairlead.security.access.Explanation;
import io.fairlead.security.access.Holders;
import io.fairlead.security.access.Identity;
import io.fairlead.security.access.Right;
import io.fairlead.security.access.Subject;
import io.fairlead.security.access.Verdict;

/** Ask who may do what, of a cluster or of files. */
public final class WhoCan {

    private WhoCan() {}

    static Holders readSecrets(Cluster cluster) {
        AccessIndex access = cluster.query(AccessIndex.read());
        return access.whoCan(Right.of("get", "secrets").in("shop"));
    }

    static AccessIndex saved(Manifests manifests) {
        return AccessIndex.of(manifests);
    }

    static Explanation why(AccessIndex access) {
        return access.explain(
                Identity.user("dave", "shop-dev"), Right.of("get", "secrets").in("shop"));
    }

    static Explanation whyNot(AccessIndex access) {
        return access.explain(
                Subject.serviceAccount("shop/ci"), Right.of("get", "secrets").in("shop"));
    }

    static EffectivePermissions everything(AccessIndex access) {
        return access.effectivePermissions(Identity.user("dave", "shop-dev"));
    }

    static AccessDiff change(Manifests before, Manifests after) {
        return AccessIndex.diff(AccessIndex.of(before), AccessIndex.of(after));
    }

    static Verdict behindAWebhook(AccessIndex access) {
        return access.under(Authorizers.of("Node,Webhook,RBAC"))
                .can(Subject.user("alice"), Right.of("get", "pods").in("shop"));
    }

    static Verdict now(Cluster cluster) {
        try (AccessWatch access = AccessWatch.open(cluster)) {
            return access.index()
                    .can(
                            Subject.user("alice"),
                            Right.of("patch", "deployments.apps/scale")
                                    .in("shop")
                                    .named("web"));
        }
    }
}
