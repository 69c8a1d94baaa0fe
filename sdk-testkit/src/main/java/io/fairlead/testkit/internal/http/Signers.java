package io.fairlead.testkit.internal.http;

import io.fairlead.testkit.internal.json.Json;
import io.fairlead.testkit.internal.rbac.Authorizer;
import io.fairlead.testkit.internal.store.ApiError;
import java.util.List;

/** Who may have the say over certificates of a signer ({@code plugin/pkg/admission/certificates}). */
final class Signers {
    private final Core core;

    Signers(Core core) {
        this.core = core;
    }

    /** 403 when a call would approve, deny or sign what its user may not. */
    void mayApprove(Call call) {
        boolean request = call.kind().resource().kind().equals("CertificateSigningRequest");
        String subresource = call.target().subresource();
        if (!request || call.kind().custom() || subresource.isEmpty()) {
            return;
        }
        String verb = subresource.equals("approval") ? "approve" : "sign";
        core.writer()
                .find(call.kind(), "", call.target().name())
                .map(object -> Json.text(Json.child(object, "spec"), "signerName"))
                .filter(signer -> !may(call, verb, signer))
                .ifPresent(signer -> {
                    throw ApiError.forbidden(
                            call.kind().resource(),
                            call.target().name(),
                            "user not permitted to " + verb + " requests with signerName \"" + signer + "\"");
                });
    }

    private boolean may(Call call, String verb, String signer) {
        String any = signer.substring(0, Math.max(0, signer.indexOf('/'))) + "/*";
        return List.of(signer, any).stream()
                .map(name -> new Authorizer.Question(verb, "certificates.k8s.io", "signers", "", name))
                .anyMatch(question -> core.authorizer().allows(call.user(), question));
    }
}
