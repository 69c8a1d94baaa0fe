package io.fairlead.internal.readiness;

import io.fairlead.resource.Kind;
import io.fairlead.resource.ReadinessRule;
import java.util.HashMap;
import java.util.Map;

/** The table of the kinds that Kubernetes and the Gateway API define. */
final class BuiltInRules {

    /**
     * A kind without its version.
     *
     * @param group the API group
     * @param kind the kind's name
     */
    record Key(String group, String kind) {
        static Key of(Kind kind) {
            return new Key(kind.group(), kind.name());
        }
    }

    static final Map<Key, ReadinessRule> RULES = table();

    private BuiltInRules() {}

    private static Map<Key, ReadinessRule> table() {
        Map<Key, ReadinessRule> rules = new HashMap<>();
        StoredKinds.NAMES.forEach(name -> {
            int slash = name.indexOf('/');
            rules.put(
                    new Key(name.substring(0, slash), name.substring(slash + 1)),
                    Generations.first(StoredKinds::judge));
        });
        workloads(rules);
        storage(rules);
        network(rules);
        cluster(rules);
        return Map.copyOf(rules);
    }

    private static void workloads(Map<Key, ReadinessRule> rules) {
        for (String group : new String[] {"apps", "extensions"}) {
            rules.put(new Key(group, "Deployment"), Generations.always(DeploymentRule::judge));
            rules.put(new Key(group, "ReplicaSet"), Generations.always(ReplicaSetRule::judge));
            rules.put(new Key(group, "DaemonSet"), DaemonSetRule::judge);
        }
        rules.put(new Key("apps", "StatefulSet"), StatefulSetRule::judge);
        rules.put(new Key("", "ReplicationController"), Generations.always(ReplicaSetRule::judge));
        rules.put(new Key("batch", "Job"), Generations.first(JobRules::job));
        rules.put(new Key("batch", "CronJob"), Generations.first(JobRules::cronJob));
        rules.put(new Key("", "Pod"), Generations.first(PodRule::judge));
        rules.put(new Key("autoscaling", "HorizontalPodAutoscaler"), Generations.first(ScalingRules::autoscaler));
        rules.put(new Key("policy", "PodDisruptionBudget"), Generations.always(ScalingRules::budget));
    }

    private static void storage(Map<Key, ReadinessRule> rules) {
        rules.put(new Key("", "PersistentVolumeClaim"), Generations.first(StorageRules::claim));
        rules.put(new Key("", "PersistentVolume"), Generations.first(StorageRules::volume));
        rules.put(new Key("storage.k8s.io", "VolumeAttachment"), Generations.first(StorageRules::attachment));
        rules.put(new Key("resource.k8s.io", "ResourceClaim"), Generations.first(StorageRules::device));
    }

    private static void network(Map<Key, ReadinessRule> rules) {
        rules.put(new Key("", "Service"), Generations.first(NetworkRules::service));
        rules.put(new Key("", "Endpoints"), Generations.first(NetworkRules::endpoints));
        rules.put(new Key("discovery.k8s.io", "EndpointSlice"), Generations.first(NetworkRules::slice));
        rules.put(new Key("networking.k8s.io", "Ingress"), Generations.first(NetworkRules::ingress));
        rules.put(new Key("extensions", "Ingress"), Generations.first(NetworkRules::ingress));
        rules.put(new Key("networking.k8s.io", "ServiceCIDR"), Generations.first(Conventions.RULE));
        for (String kind : new String[] {"Gateway", "GatewayClass", "ListenerSet"}) {
            rules.put(new Key("gateway.networking.k8s.io", kind), Generations.first(GatewayRules::gateway));
        }
        for (String kind : new String[] {"HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute"}) {
            rules.put(new Key("gateway.networking.k8s.io", kind), Generations.first(GatewayRules::route));
        }
        rules.put(new Key("gateway.networking.k8s.io", "BackendTLSPolicy"), Generations.first(GatewayRules::policy));
        rules.put(new Key("gateway.networking.k8s.io", "ReferenceGrant"), Generations.first(StoredKinds::judge));
    }

    private static void cluster(Map<Key, ReadinessRule> rules) {
        rules.put(new Key("", "Namespace"), Generations.first(ClusterRules::namespace));
        rules.put(new Key("", "Node"), Generations.first(ClusterRules::node));
        rules.put(new Key("", "ResourceQuota"), Generations.first(ClusterRules::quota));
        rules.put(
                new Key("apiextensions.k8s.io", "CustomResourceDefinition"),
                Generations.first(ClusterRules::definition));
        rules.put(new Key("apiregistration.k8s.io", "APIService"), Generations.first(ClusterRules::apiService));
        rules.put(
                new Key("certificates.k8s.io", "CertificateSigningRequest"), Generations.first(ClusterRules::signing));
        rules.put(
                new Key("certificates.k8s.io", "PodCertificateRequest"),
                Generations.first(ClusterRules::podCertificate));
        rules.put(
                new Key("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"),
                Generations.first(ClusterRules::admissionPolicy));
        rules.put(
                new Key("storagemigration.k8s.io", "StorageVersionMigration"),
                Generations.first(ClusterRules::migration));
        rules.put(new Key("flowcontrol.apiserver.k8s.io", "FlowSchema"), Generations.first(ClusterRules::flowSchema));
    }
}
