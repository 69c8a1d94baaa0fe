package io.fairlead.testkit.parity;

import java.util.ArrayList;
import java.util.List;

/** One object of each kind, made, read, changed and deleted: defaults, canonical forms, allocation, immutability. */
final class KindCases {
    private KindCases() {}

    static List<Case> all(String ns) {
        String core = "/api/v1/namespaces/" + ns;
        List<Case> cases = new ArrayList<>();
        cases.add(life(
                "secret",
                core + "/secrets",
                "s",
                "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"s\"},\"stringData\":{\"a\":\"b\"},\"data\":{\"c\":\"ZA==\"}}",
                "{\"immutable\":true}",
                "{\"data\":{\"a\":\"eA==\"}}"));
        cases.add(life(
                "configmap",
                core + "/configmaps",
                "c",
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\"},\"data\":{\"a\":\"b\"},\"binaryData\":{\"c\":\"ZA==\"},\"immutable\":true}",
                "{\"immutable\":false}",
                "{\"data\":{\"a\":\"c\"}}"));
        cases.add(life(
                "service",
                core + "/services",
                "v",
                "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"v\"},\"spec\":{\"selector\":{\"a\":\"b\"},\"ports\":[{\"port\":80}]}}",
                "{\"spec\":{\"ports\":[{\"port\":81,\"targetPort\":\"http\"}]}}",
                "{\"spec\":{\"clusterIP\":\"10.0.7.7\"}}"));
        cases.add(life(
                "headless",
                core + "/services",
                "h",
                "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"h\"},\"spec\":{\"clusterIP\":\"None\",\"ports\":[{\"port\":80,\"name\":\"x\"}]}}",
                "{\"spec\":{\"sessionAffinity\":\"ClientIP\"}}",
                "{\"spec\":{\"type\":\"ExternalName\"}}"));
        cases.add(life(
                "account",
                core + "/serviceaccounts",
                "r",
                "{\"apiVersion\":\"v1\",\"kind\":\"ServiceAccount\",\"metadata\":{\"name\":\"r\"}}",
                "{\"automountServiceAccountToken\":false}",
                "{\"secrets\":[{\"name\":\"x\"}]}"));
        cases.add(life(
                "limits",
                core + "/limitranges",
                "l",
                "{\"apiVersion\":\"v1\",\"kind\":\"LimitRange\",\"metadata\":{\"name\":\"l\"},\"spec\":{\"limits\":[{\"type\":\"PersistentVolumeClaim\",\"max\":{\"storage\":\"1024Mi\"}}]}}",
                "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}",
                "{\"spec\":{\"limits\":[{\"type\":\"Pod\",\"max\":{\"cpu\":\"4000m\"}}]}}"));
        cases.add(life(
                "claim",
                core + "/persistentvolumeclaims",
                "p",
                "{\"apiVersion\":\"v1\",\"kind\":\"PersistentVolumeClaim\",\"metadata\":{\"name\":\"p\"},\"spec\":{\"storageClassName\":\"none\",\"accessModes\":[\"ReadWriteOnce\"],\"resources\":{\"requests\":{\"storage\":\"1024Mi\"}}}}",
                "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}",
                "{\"spec\":{\"volumeName\":\"v\"}}"));
        cases.add(life(
                "budget",
                "/apis/policy/v1/namespaces/" + ns + "/poddisruptionbudgets",
                "b",
                "{\"apiVersion\":\"policy/v1\",\"kind\":\"PodDisruptionBudget\",\"metadata\":{\"name\":\"b\"},\"spec\":{\"minAvailable\":1,\"selector\":{\"matchLabels\":{\"a\":\"b\"}}}}",
                "{\"spec\":{\"minAvailable\":\"50%\"}}",
                "{\"spec\":{\"maxUnavailable\":1}}"));
        cases.add(life(
                "ingress",
                "/apis/networking.k8s.io/v1/namespaces/" + ns + "/ingresses",
                "i",
                "{\"apiVersion\":\"networking.k8s.io/v1\",\"kind\":\"Ingress\",\"metadata\":{\"name\":\"i\"},\"spec\":{\"rules\":[{\"host\":\"a.example\",\"http\":{\"paths\":[{\"path\":\"/\",\"pathType\":\"Prefix\",\"backend\":{\"service\":{\"name\":\"v\",\"port\":{\"number\":80}}}}]}}]}}",
                "{\"spec\":{\"ingressClassName\":\"x\"}}",
                "{\"spec\":{\"rules\":[{\"host\":\"b.example\"}]}}"));
        cases.add(life(
                "policy",
                "/apis/networking.k8s.io/v1/namespaces/" + ns + "/networkpolicies",
                "n",
                "{\"apiVersion\":\"networking.k8s.io/v1\",\"kind\":\"NetworkPolicy\",\"metadata\":{\"name\":\"n\"},\"spec\":{\"podSelector\":{},\"ingress\":[{\"ports\":[{\"port\":80}]}],\"egress\":[{}]}}",
                "{\"spec\":{\"podSelector\":{\"matchLabels\":{\"a\":\"b\"}}}}",
                "{\"spec\":{\"ingress\":[]}}"));
        cases.add(life(
                "autoscaler v2",
                "/apis/autoscaling/v2/namespaces/" + ns + "/horizontalpodautoscalers",
                "a",
                "{\"apiVersion\":\"autoscaling/v2\",\"kind\":\"HorizontalPodAutoscaler\",\"metadata\":{\"name\":\"a\"},\"spec\":{\"scaleTargetRef\":{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"name\":\"none\"},\"maxReplicas\":5,\"behavior\":{\"scaleDown\":{\"stabilizationWindowSeconds\":60}}}}",
                "{\"spec\":{\"maxReplicas\":6}}",
                "{\"spec\":{\"minReplicas\":2}}"));
        cases.add(life(
                "autoscaler v1",
                "/apis/autoscaling/v1/namespaces/" + ns + "/horizontalpodautoscalers",
                "a1",
                "{\"apiVersion\":\"autoscaling/v1\",\"kind\":\"HorizontalPodAutoscaler\",\"metadata\":{\"name\":\"a1\"},\"spec\":{\"scaleTargetRef\":{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"name\":\"none\"},\"maxReplicas\":5,\"targetCPUUtilizationPercentage\":70}}",
                "{\"spec\":{\"maxReplicas\":6}}",
                "{\"spec\":{\"minReplicas\":2}}"));
        cases.add(life(
                "role",
                "/apis/rbac.authorization.k8s.io/v1/namespaces/" + ns + "/roles",
                "o",
                "{\"apiVersion\":\"rbac.authorization.k8s.io/v1\",\"kind\":\"Role\",\"metadata\":{\"name\":\"o\"},\"rules\":[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"get\"]}]}",
                "{\"rules\":[]}",
                "{\"rules\":null}"));
        cases.add(life(
                "binding",
                "/apis/rbac.authorization.k8s.io/v1/namespaces/" + ns + "/rolebindings",
                "k",
                "{\"apiVersion\":\"rbac.authorization.k8s.io/v1\",\"kind\":\"RoleBinding\",\"metadata\":{\"name\":\"k\"},\"roleRef\":{\"kind\":\"ClusterRole\",\"name\":\"view\"},\"subjects\":[{\"kind\":\"User\",\"name\":\"u\"}]}",
                "{\"subjects\":[{\"kind\":\"ServiceAccount\",\"name\":\"r\",\"namespace\":\"" + ns + "\"}]}",
                "{\"roleRef\":{\"name\":\"edit\"}}"));
        cases.add(life(
                "lease",
                "/apis/coordination.k8s.io/v1/namespaces/" + ns + "/leases",
                "e",
                "{\"apiVersion\":\"coordination.k8s.io/v1\",\"kind\":\"Lease\",\"metadata\":{\"name\":\"e\"},\"spec\":{\"holderIdentity\":\"h\",\"leaseDurationSeconds\":15,\"renewTime\":\"2026-01-01T00:00:00.123456Z\"}}",
                "{\"spec\":{\"holderIdentity\":\"i\"}}",
                "{\"spec\":{\"leaseTransitions\":1}}"));
        cases.add(life(
                "slice",
                "/apis/discovery.k8s.io/v1/namespaces/" + ns + "/endpointslices",
                "z",
                "{\"apiVersion\":\"discovery.k8s.io/v1\",\"kind\":\"EndpointSlice\",\"metadata\":{\"name\":\"z\"},\"addressType\":\"IPv4\",\"endpoints\":[{\"addresses\":[\"10.1.2.3\"]}],\"ports\":[{\"port\":80}]}",
                "{\"endpoints\":[]}",
                "{\"addressType\":\"IPv6\"}"));
        cases.add(life(
                "statefulset",
                "/apis/apps/v1/namespaces/" + ns + "/statefulsets",
                "t",
                "{\"apiVersion\":\"apps/v1\",\"kind\":\"StatefulSet\",\"metadata\":{\"name\":\"t\"},\"spec\":{\"replicas\":0,\"serviceName\":\"h\",\"selector\":{\"matchLabels\":{\"a\":\"b\"}},\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}},\"volumeClaimTemplates\":[{\"metadata\":{\"name\":\"d\"},\"spec\":{\"accessModes\":[\"ReadWriteOnce\"],\"resources\":{\"requests\":{\"storage\":\"1Gi\"}}}}]}}",
                "{\"spec\":{\"minReadySeconds\":3}}",
                "{\"spec\":{\"serviceName\":\"other\"}}"));
        cases.add(life(
                "daemonset",
                "/apis/apps/v1/namespaces/" + ns + "/daemonsets",
                "d",
                "{\"apiVersion\":\"apps/v1\",\"kind\":\"DaemonSet\",\"metadata\":{\"name\":\"d\"},\"spec\":{\"selector\":{\"matchLabels\":{\"a\":\"b\"}},\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"nodeSelector\":{\"none\":\"x\"},\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}}}",
                "{\"spec\":{\"minReadySeconds\":3}}",
                "{\"spec\":{\"selector\":{\"matchLabels\":{\"x\":\"y\"}}}}"));
        cases.add(life(
                "replicaset",
                "/apis/apps/v1/namespaces/" + ns + "/replicasets",
                "q",
                "{\"apiVersion\":\"apps/v1\",\"kind\":\"ReplicaSet\",\"metadata\":{\"name\":\"q\"},\"spec\":{\"replicas\":0,\"selector\":{\"matchLabels\":{\"a\":\"q\"}},\"template\":{\"metadata\":{\"labels\":{\"a\":\"q\"}},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i:latest\"}]}}}}",
                "{\"spec\":{\"minReadySeconds\":3}}",
                "{\"spec\":{\"selector\":{\"matchLabels\":{\"x\":\"y\"}}}}"));
        cases.add(life(
                "job",
                "/apis/batch/v1/namespaces/" + ns + "/jobs",
                "j",
                "{\"apiVersion\":\"batch/v1\",\"kind\":\"Job\",\"metadata\":{\"name\":\"j\"},\"spec\":{\"suspend\":true,\"template\":{\"spec\":{\"restartPolicy\":\"Never\",\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}}}",
                "{\"spec\":{\"parallelism\":2}}",
                "{\"spec\":{\"completions\":5}}"));
        cases.add(life(
                "cronjob",
                "/apis/batch/v1/namespaces/" + ns + "/cronjobs",
                "y",
                "{\"apiVersion\":\"batch/v1\",\"kind\":\"CronJob\",\"metadata\":{\"name\":\"y\"},\"spec\":{\"suspend\":true,\"schedule\":\"0 0 1 1 *\",\"jobTemplate\":{\"spec\":{\"template\":{\"spec\":{\"restartPolicy\":\"Never\",\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}}}}}",
                "{\"spec\":{\"schedule\":\"5 * * * *\"}}",
                "{\"spec\":{\"schedule\":\"nonsense\"}}"));
        cases.add(life(
                "pod",
                core + "/pods",
                "u",
                "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"u\"},\"spec\":{\"schedulerName\":\"nobody\",\"containers\":[{\"name\":\"c\",\"image\":\"i\",\"livenessProbe\":{\"httpGet\":{\"port\":80}},\"env\":[{\"name\":\"N\",\"valueFrom\":{\"fieldRef\":{\"fieldPath\":\"metadata.name\"}}}],\"resources\":{\"limits\":{\"cpu\":\"0.5\",\"memory\":\"1024Mi\"}}}],\"volumes\":[{\"name\":\"e\"},{\"name\":\"f\",\"secret\":{\"secretName\":\"s\"}}]}}",
                "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}",
                "{\"spec\":{\"schedulerName\":\"other\"}}"));
        cases.add(life(
                "namespace",
                "/api/v1/namespaces",
                ns + "-x",
                "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + ns + "-x\"}}",
                "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}",
                "{\"spec\":{\"finalizers\":[]}}"));
        cases.add(life(
                "class",
                "/apis/storage.k8s.io/v1/storageclasses",
                ns + "-c",
                "{\"apiVersion\":\"storage.k8s.io/v1\",\"kind\":\"StorageClass\",\"metadata\":{\"name\":\"" + ns
                        + "-c\"},\"provisioner\":\"p.example\"}",
                "{\"allowVolumeExpansion\":true}",
                "{\"provisioner\":\"other\"}"));
        cases.add(life(
                "priority",
                "/apis/scheduling.k8s.io/v1/priorityclasses",
                ns + "-p",
                "{\"apiVersion\":\"scheduling.k8s.io/v1\",\"kind\":\"PriorityClass\",\"metadata\":{\"name\":\"" + ns
                        + "-p\"},\"value\":10}",
                "{\"description\":\"d\"}",
                "{\"value\":11}"));
        cases.add(life(
                "node",
                "/api/v1/nodes",
                ns + "-n",
                "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"" + ns
                        + "-n\"},\"spec\":{\"unschedulable\":true}}",
                "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}",
                "{\"spec\":{\"providerID\":\"x://y\"}}"));
        cases.add(life(
                "volume",
                "/api/v1/persistentvolumes",
                ns + "-v",
                "{\"apiVersion\":\"v1\",\"kind\":\"PersistentVolume\",\"metadata\":{\"name\":\"" + ns
                        + "-v\"},\"spec\":{\"storageClassName\":\"x\",\"capacity\":{\"storage\":\"1Gi\"},\"accessModes\":[\"ReadWriteOnce\"],\"hostPath\":{\"path\":\"/x\"}}}",
                "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}",
                "{\"spec\":{\"hostPath\":{\"path\":\"/y\"}}}"));
        cases.add(life(
                "event",
                core + "/events",
                "ev",
                "{\"apiVersion\":\"v1\",\"kind\":\"Event\",\"metadata\":{\"name\":\"ev\"},\"involvedObject\":{\"kind\":\"Pod\",\"name\":\"u\",\"namespace\":\""
                        + ns + "\"},\"reason\":\"R\",\"message\":\"m\",\"type\":\"Normal\"}",
                "{\"count\":2}",
                "{\"message\":\"n\"}"));
        return cases;
    }

    private static Case life(String name, String collection, String object, String body, String change, String second) {
        String path = collection + "/" + object;
        return Case.of(
                name,
                Step.post(collection + "?dryRun=All", body),
                Step.post(collection, body),
                Step.merge(path + "?fieldManager=changer", change),
                Step.merge(path + "?fieldManager=changer", change),
                Step.merge(path + "?fieldManager=second", second),
                Step.apply(path, "applier", true, body),
                Step.get(path).accept("application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"),
                Step.get(path).accept("application/json;as=Table;g=meta.k8s.io;v=v1"),
                Step.delete(path + "?dryRun=All"),
                Step.delete(path, "{\"gracePeriodSeconds\":0}"));
    }
}
