package io.fairlead.internal.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.failure.AdmissionRefused;
import io.fairlead.failure.AlreadyExists;
import io.fairlead.failure.BeingDeleted;
import io.fairlead.failure.Changed;
import io.fairlead.failure.Conflict;
import io.fairlead.failure.EvictionHeld;
import io.fairlead.failure.Expired;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Forbidden;
import io.fairlead.failure.Immutable;
import io.fairlead.failure.Invalid;
import io.fairlead.failure.NamespaceMissing;
import io.fairlead.failure.NotFound;
import io.fairlead.failure.NotSupported;
import io.fairlead.failure.Overloaded;
import io.fairlead.failure.QuotaExceeded;
import io.fairlead.failure.TooLarge;
import io.fairlead.failure.Unauthorized;
import io.fairlead.failure.Unavailable;
import io.fairlead.failure.WebhookFailed;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The texts are those of Kubernetes 1.37. */
class RefusalsTest {

    private static final Ref WEB = Ref.of(Kind.of("apps/v1", "Deployment"), "shop/web");
    private static final Ref TOKEN = Ref.of(Kind.of("v1", "Secret"), "shop/token");
    private static final String TRIED = "apply Deployment shop/web as fairlead/ha";

    private static FairleadException failure(int code, String reason, String message, Map<String, Object> details) {
        return failure(code, reason, message, details, TRIED, WEB);
    }

    private static FairleadException failure(
            int code, String reason, String message, Map<String, Object> details, String tried, Ref ref) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("kind", "Status");
        body.put("reason", reason);
        body.put("message", message);
        body.put("details", details);
        body.put("code", code);
        return new Reply(code, body, "", List.of(), 1).failure(tried, ref);
    }

    private static Map<String, Object> causes(String... reasonMessageField) {
        List<Object> causes = new java.util.ArrayList<>();
        for (int i = 0; i < reasonMessageField.length; i += 3) {
            causes.add(Map.of(
                    "reason", reasonMessageField[i],
                    "message", reasonMessageField[i + 1],
                    "field", reasonMessageField[i + 2]));
        }
        return Map.of("kind", "deployments", "name", "web", "causes", causes);
    }

    @Test
    void conflict_names_each_owner_with_its_fields() {
        Conflict conflict = (Conflict) failure(
                409,
                "Conflict",
                "Apply failed with 3 conflicts: ...",
                causes(
                        "FieldManagerConflict",
                        "conflict with \"argo\"",
                        ".spec.template.spec.containers[name=\"web\"].image",
                        "FieldManagerConflict",
                        "conflict with \"kube-controller-manager\" with subresource \"scale\" using apps/v1 at 2026-11-24T13:00:00Z",
                        ".spec.replicas",
                        "FieldManagerConflict",
                        "conflict with \"argo\"",
                        ".metadata.labels.app"));

        assertThat(conflict)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "argo owns .spec.template.spec.containers[name=\"web\"].image, .metadata.labels.app; "
                        + "kube-controller-manager (through scale) owns .spec.replicas.\n"
                        + "Leave these fields out, or say takingOver() to take them over; undo gives them back.");
        assertThat(conflict.claims())
                .containsExactly(
                        new Conflict.Claim(
                                "argo",
                                "",
                                "",
                                List.of(".spec.template.spec.containers[name=\"web\"].image", ".metadata.labels.app")),
                        new Conflict.Claim("kube-controller-manager", "scale", "apps/v1", List.of(".spec.replicas")));
        assertThat(conflict.retryable()).isFalse();
        assertThat(conflict.ref()).contains(WEB);
    }

    @Test
    void a_409_without_causes_is_a_change_since_it_was_read() {
        FairleadException changed = failure(
                409,
                "Conflict",
                "Operation cannot be fulfilled on deployments.apps \"web\": the object has been modified; please apply "
                        + "your changes to the latest version and try again",
                Map.of("name", "web"));

        assertThat(changed)
                .isInstanceOf(Changed.class)
                .hasMessage(
                        "Tried to apply Deployment shop/web as fairlead/ha.\n"
                                + "Deployment shop/web was changed by somebody since it was read.\nRead it again and decide anew.");
        assertThat(((Changed) changed).replaced()).isFalse();
    }

    @Test
    void another_uid_is_another_object() {
        String expected = "Tried to apply Deployment shop/web as fairlead/ha.\n"
                + "The Deployment shop/web that was read is gone or was replaced by another.\nRead it again and decide anew.";
        assertThat(failure(
                        409,
                        "Conflict",
                        "Operation cannot be fulfilled on deployments.apps \"web\": uid mismatch: the provided object "
                                + "specified uid 1, and no existing object was found",
                        Map.of()))
                .hasMessage(expected);
        assertThat(failure(
                        422,
                        "Invalid",
                        "Deployment.apps \"web\" is invalid: metadata.uid: Invalid value: \"1\": field is immutable",
                        causes("FieldValueInvalid", "Invalid value: \"1\": field is immutable", "metadata.uid")))
                .isInstanceOf(Changed.class)
                .hasMessage(expected);
        assertThat(failure(
                        409,
                        "Conflict",
                        "Operation cannot be fulfilled on pods \"a\": Precondition failed: UID in precondition: 1, UID "
                                + "in object meta: 2",
                        Map.of()))
                .hasMessage(expected);
    }

    @Test
    void a_name_that_is_taken_is_told_from_one_being_freed() {
        assertThat(failure(409, "AlreadyExists", "deployments.apps \"web\" already exists", Map.of()))
                .isInstanceOf(AlreadyExists.class)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\nDeployment shop/web already exists.\n"
                        + "Apply it instead of creating it, or choose another name.");
        assertThat(failure(
                        409,
                        "AlreadyExists",
                        "object is being deleted: deployments.apps \"web\" already exists",
                        Map.of()))
                .isInstanceOf(BeingDeleted.class)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "Deployment shop/web is being deleted and takes nothing new.\n"
                        + "Wait until it is gone, then run it again; finalizers may hold it.");
    }

    @Test
    void forbidden_offers_the_rule_that_is_missing() {
        Forbidden forbidden = (Forbidden) failure(
                403,
                "Forbidden",
                "deployments.apps \"web\" is forbidden: User \"jane\" cannot patch resource \"deployments/scale\" in API "
                        + "group \"apps\" in the namespace \"shop\"",
                Map.of());

        assertThat(forbidden)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "User \"jane\" may not patch deployments.apps/scale in namespace shop.\n"
                        + "Grant it by a Role in namespace shop with the rule "
                        + "{apiGroups: [\"apps\"], resources: [\"deployments/scale\"], verbs: [\"patch\"]}.");
        assertThat(forbidden.user()).isEqualTo("jane");
        assertThat(forbidden.missing())
                .containsExactly(new Permission("patch", "apps", "deployments", "scale", "shop", ""));
        assertThat(failure(
                        403,
                        "Forbidden",
                        "nodes is forbidden: User \"jane\" cannot list resource \"nodes\" in API group \"\" at the "
                                + "cluster scope",
                        Map.of()))
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "User \"jane\" may not list nodes in the whole cluster.\nGrant it by a ClusterRole with the "
                        + "rule {apiGroups: [\"\"], resources: [\"nodes\"], verbs: [\"list\"]}.");
        assertThat(failure(403, "Forbidden", "forbidden: User \"jane\" cannot get path \"/metrics\"", Map.of()))
                .hasMessage(
                        "Tried to apply Deployment shop/web as fairlead/ha.\n"
                                + "The API server forbids it: user \"jane\" may not get /metrics.\nAsk who administers the cluster.");
    }

    @Test
    void a_grant_of_what_one_does_not_hold_lists_it() {
        Forbidden forbidden = (Forbidden) failure(
                403,
                "Forbidden",
                "roles.rbac.authorization.k8s.io \"r\" is forbidden: user \"jane\" (groups=[\"dev\"]) is attempting to "
                        + "grant RBAC permissions not currently held:\n{APIGroups:[\"\"], Resources:[\"secrets\"], "
                        + "Verbs:[\"get\" \"list\"]}",
                Map.of());

        assertThat(forbidden)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "It grants permissions that user \"jane\" does not hold: "
                        + "{apiGroups: [\"\"], resources: [\"secrets\"], verbs: [\"get\"]}, "
                        + "{apiGroups: [\"\"], resources: [\"secrets\"], verbs: [\"list\"]}.\n"
                        + "Hold them first, or be granted the verb escalate (for roles) or bind (for bindings).");
    }

    @Test
    void quota_names_what_is_used_up() {
        QuotaExceeded quota = (QuotaExceeded) failure(
                403,
                "Forbidden",
                "pods \"web\" is forbidden: exceeded quota: small, requested: pods=1,requests.cpu=500m, used: "
                        + "pods=2,requests.cpu=1800m, limited: pods=2,requests.cpu=2",
                Map.of());

        assertThat(quota)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "ResourceQuota small does not allow it: pods (1 requested, 2 of 2 used), "
                        + "requests.cpu (500m requested, 1800m of 2 used).\n"
                        + "Ask for less, free some, or have the quota raised.");
        assertThat(quota.quota()).isEqualTo("small");
        assertThat(quota.usages()).containsOnlyKeys("pods", "requests.cpu");
    }

    @Test
    void a_namespace_that_is_missing_or_ends_is_named() {
        FairleadException missing =
                failure(404, "NotFound", "namespaces \"shop\" not found", Map.of("name", "shop", "kind", "namespaces"));
        assertThat(missing)
                .isInstanceOf(NamespaceMissing.class)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\nNamespace shop does not exist.\n"
                        + "Create the namespace first, in the same operation if you like.");
        assertThat(failure(
                        403,
                        "Forbidden",
                        "deployments.apps \"web\" is forbidden: unable to create new content in namespace shop because "
                                + "it is being terminated",
                        causes("NamespaceTerminating", "namespace shop is being terminated", "metadata.namespace")))
                .isInstanceOf(BeingDeleted.class)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "Namespace shop is being deleted and takes nothing new.\n"
                        + "Wait until it is gone, then run it again; finalizers may hold it.");
    }

    @Test
    void not_found_is_an_object_or_a_kind() {
        assertThat(failure(404, "NotFound", "deployments.apps \"web\" not found", Map.of("name", "web")))
                .isInstanceOf(NotFound.class)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\nDeployment shop/web does not exist.\n"
                        + "Check its name and namespace, or create it first.");
        assertThat(new Reply(404, Map.of(), "404 page not found", List.of(), 1).failure(TRIED, WEB))
                .isInstanceOf(NotSupported.class)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "The API server does not support it (404, no such resource is served).\n"
                        + "Check that this version of the cluster, or the extension that serves it, can do it.");
    }

    @Test
    void invalid_lists_the_faults_field_by_field() {
        Invalid invalid = (Invalid) failure(
                422,
                "Invalid",
                "Deployment.apps \"web\" is invalid: ...",
                causes(
                        "FieldValueInvalid",
                        "Invalid value: -1: must be greater than or equal to 0",
                        "spec.replicas",
                        "FieldValueRequired",
                        "Required value",
                        "spec.template.spec.containers[0].image"));

        assertThat(invalid)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "The API server finds it invalid: spec.replicas: Invalid value: -1: must be greater than or "
                        + "equal to 0; spec.template.spec.containers[0].image: Required value.\n"
                        + "Correct these fields, then run it again.");
        assertThat(invalid.faults()).hasSize(2);
    }

    @Test
    void the_500_that_is_a_users_error_is_invalid_and_shows_no_value() {
        assertThat(failure(
                        500,
                        "",
                        "failed to create typed patch object (shop/web; apps/v1, Kind=Deployment): errors:\n  .spec.foo: "
                                + "field not declared in schema\n  .spec.replicas: expected numeric (int or float), got "
                                + "&value.valueUnstructured{Value:\"hunter2\"}",
                        Map.of()))
                .isInstanceOf(Invalid.class)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "The API server finds it invalid: .spec.foo: field not declared in schema; .spec.replicas: "
                        + "expected numeric (int or float).\nCorrect these fields, then run it again.");
        assertThat(failure(
                        500,
                        "",
                        "failed to create typed patch object (shop/token; /v1, Kind=Secret): .data.password: expected "
                                + "string, got &value.valueUnstructured{Value:123456}",
                        Map.of(),
                        "apply Secret shop/token as fairlead",
                        TOKEN))
                .hasMessage("Tried to apply Secret shop/token as fairlead.\n"
                        + "The API server finds it invalid: .data.password: expected string.\n"
                        + "Correct these fields, then run it again.");
    }

    @Test
    void unknown_fields_and_wrong_types_are_named() {
        assertThat(failure(
                        400,
                        "BadRequest",
                        "Deployment in version \"v1\" cannot be handled as a Deployment: strict decoding error: unknown "
                                + "field \"spec.replics\", duplicate field \"spec.paused\"",
                        Map.of()))
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "The API server finds it invalid: spec.replics: unknown field; spec.paused: duplicate field.\n"
                        + "Correct these fields, then run it again.");
        assertThat(failure(
                        400,
                        "BadRequest",
                        "Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal string "
                                + "into Go struct field DeploymentSpec.spec.replicas of type int32",
                        Map.of()))
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "The API server finds it invalid: spec.replicas: is a string, should be int32.\n"
                        + "Correct these fields, then run it again.");
    }

    @Test
    void no_value_of_a_secret_and_no_delicate_one_is_in_a_message() {
        assertThat(failure(
                        422,
                        "Invalid",
                        "Secret \"token\" is invalid: ...",
                        causes("FieldValueInvalid", "Invalid value: \"aHVudGVyMg==\": no: hunter2", "data[x y]"),
                        "apply Secret shop/token as fairlead",
                        TOKEN))
                .hasMessage("Tried to apply Secret shop/token as fairlead.\n"
                        + "The API server finds it invalid: data[x y]: Invalid value (value not shown).\n"
                        + "Correct these fields, then run it again.");
        assertThat(failure(
                        422,
                        "Invalid",
                        "...",
                        causes(
                                "FieldValueInvalid",
                                "Invalid value: \"hunter2\": must be empty",
                                "spec.template.spec.containers[0].env[0].value")))
                .hasMessageContaining("env[0].value: Invalid value (value not shown): must be empty.")
                .hasMessageNotContaining("hunter2");
        assertThat(failure(
                        400,
                        "BadRequest",
                        "Secret in version \"v1\" cannot be handled as a Secret: odd \"hunter2\"",
                        Map.of(),
                        "apply Secret shop/token as fairlead",
                        TOKEN))
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void immutable_fields_are_named_without_their_values() {
        Immutable immutable = (Immutable) failure(
                422,
                "Invalid",
                "Deployment.apps \"web\" is invalid: ...",
                causes(
                        "FieldValueInvalid",
                        "Invalid value: {\"matchLabels\":{\"app\":\"other\"}}: field is immutable",
                        "spec.selector"));

        assertThat(immutable)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "spec.selector cannot be changed after creation.\n"
                        + "Leave it as it is, or allow the object to be replaced (deleted and created again).");
        assertThat(immutable.fields()).containsExactly("spec.selector");
    }

    @Test
    void admission_names_who_refuses() {
        assertThat(failure(
                        403,
                        "Forbidden",
                        "admission webhook \"policy.example\" denied the request: no latest tags",
                        Map.of()))
                .isInstanceOf(AdmissionRefused.class)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "Refused by the admission webhook policy.example: no latest tags.\n"
                        + "Meet the rule, or ask who administers it for an exception.");
        assertThat(failure(
                        422,
                        "Invalid",
                        "deployments.apps \"web\" is forbidden: ValidatingAdmissionPolicy 'limits' with binding 'b' "
                                + "denied request: too many replicas",
                        causes("", "too many replicas", "")))
                .hasMessageContaining("\nRefused by the ValidatingAdmissionPolicy limits: too many replicas.\n");
        assertThat(failure(
                        403,
                        "Forbidden",
                        "pods \"a\" is forbidden: violates PodSecurity \"restricted:latest\": runAsNonRoot != true",
                        Map.of()))
                .hasMessageContaining("\nRefused by the pod security level restricted:latest: runAsNonRoot != true.\n");
        assertThat(failure(
                        403,
                        "Forbidden",
                        "pods \"a\" is forbidden: no PriorityClass with name high was found",
                        Map.of()))
                .hasMessageContaining(
                        "\nRefused by the cluster's admission control: no PriorityClass with name high was found.\n");
    }

    @Test
    void a_webhook_that_does_not_answer_is_named() {
        FairleadException failed = failure(
                500,
                "InternalError",
                "Internal error occurred: failed calling webhook \"policy.example\": failed to call webhook: Post "
                        + "\"https://policy.shop.svc:443/?timeout=10s\": dial tcp 10.0.0.7:443: connect: connection refused",
                Map.of());

        assertThat(failed)
                .isInstanceOf(WebhookFailed.class)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "The API server could not ask the webhook policy.example: Post "
                        + "\"https://policy.shop.svc:443/?timeout=10s\": dial tcp 10.0.0.7:443: connect: connection "
                        + "refused.\n"
                        + "Nothing was stored. See that the webhook's Service has ready endpoints, then run it again.");
        assertThat(failed.retryable()).isTrue();
    }

    @Test
    void what_is_left_has_its_own_words() {
        assertThat(failure(429, "TooManyRequests", "too many", Map.of("retryAfterSeconds", 2)))
                .isInstanceOf(Overloaded.class)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "The API server is overloaded and asks to come back in 2 s; it did not take the request.\n"
                        + "Run it again later, with less at a time.")
                .matches(failure -> failure.retryable());
        assertThat(failure(
                        429,
                        "TooManyRequests",
                        "Cannot evict pod as it would violate the pod's disruption budget.",
                        causes(
                                "DisruptionBudget",
                                "The disruption budget web needs 2 healthy pods and has 2 currently",
                                "")))
                .isInstanceOf(EvictionHeld.class)
                .hasMessage(
                        "Tried to apply Deployment shop/web as fairlead/ha.\nA disruption budget allows no eviction "
                                + "now: The disruption budget web needs 2 healthy pods and has 2 currently.\n"
                                + "Wait until its other pods are ready, or loosen the budget.");
        assertThat(failure(410, "Expired", "The provided continue parameter is too old", Map.of()))
                .isInstanceOf(Expired.class)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "The API server no longer keeps the version that was asked for.\n"
                        + "Read again from the newest version.");
        assertThat(failure(413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728", Map.of()))
                .isInstanceOf(TooLarge.class)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "It is too large for the cluster: Request entity too large: limit is 3145728.\n"
                        + "Split it: a request may have 3 MiB, an object in etcd 1.5 MiB, a ConfigMap or Secret 1 MiB of "
                        + "data.");
        assertThat(failure(401, "Unauthorized", "Unauthorized", Map.of()))
                .isInstanceOf(Unauthorized.class)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "The API server does not accept the credentials.\n"
                        + "Log in again, or check the user of the kubeconfig's context.");
        assertThat(failure(501, "", "the sandbox has no such controller", Map.of()))
                .isInstanceOf(NotSupported.class)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "The API server does not support it (501, the sandbox has no such controller).\n"
                        + "Check that this version of the cluster, or the extension that serves it, can do it.");
        assertThat(failure(500, "InternalError", "etcdserver: leader changed", Map.of()))
                .isInstanceOf(Unavailable.class)
                .hasMessage("Tried to apply Deployment shop/web as fairlead/ha.\n"
                        + "The API server answered 500: etcdserver: leader changed.\n"
                        + "Check that the API server can be reached, then run it again.");
    }

    @Test
    void permissions_read_as_text() {
        assertThat(new Permission("get", "", "pods", "", "shop", "web"))
                .hasToString("get pods \"web\" in namespace shop")
                .extracting(Permission::rule)
                .isEqualTo("{apiGroups: [\"\"], resources: [\"pods\"], verbs: [\"get\"], resourceNames: [\"web\"]}");
    }
}
