package io.fairlead.testkit.internal.controllers;

import io.fairlead.testkit.internal.tls.CertificateRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What each signer of kube-controller-manager asks of a request, and its words when it is not so. */
final class SignerRules {
    private static final String CLIENT = "client auth";
    private static final String SERVER = "server auth";
    private static final String SIGNATURE = "digital signature";
    private static final String ENCIPHERMENT = "key encipherment";

    private SignerRules() {}

    /** Why the signer will not sign, empty when it will. */
    static Optional<String> fault(CertificateRequest request, List<String> usages, String signer) {
        return switch (signer) {
            case "kubernetes.io/kubelet-serving" -> serving(request, usages);
            case "kubernetes.io/kube-apiserver-client-kubelet" -> kubelet(request, usages);
            default -> client(usages);
        };
    }

    private static Optional<String> client(List<String> usages) {
        Optional<String> other = usages.stream()
                .filter(word -> !List.of(CLIENT, SIGNATURE, ENCIPHERMENT).contains(word))
                .findFirst();
        if (other.isPresent()) {
            return Optional.of("invalid usage for client certificate: " + other.get());
        }
        return usages.contains(CLIENT)
                ? Optional.empty()
                : Optional.of("missing required usage for client certificate: " + CLIENT);
    }

    private static Optional<String> serving(CertificateRequest request, List<String> usages) {
        if (!request.organizations().equals(List.of("system:nodes"))) {
            return Optional.of("subject organization is not system:nodes");
        }
        if (!request.namesHosts() && !request.namesAddresses()) {
            return Optional.of("DNS or IP subjectAltName is required");
        }
        if (request.namesMail()) {
            return Optional.of("Email subjectAltNames are not allowed");
        }
        if (request.namesUris()) {
            return Optional.of("URI subjectAltNames are not allowed");
        }
        return usages(usages, SERVER).or(() -> node(request));
    }

    private static Optional<String> kubelet(CertificateRequest request, List<String> usages) {
        if (!request.organizations().equals(List.of("system:nodes"))) {
            return Optional.of("subject organization is not system:nodes");
        }
        if (request.namesHosts()) {
            return Optional.of("DNS subjectAltNames are not allowed");
        }
        if (request.namesMail()) {
            return Optional.of("Email subjectAltNames are not allowed");
        }
        if (request.namesAddresses()) {
            return Optional.of("IP subjectAltNames are not allowed");
        }
        if (request.namesUris()) {
            return Optional.of("URI subjectAltNames are not allowed");
        }
        return node(request).or(() -> usages(usages, CLIENT));
    }

    private static Optional<String> node(CertificateRequest request) {
        return request.commonName().startsWith("system:node:")
                ? Optional.empty()
                : Optional.of("subject common name does not begin with system:node:");
    }

    private static Optional<String> usages(List<String> usages, String purpose) {
        Set<String> given = new HashSet<>(usages);
        boolean right =
                given.equals(Set.of(SIGNATURE, purpose)) || given.equals(Set.of(SIGNATURE, ENCIPHERMENT, purpose));
        String wanted = purpose.equals(CLIENT)
                ? CLIENT + " " + SIGNATURE + " " + ENCIPHERMENT
                : SIGNATURE + " " + ENCIPHERMENT + " " + SERVER;
        return right ? Optional.empty() : Optional.of("usages did not match [" + wanted + "]");
    }
}
