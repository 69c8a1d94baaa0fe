package io.fairlead.internal.fields;

import io.fairlead.resource.Kind;
import java.util.Set;

/** Which kinds are the API server's own, so that their defaults, lists and quantities are known. */
final class BuiltIn {

    private static final Set<String> GROUPS = Set.of(
            "",
            "admissionregistration.k8s.io",
            "apiextensions.k8s.io",
            "apiregistration.k8s.io",
            "apps",
            "authentication.k8s.io",
            "authorization.k8s.io",
            "autoscaling",
            "batch",
            "certificates.k8s.io",
            "coordination.k8s.io",
            "discovery.k8s.io",
            "events.k8s.io",
            "flowcontrol.apiserver.k8s.io",
            "networking.k8s.io",
            "node.k8s.io",
            "policy",
            "rbac.authorization.k8s.io",
            "resource.k8s.io",
            "scheduling.k8s.io",
            "storage.k8s.io");

    private BuiltIn() {}

    static boolean isBuiltIn(Kind kind) {
        return GROUPS.contains(kind.group());
    }
}
