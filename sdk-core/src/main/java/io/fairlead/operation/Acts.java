package io.fairlead.operation;

import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The acts that the built-in kinds know. */
public final class Acts {

    private static final String MERGE_PATCH = "application/merge-patch+json";

    private Acts() {}

    /**
     * Sets the number of replicas through the {@code scale} subresource; gives back the number before. Undone by setting that
     * number again. Verbs: {@code get} the object, {@code patch} its {@code scale}.
     */
    public static Act<Integer> scale(Ref ref, int replicas) {
        if (replicas < 0) {
            throw new IllegalArgumentException("replicas are 0 or more, got " + replicas);
        }
        return new Scale(ref, replicas);
    }

    /**
     * Evicts a pod against its disruption budgets. Cannot be undone: its controller makes another pod. Verbs: {@code get} pods,
     * {@code create pods/eviction}.
     */
    public static Act<Boolean> evict(Ref pod) {
        return new Evict(pod);
    }

    /** Marks a node unschedulable; undone by the mark it had. Verbs: {@code get}, {@code patch} nodes. */
    public static Act<Boolean> cordon(String node) {
        return new Cordon(Ref.of(Kind.of("v1", "Node"), node), true);
    }

    /** Marks a node schedulable; undone by the mark it had. Verbs: {@code get}, {@code patch} nodes. */
    public static Act<Boolean> uncordon(String node) {
        return new Cordon(Ref.of(Kind.of("v1", "Node"), node), false);
    }

    /**
     * Issues a token for a ServiceAccount; never sent in a plan, as the API would issue a real one. Cannot be undone: it ends by
     * itself. Verb: {@code create serviceaccounts/token}.
     *
     * @param lifetime how long it lasts; the server's minimum is ten minutes
     */
    public static Act<String> token(Ref serviceAccount, Duration lifetime, String... audiences) {
        return new Token(serviceAccount, lifetime, List.of(audiences));
    }

    /**
     * Replaces a workload's pods one by one, as {@code kubectl rollout restart} does: the pod template is annotated with the time. Cannot be
     * undone: the pods are new. Verbs: {@code get}, {@code patch} the workload.
     *
     * @param at the time, from {@link Work#now}, so that a plan and its run say the same
     */
    public static Act<Boolean> restart(Ref workload, Instant at) {
        return new Restart(workload, at);
    }

    /**
     * Approves a certificate signing request; the signer goes on at once, so it cannot be undone. Verbs: {@code get}
     * certificatesigningrequests, {@code patch} its {@code approval}, and {@code approve} the signer.
     *
     * @param reason why, one word as the API takes it, such as {@code ReleaseApproved}
     */
    public static Act<Boolean> approve(String signingRequest, String reason, String message) {
        return new Approve(
                Ref.of(Kind.of("certificates.k8s.io/v1", "CertificateSigningRequest"), signingRequest),
                reason,
                message);
    }

    private record Restart(Ref ref, Instant at) implements Act<Boolean> {
        @Override
        public String what() {
            return "restart";
        }

        @Override
        public Call call() {
            Map<String, Object> annotations = Map.of(
                    "kubectl.kubernetes.io/restartedAt",
                    at.truncatedTo(ChronoUnit.SECONDS).toString());
            Map<String, Object> template = Map.of("metadata", Map.of("annotations", annotations));
            return new Call("PATCH", "", MERGE_PATCH, Map.of("spec", Map.of("template", template)), true, true);
        }

        @Override
        public Boolean result(Tree answer) {
            return true;
        }
    }

    private record Approve(Ref ref, String reason, String message) implements Act<Boolean> {
        @Override
        public String what() {
            return "approve";
        }

        @Override
        public Call call() {
            Map<String, Object> condition = new LinkedHashMap<>();
            condition.put("type", "Approved");
            condition.put("status", "True");
            condition.put("reason", reason);
            condition.put("message", message);
            return new Call(
                    "PATCH",
                    "approval",
                    MERGE_PATCH,
                    Map.of("status", Map.of("conditions", List.of(condition))),
                    true,
                    true);
        }

        @Override
        public Boolean result(Tree answer) {
            return true;
        }
    }

    private record Scale(Ref ref, int replicas) implements Act<Integer> {
        @Override
        public String what() {
            return "scale to " + replicas;
        }

        @Override
        public Call call() {
            return new Call("PATCH", "scale", MERGE_PATCH, Map.of("spec", Map.of("replicas", replicas)), true, true);
        }

        @Override
        public Integer result(Tree answer) {
            return replicas;
        }

        @Override
        public Map<String, Object> after(Map<String, Object> before) {
            return with(before, "replicas", replicas);
        }

        @Override
        public Optional<Act<?>> inverse(Tree before) {
            return before.number("spec", "replicas").map(count -> new Scale(ref, count.intValue()));
        }
    }

    private record Evict(Ref ref) implements Act<Boolean> {
        @Override
        public String what() {
            return "evict";
        }

        @Override
        public Call call() {
            Map<String, Object> metadata = new LinkedHashMap<>();
            metadata.put("name", ref.name());
            metadata.put("namespace", ref.namespace());
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("apiVersion", "policy/v1");
            body.put("kind", "Eviction");
            body.put("metadata", metadata);
            return new Call("POST", "eviction", "application/json", body, true, false);
        }

        @Override
        public Boolean result(Tree answer) {
            return true;
        }
    }

    private record Cordon(Ref ref, boolean cordoned) implements Act<Boolean> {
        @Override
        public String what() {
            return cordoned ? "cordon" : "uncordon";
        }

        @Override
        public Call call() {
            return new Call("PATCH", "", MERGE_PATCH, Map.of("spec", Map.of("unschedulable", cordoned)), true, true);
        }

        @Override
        public Boolean result(Tree answer) {
            return true;
        }

        @Override
        public Map<String, Object> after(Map<String, Object> before) {
            return with(before, "unschedulable", cordoned);
        }

        @Override
        public Optional<Act<?>> inverse(Tree before) {
            return Optional.of(
                    new Cordon(ref, before.flag("spec", "unschedulable").orElse(false)));
        }
    }

    private record Token(Ref ref, Duration lifetime, List<String> audiences) implements Act<String> {
        @Override
        public String what() {
            return "issue a token for " + lifetime.toSeconds() + " s";
        }

        @Override
        public Call call() {
            Map<String, Object> spec = new LinkedHashMap<>();
            spec.put("expirationSeconds", lifetime.toSeconds());
            if (!audiences.isEmpty()) {
                spec.put("audiences", audiences);
            }
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("apiVersion", "authentication.k8s.io/v1");
            body.put("kind", "TokenRequest");
            body.put("spec", spec);
            return new Call("POST", "token", "application/json", body, false, false);
        }

        @Override
        public String result(Tree answer) {
            return answer.text("status", "token").orElse("");
        }

        @Override
        public boolean readsFirst() {
            return false;
        }
    }

    private static Map<String, Object> with(Map<String, Object> before, String field, Object value) {
        Map<String, Object> after = new LinkedHashMap<>(before);
        Map<String, Object> spec = new LinkedHashMap<>();
        if (before.get("spec") instanceof Map<?, ?> old) {
            old.forEach((key, content) -> spec.put(String.valueOf(key), content));
        }
        spec.put(field, value);
        after.put("spec", spec);
        return after;
    }
}
