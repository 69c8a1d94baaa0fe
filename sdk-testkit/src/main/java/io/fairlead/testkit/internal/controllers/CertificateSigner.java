package io.fairlead.testkit.internal.controllers;

import io.fairlead.testkit.internal.store.DeleteOptions;
import io.fairlead.testkit.internal.tls.Authority;
import io.fairlead.testkit.internal.tls.CertificateRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Signs what was approved, for the signers of kube-controller-manager, and clears away what is done with
 * ({@code pkg/controller/certificates/signer} and {@code cleaner}); the cleaner there looks once an hour, here at once.
 */
final class CertificateSigner extends Reconciler {
    private static final String PREFIX = "kubernetes.io/";
    private static final Set<String> SIGNERS = Set.of(
            PREFIX + "kube-apiserver-client", PREFIX + "kube-apiserver-client-kubelet", PREFIX + "kubelet-serving");
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Duration SHORTEST = Duration.ofMinutes(10);
    private static final Duration DONE_KEPT = Duration.ofHours(1);
    private static final Duration PENDING_KEPT = Duration.ofHours(24);

    private final Cache requests;

    CertificateSigner(Api api) {
        super(api.time());
        this.requests = api.cache(Kind.CERTIFICATE_SIGNING_REQUEST);
        requests.onChange((before, after) -> enqueue(after));
    }

    @Override
    void reconcile(Key key) {
        var found = requests.get("", key.name());
        if (found.isEmpty() || Meta.deleting(found.get())) {
            return;
        }
        var request = found.get();
        Instant end = end(request);
        if (!end.isAfter(now())) {
            requests.delete(request, DeleteOptions.background());
            return;
        }
        enqueueAt(key, end);
        boolean wanted =
                is(request, "Approved") && !is(request, "Failed") && !is(request, "Denied") && !issued(request);
        if (wanted && SIGNERS.contains(Trees.text(request, "spec", "signerName"))) {
            sign(request);
        }
    }

    private void sign(Map<String, Object> request) {
        var asked = CertificateRequest.parse(Base64.getDecoder().decode(Trees.text(request, "spec", "request")));
        List<String> usages = new ArrayList<>();
        if (Trees.at(request, "spec", "usages") instanceof List<?> given) {
            given.forEach(each -> usages.add(String.valueOf(each)));
        }
        Optional<String> fault = SignerRules.fault(asked, usages, Trees.text(request, "spec", "signerName"));
        requests.updateStatus("", Meta.name(request), Api.MANAGER, object -> {
            var status = Trees.child(object, "status");
            if (fault.isPresent()) {
                Trees.children(status, "conditions")
                        .add(Trees.object(
                                "type", "Failed",
                                "status", "True",
                                "reason", "SignerValidationFailure",
                                "message", fault.get(),
                                "lastUpdateTime", Trees.stamp(now())));
            } else {
                String pem = Authority.get().sign(asked, usages, now(), lasting(request));
                status.put("certificate", Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)));
            }
            return object;
        });
    }

    private static Duration lasting(Map<String, Object> request) {
        if (!(Trees.at(request, "spec", "expirationSeconds") instanceof Number seconds)) {
            return LONGEST;
        }
        Duration wanted = Duration.ofSeconds(seconds.longValue());
        if (wanted.compareTo(LONGEST) > 0) {
            return LONGEST;
        }
        return wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
    }

    /** When the request is cleared away. */
    private Instant end(Map<String, Object> request) {
        Instant made = Optional.ofNullable(Trees.time(request, "metadata", "creationTimestamp"))
                .orElse(now());
        Duration kept = issued(request) || is(request, "Denied") || is(request, "Failed") ? DONE_KEPT : PENDING_KEPT;
        Instant since = Trees.maps(request, "status", "conditions").stream()
                .flatMap(each -> Optional.ofNullable(Trees.time(each, "lastUpdateTime")).stream())
                .max(Instant::compareTo)
                .orElse(made);
        return since.plus(kept);
    }

    private static boolean issued(Map<String, Object> request) {
        return !Trees.text(request, "status", "certificate").isEmpty();
    }

    private static boolean is(Map<String, Object> request, String type) {
        var condition = Meta.condition(request, type);
        return condition != null && "True".equals(condition.get("status"));
    }
}
