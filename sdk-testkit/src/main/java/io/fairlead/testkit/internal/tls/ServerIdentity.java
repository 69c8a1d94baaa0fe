package io.fairlead.testkit.internal.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * The server's key and certificate, made once a JVM, when the first client asks for TLS, and never written to a disk.
 *
 * <p>Clients may show a certificate of the {@link Authority}: its common name is then the user, its organizations are the
 * groups, as the API server has it.
 */
public final class ServerIdentity {
    private final SSLContext context;

    private ServerIdentity(SSLContext context) {
        this.context = context;
    }

    private static final class Made {
        private static final ServerIdentity ONE = make();
    }

    /** The identity of all Sandboxes of this JVM. */
    public static ServerIdentity get() {
        return Made.ONE;
    }

    /** What sockets of the server are made with. */
    public SSLContext context() {
        return context;
    }

    private static ServerIdentity make() {
        try {
            Authority authority = Authority.get();
            KeyPair keys = Authority.keys();
            char[] none = new char[0];
            KeyStore own = empty(none);
            own.setKeyEntry("server", keys.getPrivate(), none, new Certificate[] {authority.server(keys.getPublic())});
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(own, none);
            KeyStore trusted = empty(none);
            trusted.setCertificateEntry("authority", authority.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
            return new ServerIdentity(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This JVM makes no TLS for the Sandbox", e);
        }
    }

    private static KeyStore empty(char[] password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        return store;
    }

    /**
     * Whom a client's certificate names.
     *
     * @param name the user
     * @param groups its groups
     */
    public record Holder(String name, List<String> groups) {}

    /** Whom the client of a connection showed a certificate for, empty when it showed none. */
    public static Optional<Holder> holder(SSLSocket socket) {
        try {
            if (socket.getSession().getPeerCertificates()[0] instanceof X509Certificate shown) {
                var subject =
                        X500Name.getInstance(shown.getSubjectX500Principal().getEncoded());
                return CertificateRequest.texts(subject, BCStyle.CN).stream()
                        .findFirst()
                        .map(name -> new Holder(name, CertificateRequest.texts(subject, BCStyle.O)));
            }
        } catch (SSLPeerUnverifiedException e) {
            // It showed none, which is what clients with a token do.
            return Optional.empty();
        }
        return Optional.empty();
    }
}
