package io.fairlead.testkit.parity;

import java.util.ArrayList;
import java.util.List;

/** Requests that the server refuses, and how. */
final class ErrorCases {
    private ErrorCases() {}

    static List<Case> all(String ns) {
        String maps = "/api/v1/namespaces/" + ns + "/configmaps";
        String deployments = "/apis/apps/v1/namespaces/" + ns + "/deployments";
        List<Case> cases = new ArrayList<>();
        cases.add(Case.of(
                "not there",
                Step.get(maps + "/none"),
                Step.delete(maps + "/none"),
                Step.merge(maps + "/none", "{}"),
                Step.put(maps + "/none", ApplyCases.configMap("none", "{}")),
                Step.get(deployments + "/none"),
                Step.get("/api/v1/namespaces/nowhere/configmaps/x"),
                Step.post("/api/v1/namespaces/nowhere/configmaps", ApplyCases.configMap("x", "{}")),
                Step.apply("/api/v1/namespaces/nowhere/configmaps/x", "m", false, ApplyCases.configMap("x", "{}")),
                Step.get("/apis/nothing.example/v1/things"),
                Step.get("/apis/apps/v1/namespaces/" + ns + "/things"),
                Step.get("/apis/apps/v7/deployments"),
                Step.get(deployments + "/none/nothing"),
                Step.get("/nothing")));
        cases.add(Case.of(
                "create twice and by other names",
                Step.post(maps, ApplyCases.configMap("twice", "{}")),
                Step.post(maps, ApplyCases.configMap("twice", "{}")),
                Step.post(maps, ApplyCases.configMap("", "{}")),
                Step.post(maps, ApplyCases.configMap("Upper_Case", "{}")),
                Step.put(maps + "/twice", ApplyCases.configMap("other", "{}")),
                Step.post(
                        maps,
                        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"n\",\"namespace\":\"other\"}}"),
                Step.post(maps, "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"n\"}}"),
                Step.post(maps, "{\"apiVersion\":\"v3\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"n\"}}"),
                Step.post(maps, "{\"metadata\":{\"name\":\"nokind\"}}"),
                Step.post(maps, "{not json"),
                Step.post(maps, "[]"),
                Step.post(
                        maps,
                        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"n\",\"resourceVersion\":\"5\"}}"),
                Step.post(maps + "?dryRun=Some", ApplyCases.configMap("n", "{}")),
                Step.post(maps + "?fieldValidation=Loud", ApplyCases.configMap("n", "{}"))));
        cases.add(Case.of(
                "stale and foreign",
                Step.post(maps, ApplyCases.configMap("stale", "{\"x\":\"1\"}")),
                Step.put(
                        maps + "/stale",
                        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"stale\",\"resourceVersion\":\"1\"},\"data\":{\"x\":\"2\"}}"),
                Step.put(
                        maps + "/stale",
                        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"stale\",\"uid\":\"00000000-0000-0000-0000-000000000001\"}}"),
                Step.put(maps + "/stale", ApplyCases.configMap("stale", "{\"x\":\"3\"}")),
                Step.merge(maps + "/stale", "{\"metadata\":{\"resourceVersion\":\"1\"},\"data\":{\"x\":\"4\"}}"),
                Step.merge(maps + "/stale", "{\"metadata\":{\"uid\":\"00000000-0000-0000-0000-000000000001\"}}"),
                Step.merge(maps + "/stale", "{\"metadata\":{\"name\":\"renamed\"}}"),
                Step.json(maps + "/stale", "[{\"op\":\"test\",\"path\":\"/data/x\",\"value\":\"9\"}]"),
                Step.json(maps + "/stale", "[{\"op\":\"replace\",\"path\":\"/data/none\",\"value\":\"9\"}]"),
                Step.json(maps + "/stale", "[{\"op\":\"remove\",\"path\":\"/data/none\"}]"),
                Step.json(maps + "/stale", "[{\"op\":\"add\",\"path\":\"/no/such\",\"value\":\"9\"}]"),
                Step.json(maps + "/stale", "[{\"op\":\"dance\",\"path\":\"/data/x\"}]"),
                Step.json(maps + "/stale", "{}"),
                Step.json(
                        maps + "/stale",
                        "[{\"op\":\"replace\",\"path\":\"/metadata/resourceVersion\",\"value\":\"1\"}]"),
                Step.json(
                        maps + "/stale",
                        "[{\"op\":\"add\",\"path\":\"/data/y\",\"value\":\"9\"},{\"op\":\"copy\",\"from\":\"/data/y\",\"path\":\"/data/z\"},{\"op\":\"move\",\"from\":\"/data/z\",\"path\":\"/data/q\"}]"),
                Step.merge(maps + "/stale", "[]"),
                new Step("PATCH", maps + "/stale", "application/json", "{}", java.util.Map.of()),
                Step.delete(maps + "/stale", "{\"preconditions\":{\"uid\":\"00000000-0000-0000-0000-000000000001\"}}"),
                Step.delete(maps + "/stale", "{\"preconditions\":{\"resourceVersion\":\"1\"}}"),
                Step.delete(maps + "/stale")));
        cases.add(Case.of(
                "unknown fields",
                Step.post(
                        maps + "?fieldValidation=Strict",
                        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"s\",\"labls\":{}},\"dato\":{}}"),
                Step.post(
                        maps + "?fieldValidation=Ignore",
                        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"s\"},\"dato\":{}}"),
                Step.merge(maps + "/s?fieldValidation=Strict", "{\"dato\":{\"a\":\"b\"}}"),
                Step.strategic(maps + "/s?fieldValidation=Strict", "{\"dato\":{\"a\":\"b\"}}"),
                Step.put(
                        maps + "/s?fieldValidation=Strict",
                        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"s\"},\"dato\":{}}"),
                Step.post(
                        deployments + "?fieldValidation=Strict",
                        ApplyCases.deployment("s", "", ",\"replcas\":1", ",\"image\":\"i\",\"imge\":\"x\"")),
                Step.post(
                        maps,
                        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"s\"},\"data\":{\"x\":1}}"),
                Step.post(deployments, ApplyCases.deployment("s", "", ",\"replicas\":\"1\"", ",\"image\":\"i\"")),
                Step.post(deployments, ApplyCases.deployment("s", "", ",\"replicas\":1.5", ",\"image\":\"i\"")),
                Step.post(deployments, ApplyCases.deployment("s", "", "", ",\"image\":[\"i\"]")),
                Step.post(
                        deployments,
                        ApplyCases.deployment(
                                "s", "", "", ",\"image\":\"i\",\"resources\":{\"limits\":{\"cpu\":\"lots\"}}"))));
        cases.add(Case.of(
                "invalid workloads",
                Step.post(
                        deployments,
                        "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"bad\"}}"),
                Step.post(
                        deployments,
                        "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"bad\"},\"spec\":{\"selector\":{\"matchLabels\":{\"a\":\"b\"}},\"template\":{\"metadata\":{\"labels\":{\"a\":\"c\"}},\"spec\":{\"containers\":[{\"name\":\"w\",\"image\":\"i\"}]}}}}"),
                Step.post(deployments, ApplyCases.deployment("bad", "", ",\"replicas\":-1", ",\"image\":\"i\"")),
                Step.post(deployments, ApplyCases.deployment("bad", "", "", "")),
                Step.post(
                        deployments,
                        ApplyCases.deployment("bad", "", "", ",\"image\":\"i\",\"imagePullPolicy\":\"Sometimes\"")),
                Step.post(
                        deployments,
                        ApplyCases.deployment("bad", "", "", ",\"image\":\"i\",\"ports\":[{\"containerPort\":0}]")),
                Step.post(
                        deployments,
                        ApplyCases.deployment(
                                "bad",
                                "",
                                "",
                                ",\"image\":\"i\",\"volumeMounts\":[{\"name\":\"v\",\"mountPath\":\"/x\"}]")),
                Step.post(
                        deployments,
                        ApplyCases.deployment(
                                "bad",
                                "",
                                "",
                                ",\"image\":\"i\",\"resources\":{\"limits\":{\"cpu\":\"1\"},\"requests\":{\"cpu\":\"2\"}}")),
                Step.post(deployments, ApplyCases.deployment("good", "", "", ",\"image\":\"i\"")),
                Step.merge(deployments + "/good", "{\"spec\":{\"selector\":{\"matchLabels\":{\"x\":\"y\"}}}}"),
                Step.json(
                        deployments + "/good",
                        "[{\"op\":\"replace\",\"path\":\"/spec/selector\",\"value\":{\"matchLabels\":{\"x\":\"y\"}}},{\"op\":\"replace\",\"path\":\"/spec/template/metadata/labels\",\"value\":{\"x\":\"y\"}}]"),
                Step.merge(deployments + "/good", "{\"metadata\":{\"labels\":{\"bad key!\":\"v\"}}}"),
                Step.merge(deployments + "/good", "{\"metadata\":{\"labels\":{\"k\":\"bad value!\"}}}"),
                Step.merge(deployments + "/good", "{\"metadata\":{\"finalizers\":[\"nodomain\"]}}"),
                Step.merge(deployments + "/good/scale", "{\"spec\":{\"replicas\":-1}}"),
                Step.merge(
                        deployments + "/good/scale",
                        "{\"metadata\":{\"uid\":\"00000000-0000-0000-0000-000000000001\"},\"spec\":{\"replicas\":1}}"),
                Step.merge(
                        deployments + "/good/scale",
                        "{\"metadata\":{\"resourceVersion\":\"1\"},\"spec\":{\"replicas\":1}}")));
        cases.add(Case.of(
                "lists and watches",
                Step.get(maps + "?labelSelector=a%3D%3D%3Db"),
                Step.get(maps + "?fieldSelector=data.x%3D1"),
                Step.get(maps + "?limit=nine"),
                Step.get(maps + "?continue=nonsense"),
                Step.get(maps + "?resourceVersion=x"),
                Step.get(maps + "?watch=true&sendInitialEvents=true")));
        return cases;
    }
}
