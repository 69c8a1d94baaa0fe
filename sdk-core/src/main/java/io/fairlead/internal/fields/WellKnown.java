package io.fairlead.internal.fields;

import io.fairlead.resource.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lists with keys, the sets and the atomic maps of the API server's own kinds (as of 1.37). */
final class WellKnown {

    private static final Set<String> NAME = Set.of("name");

    /** Lists whose name alone tells their keys. */
    private static final Map<String, Set<String>> KEYS = Map.ofEntries(
            Map.entry("containers", NAME),
            Map.entry("initContainers", NAME),
            Map.entry("ephemeralContainers", NAME),
            Map.entry("env", NAME),
            Map.entry("volumes", NAME),
            Map.entry("volumeMounts", Set.of("mountPath")),
            Map.entry("volumeDevices", Set.of("devicePath")),
            Map.entry("hostAliases", Set.of("ip")),
            Map.entry("topologySpreadConstraints", Set.of("topologyKey", "whenUnsatisfiable")),
            Map.entry("schedulingGates", NAME),
            Map.entry("resourceClaims", NAME),
            Map.entry("resourceClaimStatuses", NAME),
            Map.entry("claims", NAME),
            Map.entry("webhooks", NAME),
            Map.entry("matchConditions", NAME),
            Map.entry("podIPs", Set.of("ip")));

    private static final Set<String> ATOMIC_MAPS = Set.of(
            "claimRef",
            "configMapKeyRef",
            "dataSource",
            "fieldRef",
            "fileKeyRef",
            "involvedObject",
            "labelSelector",
            "matchConstraints",
            "matchResources",
            "namespaceSelector",
            "nodeSelector",
            "objectSelector",
            "paramKind",
            "paramRef",
            "podSelector",
            "preference",
            "regarding",
            "related",
            "resourceFieldRef",
            "roleRef",
            "scopeSelector",
            "secretKeyRef",
            "secretRef",
            "selector",
            "targetRef");

    private WellKnown() {}

    static Set<String> keys(Kind kind, List<String> trail) {
        String name = last(trail, 1);
        String parent = last(trail, 2);
        if (trail.size() == 2 && parent.equals("metadata")) {
            return name.equals("ownerReferences") ? Set.of("uid") : Set.of();
        }
        return switch (name) {
            case "ports" ->
                switch (kind.name()) {
                    case "Service" -> Set.of("port", "protocol");
                    case "NetworkPolicy", "EndpointSlice", "Endpoints" -> Set.of();
                    default -> Set.of("containerPort", "protocol");
                };
            case "imagePullSecrets" -> kind.name().equals("ServiceAccount") ? Set.of() : NAME;
            case "secrets" -> kind.name().equals("ServiceAccount") ? NAME : Set.of();
            case "variables" -> kind.name().equals("ValidatingAdmissionPolicy") ? NAME : Set.of();
            case "conditions" -> kind.name().equals("Job") ? Set.of() : Set.of("type");
            case "addresses" -> kind.name().equals("Node") ? Set.of("type") : Set.of();
            case "drivers" -> kind.name().equals("CSINode") ? NAME : Set.of();
            case "env", "volumes", "containers" -> kind.group().equals("apiextensions.k8s.io") ? Set.of() : NAME;
            default -> KEYS.getOrDefault(name, Set.of());
        };
    }

    static boolean isSet(Kind kind, List<String> trail) {
        String name = last(trail, 1);
        if (trail.size() == 2 && trail.get(0).equals("metadata")) {
            return name.equals("finalizers");
        }
        if (!BuiltIn.isBuiltIn(kind)) {
            return false;
        }
        return switch (name) {
            case "bindMountOptions" -> true;
            case "podCIDRs" -> kind.name().equals("Node");
            case "volumeLifecycleModes" -> kind.name().equals("CSIDriver");
            case "validationActions" -> kind.name().endsWith("AdmissionPolicyBinding");
            case "values" ->
                last(trail, 2).equals("onExitCodes") || last(trail, 2).equals("exitCodes");
            case "verbs", "apiGroups", "resources", "namespaces", "nonResourceURLs" ->
                kind.name().equals("FlowSchema") && !last(trail, 2).equals("spec");
            default -> false;
        };
    }

    static boolean isAtomicMap(Kind kind, List<String> trail) {
        if (trail.isEmpty() || trail.get(0).equals("metadata") || kind.group().equals("apiextensions.k8s.io")) {
            return false;
        }
        String name = last(trail, 1);
        String parent = last(trail, 2);
        return switch (name) {
            case "requiredDuringSchedulingIgnoredDuringExecution" -> parent.equals("nodeAffinity");
            case "required" -> parent.equals("nodeAffinity");
            case "scaleTargetRef" -> kind.version().equals("v1");
            case "port" -> parent.equals("service") && kind.name().equals("Ingress");
            case "resource" -> kind.name().equals("Ingress");
            case "data" -> kind.name().equals("ControllerRevision");
            case "selector" -> !isData(trail);
            default -> (ATOMIC_MAPS.contains(name) || name.endsWith("SecretRef")) && !isData(trail);
        };
    }

    /** Entries of people's own naming, such as the data of a ConfigMap, tell nothing by their names. */
    private static boolean isData(List<String> trail) {
        String parent = last(trail, 2);
        return parent.equals("data") || parent.equals("labels") || parent.equals("annotations");
    }

    private static String last(List<String> trail, int fromEnd) {
        return trail.size() < fromEnd ? "" : trail.get(trail.size() - fromEnd);
    }
}
