package io.fairlead.testbed;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes kubeconfigs for one API server. */
record Kubeconfig(String server, String authority) {

    /** The kubeconfig of one user, everything inline. */
    String of(String user, Authority.Identity identity) {
        return of(
                user,
                "client-certificate-data: %s\n    client-key-data: %s"
                        .formatted(base64(identity.certificate()), base64(identity.key())));
    }

    /** The kubeconfig of the bearer of a token. */
    String ofToken(String user, String token) {
        return of(user, "token: " + token);
    }

    private String of(String user, String credentials) {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: fairlead-testbed
                  cluster:
                    server: %s
                    certificate-authority-data: %s
                users:
                - name: "%s"
                  user:
                    %s
                contexts:
                - name: fairlead-testbed
                  context:
                    cluster: fairlead-testbed
                    user: "%s"
                current-context: fairlead-testbed
                """.formatted(server, base64(authority), user, credentials, user);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
