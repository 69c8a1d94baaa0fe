package io.fairlead.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * All certificates of one control plane, also as the files its components read.
 *
 * <p>The aggregation layer has an authority of its own: whoever holds a client certificate of the first must not pass
 * for the front proxy.
 */
final class Pki {

    private final Path folder;
    private final Authority authority = Authority.create("fairlead-testbed");

    private Pki(Path folder) {
        this.folder = folder;
    }

    static Pki create(Path folder) throws IOException {
        Pki pki = new Pki(Files.createDirectories(folder));
        pki.write("ca", pki.authority.identity());
        Authority frontProxy = Authority.create("fairlead-testbed-front-proxy");
        pki.write("front-proxy-ca", frontProxy.identity());
        pki.write("front-proxy", frontProxy.client("front-proxy-client", List.of()));
        List<String> names = List.of(
                "localhost",
                "kubernetes",
                "kubernetes.default",
                "kubernetes.default.svc",
                "kubernetes.default.svc.cluster.local");
        pki.write("server", pki.authority.server("kube-apiserver", names));
        pki.write("service-accounts", Authority.signingKey());
        return pki;
    }

    Authority authority() {
        return authority;
    }

    /** The file with the named certificate, or public key. */
    String certificate(String name) {
        return folder.resolve(name + ".crt").toString();
    }

    /** The file with the named private key. */
    String key(String name) {
        return folder.resolve(name + ".key").toString();
    }

    private void write(String name, Authority.Identity identity) throws IOException {
        Files.writeString(Path.of(certificate(name)), identity.certificate());
        Files.writeString(Path.of(key(name)), identity.key());
    }
}
