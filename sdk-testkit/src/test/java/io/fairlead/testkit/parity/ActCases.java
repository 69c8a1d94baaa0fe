package io.fairlead.testkit.parity;

import io.fairlead.testkit.TestRequests;
import java.util.List;

/** What is done by creating something that is not stored: evictions, approvals, tokens, reviews. */
final class ActCases {
    private ActCases() {}

    static List<Case> all(String ns) {
        return List.of(
                evictions(ns), inconsistentBudgets(ns), certificates(ns), wrongCertificates(), tokens(ns), reviews(ns));
    }

    private static String pod(String name) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"" + name
                + "\",\"labels\":{\"app\":\"web\"}},\"spec\":{\"terminationGracePeriodSeconds\":30,\"nodeName\":\"n\","
                + "\"containers\":[{\"name\":\"web\",\"image\":\"web:1\"}]}}";
    }

    private static String budget(String name) {
        return "{\"apiVersion\":\"policy/v1\",\"kind\":\"PodDisruptionBudget\",\"metadata\":{\"name\":\"" + name
                + "\"},\"spec\":{\"minAvailable\":1,\"selector\":{\"matchLabels\":{\"app\":\"web\"}}}}";
    }

    private static String eviction(String name, String more) {
        return "{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\",\"metadata\":{\"name\":\"" + name + "\"}" + more
                + "}";
    }

    private static String status(int observed, int allowed, int healthy, int desired, String more) {
        return "{\"status\":{\"observedGeneration\":" + observed + ",\"disruptionsAllowed\":" + allowed
                + ",\"currentHealthy\":" + healthy + ",\"desiredHealthy\":" + desired + ",\"expectedPods\":3" + more
                + "}}";
    }

    private static String allowed(String value, String reason, String message) {
        return ",\"conditions\":[{\"type\":\"DisruptionAllowed\",\"status\":\"" + value
                + "\",\"observedGeneration\":1,\"lastTransitionTime\":\"2026-01-01T00:00:00Z\",\"reason\":\"" + reason
                + "\",\"message\":\"" + message + "\"}]";
    }

    private static final String RUNNING =
            "{\"status\":{\"phase\":\"Running\",\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\","
                    + "\"lastProbeTime\":\"2026-01-01T00:00:00Z\",\"lastTransitionTime\":\"2026-01-01T00:00:00Z\"}]}}";

    private static Case evictions(String ns) {
        String pods = "/api/v1/namespaces/" + ns + "/pods";
        String budgets = "/apis/policy/v1/namespaces/" + ns + "/poddisruptionbudgets";
        return Case.of(
                "evictions",
                Step.post(pods + "/none/eviction", eviction("none", "")),
                Step.post(pods, pod("a")),
                Step.post(pods + "/a/eviction", eviction("b", "")),
                Step.post(pods + "/a/eviction", eviction("a", ",\"deleteOptions\":{\"dryRun\":[\"All\"]}")),
                Step.merge(pods + "/a/status", RUNNING),
                Step.post(budgets, budget("one")),
                Step.post(pods + "/a/eviction", eviction("a", "")),
                Step.merge(budgets + "/one/status", status(1, 0, 1, 1, allowed("False", "InsufficientPods", ""))),
                Step.post(pods + "/a/eviction", eviction("a", "")),
                Step.merge(
                        budgets + "/one/status", status(1, 0, 3, 1, allowed("False", "SyncFailed", "no scale found"))),
                Step.post(pods + "/a/eviction", eviction("a", "")),
                Step.merge(budgets + "/one/status", status(1, 0, 3, 1, allowed("False", "Other", "it is so"))),
                Step.post(pods + "/a/eviction", eviction("a", "")),
                Step.merge(budgets + "/one/status", status(1, 1, 3, 1, allowed("True", "SufficientPods", ""))),
                Step.post(pods + "/a/eviction?dryRun=All", eviction("a", "")),
                Step.post(
                        pods + "/a/eviction",
                        eviction(
                                "a",
                                ",\"deleteOptions\":{\"preconditions\":{\"uid\":\"00000000-0000-0000-0000-000000000001\"}}")),
                Step.merge(budgets + "/one/status", status(1, 1, 3, 1, allowed("True", "SufficientPods", ""))),
                Step.post(pods + "/a/eviction", eviction("a", "")),
                Step.get(pods + "/a"),
                Step.get(budgets + "/one"),
                Step.post(pods + "/a/eviction", eviction("a", "")),
                Step.post(pods, pod("b")),
                Step.merge(pods + "/b/status", RUNNING),
                Step.post(budgets, budget("two")),
                Step.post(pods + "/b/eviction", eviction("b", "")));
    }

    private static Case inconsistentBudgets(String ns) {
        String pods = "/api/v1/namespaces/" + ns + "/pods";
        String budgets = "/apis/policy/v1/namespaces/" + ns + "/poddisruptionbudgets";
        return Case.of(
                "budgets whose status cannot be",
                Step.delete(budgets + "/two"),
                Step.merge(budgets + "/one/status", status(1, -1, 1, 1, "")),
                Step.post(pods + "/b/eviction", eviction("b", "")),
                Step.merge(pods + "/b/status", "{\"status\":{\"conditions\":null}}"),
                Step.merge(budgets + "/one/status", status(1, 0, 1, 2, "")),
                Step.post(pods + "/b/eviction", eviction("b", "")),
                Step.merge(budgets + "/one/status", status(1, 0, 2, 2, "")),
                Step.post(pods + "/b/eviction", eviction("b", "")),
                Step.get(budgets + "/one"));
    }

    private static Case certificates(String ns) {
        String requests = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
        String name = ns + "-user";
        String approved = "{\"status\":{\"conditions\":[{\"type\":\"Approved\",\"status\":\"True\",\"reason\":\"Test\","
                + "\"message\":\"by a test\"}]}}";
        String object = TestRequests.object(name, "kubernetes.io/kube-apiserver-client", "client auth");
        return Case.of(
                "certificates",
                Step.post(requests, object),
                Step.post(requests, object),
                Step.merge(requests + "/" + name, "{\"spec\":{\"signerName\":\"example.com/other\"}}"),
                Step.merge(requests + "/" + name + "/status", approved),
                Step.merge(requests + "/" + name + "/approval", "{\"status\":{\"certificate\":\"YQ==\"}}"),
                Step.merge(requests + "/" + name + "/approval?dryRun=All", approved),
                Step.merge(requests + "/" + name + "/approval", approved),
                Step.merge(
                        requests + "/" + name + "/approval",
                        "{\"status\":{\"conditions\":[{\"type\":\"Denied\",\"status\":\"True\"}]}}"),
                Step.json(
                        requests + "/" + name + "/approval",
                        "[{\"op\":\"add\",\"path\":\"/status/conditions/-\",\"value\":{\"type\":\"Denied\",\"status\":\"True\"}}]"),
                Step.merge(requests + "/" + name + "/approval", "{\"status\":{\"conditions\":[]}}"),
                Step.get(requests + "/" + name + "/approval"),
                Step.get(requests + "/" + name),
                Step.get(requests + "?fieldSelector=metadata.name%3D" + name)
                        .accept("application/json;as=Table;v=v1;g=meta.k8s.io"),
                Step.delete(requests + "/" + name));
    }

    private static Case wrongCertificates() {
        String requests = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
        return Case.of(
                "certificates that nobody signs",
                Step.post(requests, TestRequests.object("a", "kubernetes.io/legacy-unknown", "client auth")),
                Step.post(requests, TestRequests.object("a", "", "client auth")),
                Step.post(requests, TestRequests.object("a", "noslash", "client auth")),
                Step.post(requests, TestRequests.object("a", "nodots/x", "client auth")),
                Step.post(requests, TestRequests.object("a", "example.com/Bad_Path", "client auth")),
                Step.post(requests, TestRequests.object("a", "example.com/a/b", "client auth")),
                Step.post(requests, TestRequests.object("a", "example.com/x", "making coffee")),
                Step.post(
                        requests,
                        TestRequests.object("a", "example.com/x", "client auth")
                                .replace("\"usages\"", "\"expirationSeconds\":60,\"usages\"")),
                Step.post(
                        requests,
                        TestRequests.object("a", "example.com/x", "client auth")
                                .replaceAll("\"request\":\"[^\"]*\"", "\"request\":\"bm9uZQ==\"")),
                Step.post(
                        requests,
                        TestRequests.object(
                                "a", "kubernetes.io/kube-apiserver-client", "client auth", "system:masters")));
    }

    private static Case tokens(String ns) {
        String accounts = "/api/v1/namespaces/" + ns + "/serviceaccounts";
        String request = "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"TokenRequest\",\"spec\":{%s}}";
        return Case.of(
                "tokens",
                Step.post(accounts + "/none/token", request.formatted("")),
                Step.post(accounts + "/default/token", request.formatted("")),
                Step.post(accounts + "/default/token", request.formatted("\"expirationSeconds\":7200")),
                Step.post(accounts + "/default/token", request.formatted("\"expirationSeconds\":60")),
                Step.post(accounts + "/default/token", request.formatted("\"audiences\":[\"vault\"]")),
                Step.post(
                        "/apis/authentication.k8s.io/v1/tokenreviews",
                        "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"TokenReview\",\"spec\":{\"token\":\"x\"}}"));
    }

    private static Case reviews(String ns) {
        String group = "/apis/authorization.k8s.io/v1";
        String review = "{\"apiVersion\":\"authorization.k8s.io/v1\",\"kind\":\"%s\",\"spec\":{%s}}";
        String attributes = "\"resourceAttributes\":{\"namespace\":\"" + ns
                + "\",\"verb\":\"get\",\"group\":\"apps\",\"resource\":\"deployments\"}";
        return Case.of(
                "reviews",
                Step.post(group + "/selfsubjectaccessreviews", review.formatted("SelfSubjectAccessReview", "")),
                Step.post(
                        group + "/selfsubjectaccessreviews",
                        review.formatted(
                                "SelfSubjectAccessReview",
                                attributes + ",\"nonResourceAttributes\":{\"verb\":\"get\",\"path\":\"/x\"}")),
                Step.post(group + "/subjectaccessreviews", review.formatted("SubjectAccessReview", attributes)),
                Step.post(
                        group + "/subjectaccessreviews",
                        review.formatted("SubjectAccessReview", "\"user\":\"ann\"," + attributes)),
                Step.post(
                        group + "/subjectaccessreviews",
                        review.formatted("SubjectAccessReview", "\"groups\":[\"ops\"]," + attributes)),
                Step.post(
                        group + "/namespaces/other/localsubjectaccessreviews",
                        review.formatted("LocalSubjectAccessReview", "\"user\":\"ann\"," + attributes)),
                Step.post(group + "/selfsubjectrulesreviews", review.formatted("SelfSubjectRulesReview", "")));
    }
}
