package io.fairlead.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReviewBuilder;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestCondition;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestConditionBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Certificates are asked for, approved, signed and shown. */
class SandboxCertificatesTest {
    private static final String SIGNER = "kubernetes.io/kube-apiserver-client";
    private static final CertificateSigningRequestCondition APPROVED = new CertificateSigningRequestConditionBuilder()
            .withType("Approved")
            .withStatus("True")
            .withReason("Test")
            .build();

    private static CertificateSigningRequest read(Sandbox sandbox, String name) {
        return sandbox.client()
                .certificates()
                .v1()
                .certificateSigningRequests()
                .withName(name)
                .get();
    }

    private static void approve(Sandbox sandbox, String name) {
        sandbox.client()
                .certificates()
                .v1()
                .certificateSigningRequests()
                .withName(name)
                .approve(APPROVED);
    }

    private static byte[] certificate(CertificateSigningRequest request) {
        return Base64.getDecoder().decode(request.getStatus().getCertificate());
    }

    @Test
    void who_shows_an_approved_certificate_is_the_user_it_names() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        try (var sandbox = Sandbox.start(s -> s.clock(Instant.now()))) {
            sandbox.client()
                    .resource(TestRequests.object("ann", SIGNER, "client auth", keys, "shop"))
                    .create();
            sandbox.settle();
            assertThat(read(sandbox, "ann").getStatus().getCertificate()).isNull();
            approve(sandbox, "ann");
            sandbox.settle();

            byte[] pem = certificate(read(sandbox, "ann"));
            X509Certificate signed = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
            assertThat(signed.getSubjectX500Principal().getName()).isEqualTo("O=shop,CN=ann");
            assertThat(signed.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
            assertThat(signed.getBasicConstraints()).isEqualTo(-1);

            Config shown = Config.fromKubeconfig(sandbox.kubeconfig());
            shown.setOauthToken(null);
            shown.setAutoOAuthToken(null);
            shown.setClientKeyAlgo("EC");
            shown.setClientCertData(Base64.getEncoder().encodeToString(pem));
            shown.setClientKeyData(Base64.getEncoder()
                    .encodeToString(("-----BEGIN PRIVATE KEY-----\n"
                                    + Base64.getMimeEncoder()
                                            .encodeToString(keys.getPrivate().getEncoded())
                                    + "\n-----END PRIVATE KEY-----\n")
                            .getBytes(StandardCharsets.US_ASCII)));
            try (KubernetesClient ann =
                    new KubernetesClientBuilder().withConfig(shown).build()) {
                SelfSubjectReview review =
                        ann.resource(new SelfSubjectReviewBuilder().build()).create();
                assertThat(review.getStatus().getUserInfo().getUsername()).isEqualTo("ann");
                assertThat(review.getStatus().getUserInfo().getGroups())
                        .containsExactly("shop", "system:authenticated");
            }
        }
    }

    @Test
    void a_certificate_lasts_as_asked_by_the_clock_of_the_sandbox_and_its_request_goes_after_an_hour()
            throws Exception {
        Instant start = Instant.parse("2030-01-01T00:00:00Z");
        try (var sandbox = Sandbox.start(s -> s.clock(start))) {
            CertificateSigningRequest request = Serialization.unmarshal(
                    TestRequests.object("short", SIGNER, "client auth"), CertificateSigningRequest.class);
            request.getSpec().setExpirationSeconds(3600);
            sandbox.client().resource(request).create();
            approve(sandbox, "short");
            sandbox.settle();

            X509Certificate signed = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate(read(sandbox, "short"))));
            assertThat(signed.getNotBefore().toInstant()).isEqualTo(start.minus(Duration.ofMinutes(5)));
            assertThat(signed.getNotAfter().toInstant()).isEqualTo(start.plus(Duration.ofHours(1)));
            sandbox.advance(Duration.ofMinutes(61));
            assertThat(read(sandbox, "short")).isNull();
        }
    }

    @Test
    void what_the_signer_does_not_sign_it_marks_as_failed() {
        try (var sandbox = Sandbox.start()) {
            sandbox.client()
                    .resource(TestRequests.object("wrong", SIGNER, "server auth"))
                    .create();
            approve(sandbox, "wrong");
            sandbox.settle();
            assertThat(read(sandbox, "wrong").getStatus().getConditions())
                    .anySatisfy(condition -> assertThat(condition.getType() + ": " + condition.getMessage())
                            .isEqualTo("Failed: invalid usage for client certificate: server auth"));
        }
    }
}
