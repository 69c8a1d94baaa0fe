package io.fairlead.testkit.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The server's key and certificate, made once a JVM, when the first client asks for TLS, and never written to a disk.
 *
 * <p>The JDK has no public API that issues certificates. One self-signed certificate for the loopback address is little
 * enough to be written here, so that no library for it comes with the testkit.
 */
public final class ServerIdentity {
    private static final Duration VALID = Duration.ofDays(3650);

    private final byte[] certificate;
    private final SSLContext context;

    private ServerIdentity(byte[] certificate, SSLContext context) {
        this.certificate = certificate;
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

    /** The certificate that clients have to trust, as PEM. */
    public String pem() {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
        return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    }

    private static ServerIdentity make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            byte[] encoded = certificate(keys, Instant.now());
            Certificate certificate =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
            KeyStore store = KeyStore.getInstance("PKCS12");
            char[] none = new char[0];
            store.load(null, none);
            store.setKeyEntry("server", keys.getPrivate(), none, new Certificate[] {certificate});
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, none);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return new ServerIdentity(encoded, context);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This JVM makes no certificate for the Sandbox", e);
        }
    }

    private static byte[] certificate(KeyPair keys, Instant now) throws GeneralSecurityException {
        byte[] algorithm = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
        byte[] name = Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.utf8("fairlead-sandbox"))));
        byte[] names = Der.sequence(
                Der.value(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)),
                Der.value(0x82, "kubernetes.default.svc".getBytes(StandardCharsets.US_ASCII)),
                Der.value(0x87, new byte[] {127, 0, 0, 1}));
        // It is its own authority: clients trust just this one certificate.
        byte[] authority = Der.sequence(Der.truth());
        byte[] extensions = Der.sequence(
                Der.sequence(Der.oid("2.5.29.19"), Der.truth(), Der.octets(authority)),
                Der.sequence(Der.oid("2.5.29.17"), Der.octets(names)));
        byte[] toBeSigned = Der.sequence(
                Der.value(0xa0, Der.integer(BigInteger.TWO)),
                Der.integer(BigInteger.valueOf(now.toEpochMilli())),
                algorithm,
                name,
                Der.sequence(Der.time(now.minus(Duration.ofDays(1))), Der.time(now.plus(VALID))),
                name,
                keys.getPublic().getEncoded(),
                Der.value(0xa3, extensions));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(toBeSigned);
        return Der.sequence(toBeSigned, algorithm, Der.bits(signature.sign()));
    }
}
