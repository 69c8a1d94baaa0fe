package io.fairlead.testkit.parity;

import java.util.ArrayList;
import java.util.List;

/** Server-side apply, written out: ownership, conflicts, co-ownership, release, undo by ownership. */
final class ApplyCases {
    private ApplyCases() {}

    static String configMap(String name, String data) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name + "\"},\"data\":" + data
                + "}";
    }

    static String deployment(String name, String metadata, String spec, String container) {
        return "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"" + name + "\"" + metadata
                + "},\"spec\":{\"paused\":true,\"selector\":{\"matchLabels\":{\"app\":\"" + name + "\"}}" + spec
                + ",\"template\":{\"metadata\":{\"labels\":{\"app\":\"" + name
                + "\"}},\"spec\":{\"containers\":[{\"name\":\"web\"" + container + "}]}}}}";
    }

    static List<Case> all(String ns) {
        String maps = "/api/v1/namespaces/" + ns + "/configmaps";
        String deployments = "/apis/apps/v1/namespaces/" + ns + "/deployments";
        List<Case> cases = new ArrayList<>();
        cases.add(Case.of(
                "create, repeat, change, release",
                Step.apply(maps + "/a", "m1", false, configMap("a", "{\"x\":\"1\",\"y\":\"2\"}")),
                Step.apply(maps + "/a", "m1", false, configMap("a", "{\"x\":\"1\",\"y\":\"2\"}")),
                Step.apply(maps + "/a", "m1", false, configMap("a", "{\"x\":\"3\"}")),
                Step.apply(maps + "/a", "m2", false, configMap("a", "{\"x\":\"3\"}")),
                Step.apply(maps + "/a", "m1", false, configMap("a", "{}")),
                Step.get(maps + "/a"),
                Step.apply(maps + "/a", "m2", false, configMap("a", "{}")),
                Step.get(maps + "/a")));
        cases.add(Case.of(
                "conflict, force, several",
                Step.apply(maps + "/b", "m1", false, configMap("b", "{\"x\":\"1\",\"y\":\"2\"}")),
                Step.apply(maps + "/b", "m2", false, configMap("b", "{\"x\":\"9\"}")),
                Step.apply(maps + "/b", "m2", false, configMap("b", "{\"x\":\"9\",\"y\":\"9\"}")),
                Step.apply(maps + "/b", "m2", true, configMap("b", "{\"x\":\"9\",\"y\":\"9\"}")),
                Step.merge(maps + "/b?fieldManager=edit", "{\"data\":{\"z\":\"7\",\"x\":\"0\"}}"),
                Step.apply(maps + "/b", "m1", false, configMap("b", "{\"x\":\"1\",\"z\":\"1\",\"y\":\"1\"}")),
                Step.apply(maps + "/b", "m1", true, configMap("b", "{\"x\":\"1\",\"z\":\"1\",\"y\":\"1\"}"))));
        cases.add(Case.of(
                "update managers and before-first-apply",
                Step.post(maps + "?fieldManager=make", configMap("c", "{\"x\":\"1\"}")),
                Step.merge(maps + "/c", "{\"metadata\":{\"managedFields\":[{}]}}"),
                Step.get(maps + "/c"),
                Step.apply(maps + "/c", "m1", false, configMap("c", "{\"x\":\"2\"}")),
                Step.apply(maps + "/c", "m1", true, configMap("c", "{\"x\":\"2\"}")),
                Step.merge(maps + "/c", "{\"metadata\":{\"managedFields\":[]}}"),
                Step.merge(maps + "/c?fieldManager=later", "{\"data\":{\"y\":\"1\"}}")));
        cases.add(
                Case.of(
                        "ownership written",
                        Step.apply(maps + "/d", "m1", false, configMap("d", "{\"x\":\"1\",\"y\":\"1\"}")),
                        Step.merge(
                                maps + "/d?fieldManager=undo",
                                "{\"metadata\":{\"managedFields\":[{\"manager\":\"argo\",\"operation\":\"Apply\",\"apiVersion\":\"v1\","
                                        + "\"time\":\"2020-01-01T00:00:00Z\",\"fieldsType\":\"FieldsV1\",\"fieldsV1\":{\"f:data\":{\"f:x\":{}}}},"
                                        + "{\"manager\":\"edit\",\"operation\":\"Update\",\"apiVersion\":\"v1\",\"fieldsType\":\"FieldsV1\","
                                        + "\"subresource\":\"scale\",\"fieldsV1\":{\"f:data\":{\"f:y\":{},\"f:nowhere\":{}}}}]}}"),
                        Step.apply(maps + "/d", "m2", false, configMap("d", "{\"x\":\"2\",\"y\":\"2\"}")),
                        Step.merge(maps + "/d", "{\"metadata\":{\"managedFields\":[{\"operation\":\"Nonsense\"}]}}"),
                        Step.merge(
                                maps + "/d?fieldManager=two",
                                "{\"data\":{\"x\":\"5\"},\"metadata\":{\"managedFields\":[{\"manager\":\"argo\",\"operation\":\"Apply\","
                                        + "\"apiVersion\":\"v1\",\"fieldsType\":\"FieldsV1\",\"fieldsV1\":{\"f:data\":{\"f:x\":{}}}}]}}")));
        cases.add(
                Case.of(
                        "uid and resourceVersion in the body",
                        Step.apply(
                                maps + "/e",
                                "m1",
                                false,
                                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"e\",\"uid\":\"00000000-0000-0000-0000-000000000001\"}}"),
                        Step.apply(
                                maps + "/e",
                                "m1",
                                false,
                                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"e\",\"resourceVersion\":\"1\"},\"data\":{\"x\":\"1\"}}"),
                        Step.apply(
                                maps + "/e",
                                "m1",
                                false,
                                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"e\",\"resourceVersion\":\"1\"},\"data\":{\"x\":\"2\"}}"),
                        Step.apply(
                                maps + "/e",
                                "m1",
                                false,
                                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"e\",\"uid\":\"00000000-0000-0000-0000-000000000001\"},\"data\":{\"x\":\"2\"}}")));
        cases.add(
                Case.of(
                        "unsound configurations",
                        Step.apply(
                                maps + "/f",
                                "m1",
                                false,
                                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"f\"},\"dota\":{}}"),
                        Step.apply(maps + "/f", "m1", false, configMap("f", "{\"x\":1}")),
                        Step.apply(maps + "/f", "m1", false, configMap("f", "{\"x\":true}")),
                        Step.apply(maps + "/f", "m1", false, configMap("f", "[\"x\"]")),
                        Step.apply(maps + "/f", "m1", false, configMap("f", "\"x\"")),
                        Step.apply(
                                maps + "/f",
                                "m1",
                                false,
                                "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"f\"}}"),
                        Step.apply(
                                maps + "/f",
                                "m1",
                                false,
                                "{\"apiVersion\":\"v2\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"f\"}}"),
                        Step.apply(maps + "/f", "m1", false, "{\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"f\"}}"),
                        Step.apply(maps + "/f", "m1", false, configMap("g", "{}")),
                        Step.apply(maps + "/f", "", false, configMap("f", "{}")),
                        Step.apply(maps + "/f", "m1", false, configMap("f", "{\"x\":null}")),
                        Step.apply(
                                maps + "/f",
                                "m1",
                                false,
                                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"f\",\"managedFields\":[{}]}}"),
                        Step.apply(
                                maps + "/f",
                                "m1",
                                false,
                                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"f\",\"namespace\":\"other\"}}")));
        cases.add(Case.of(
                "deployment: layers, atomics, lists",
                Step.apply(
                        deployments + "/w",
                        "base",
                        false,
                        deployment("w", "", "", ",\"image\":\"i:1\",\"resources\":{\"limits\":{\"cpu\":\"1000m\"}}")),
                Step.apply(
                        deployments + "/w",
                        "base",
                        false,
                        deployment("w", "", "", ",\"image\":\"i:1\",\"resources\":{\"limits\":{\"cpu\":\"1\"}}")),
                Step.apply(
                        deployments + "/w",
                        "side",
                        false,
                        "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"w\"},\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"side\",\"image\":\"s\"},{\"name\":\"web\",\"env\":[{\"name\":\"A\",\"value\":\"b\"}]}],\"nodeSelector\":{\"disk\":\"ssd\"},\"tolerations\":[{\"key\":\"k\",\"operator\":\"Exists\"}]}}}}"),
                Step.apply(
                        deployments + "/w",
                        "base",
                        false,
                        deployment(
                                "w",
                                "",
                                "",
                                ",\"image\":\"i:2\",\"ports\":[{\"containerPort\":80},{\"containerPort\":80,\"protocol\":\"UDP\"}]")),
                Step.apply(
                        deployments + "/w",
                        "third",
                        false,
                        "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"w\"},\"spec\":{\"replicas\":3,\"template\":{\"spec\":{\"containers\":[{\"name\":\"web\",\"image\":\"i:9\"}],\"nodeSelector\":{\"disk\":\"hdd\"}}}}}"),
                Step.apply(
                        deployments + "/w",
                        "third",
                        true,
                        "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"w\"},\"spec\":{\"replicas\":3,\"template\":{\"spec\":{\"containers\":[{\"name\":\"web\",\"image\":\"i:9\"}],\"nodeSelector\":{\"disk\":\"hdd\"}}}}}"),
                Step.apply(
                        deployments + "/w",
                        "third",
                        false,
                        "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"w\"}}"),
                Step.apply(
                        deployments + "/w",
                        "side",
                        false,
                        "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"w\"}}"),
                Step.merge(deployments + "/w/scale?fieldManager=hpa", "{\"spec\":{\"replicas\":4}}"),
                Step.get(deployments + "/w"),
                Step.apply(
                        deployments + "/w",
                        "base",
                        false,
                        deployment("w", "", ",\"replicas\":2", ",\"image\":\"i:2\"")),
                Step.apply(
                        deployments + "/w", "base", true, deployment("w", "", ",\"replicas\":2", ",\"image\":\"i:2\"")),
                Step.merge(
                        deployments + "/w/status?fieldManager=st",
                        "{\"status\":{\"replicas\":2},\"metadata\":{\"annotations\":{\"a\":\"b\"}}}"),
                Step.get(deployments + "/w/status")));
        cases.add(Case.of(
                "deployment: duplicates and unknown",
                Step.apply(
                        deployments + "/x",
                        "m",
                        false,
                        deployment(
                                "x",
                                "",
                                "",
                                ",\"image\":\"i\",\"ports\":[{\"containerPort\":80},{\"containerPort\":80,\"protocol\":\"TCP\"}]")),
                Step.apply(deployments + "/x", "m", false, deployment("x", "", "", ",\"imago\":\"i\"")),
                Step.apply(
                        deployments + "/x", "m", false, deployment("x", "", ",\"replicas\":\"3\"", ",\"image\":\"i\"")),
                Step.apply(
                        deployments + "/x",
                        "m",
                        false,
                        deployment("x", "", "", ",\"image\":\"i\",\"resources\":{\"limits\":{\"cpu\":\"lots\"}}")),
                Step.apply(
                        deployments + "/x",
                        "m",
                        false,
                        deployment("x", "", "", ",\"image\":\"i\",\"env\":[{\"value\":\"x\"}]")),
                Step.apply(deployments + "/x", "m", false, deployment("x", "", "", ""))));
        for (int i = 0; i < 13; i++) {
            cases.add(Case.of(
                    "many updaters " + i,
                    i == 0
                            ? Step.post(maps + "?fieldManager=u0", configMap("many", "{\"k0\":\"v\"}"))
                            : Step.merge(maps + "/many?fieldManager=u" + i, "{\"data\":{\"k" + i + "\":\"v\"}}")));
        }
        cases.add(Case.of(
                "dry run",
                Step.apply(maps + "/dry?dryRun=All", "m1", false, configMap("dry", "{\"x\":\"1\"}")),
                Step.get(maps + "/dry"),
                Step.apply(maps + "/dry", "m1", false, configMap("dry", "{\"x\":\"1\"}")),
                Step.apply(maps + "/dry?dryRun=All", "m2", false, configMap("dry", "{\"x\":\"2\"}")),
                Step.apply(maps + "/dry?dryRun=All", "m2", true, configMap("dry", "{\"x\":\"2\"}")),
                Step.get(maps + "/dry"),
                Step.delete(maps + "/dry?dryRun=All"),
                Step.get(maps + "/dry")));
        return cases;
    }
}
