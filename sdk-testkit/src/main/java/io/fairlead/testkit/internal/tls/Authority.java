package io.fairlead.testkit.internal.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate authority of all Sandboxes of this JVM, made when it is first needed and never written to a disk.
 *
 * <p>It holds for a century, because a Sandbox's clock may stand anywhere. What it signs is made as the signers of
 * kube-controller-manager make it ({@code pkg/controller/certificates/authority/policies.go}).
 */
public final class Authority {
    private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2099-12-31T23:59:59Z");
    private static final Duration BACKDATED = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofHours(8);
    private static final X500Name NAME = new X500Name("CN=fairlead-sandbox");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final PrivateKey key;
    private final X509CertificateHolder certificate;

    private Authority(PrivateKey key, X509CertificateHolder certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    private static final class Made {
        private static final Authority ONE = make();
    }

    /** The one of this JVM. */
    public static Authority get() {
        return Made.ONE;
    }

    static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM makes no keys for the Sandbox", e);
        }
    }

    private static Authority make() {
        KeyPair keys = keys();
        SubjectPublicKeyInfo subject = info(keys.getPublic());
        try {
            var identifiers = new JcaX509ExtensionUtils();
            var builder = builder(NAME, FROM, UNTIL, subject)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                    .addExtension(
                            Extension.keyUsage,
                            true,
                            new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyCertSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(subject));
            return new Authority(keys.getPrivate(), sign(builder, keys.getPrivate()));
        } catch (IOException | GeneralSecurityException e) {
            throw failed(e);
        }
    }

    private static SubjectPublicKeyInfo info(PublicKey key) {
        return SubjectPublicKeyInfo.getInstance(key.getEncoded());
    }

    private static X509v3CertificateBuilder builder(
            X500Name subject, Instant from, Instant until, SubjectPublicKeyInfo key) {
        return new X509v3CertificateBuilder(
                NAME, new BigInteger(127, RANDOM), Date.from(from), Date.from(until), subject, key);
    }

    private static X509CertificateHolder sign(X509v3CertificateBuilder builder, PrivateKey key) {
        try {
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key));
        } catch (OperatorCreationException e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(Exception e) {
        return new IllegalStateException("This JVM makes no certificates for the Sandbox", e);
    }

    /** A certificate for a server on the loopback address. */
    X509Certificate server(PublicKey holder) {
        var names = new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.dNSName, "kubernetes.default.svc"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        });
        try {
            var builder = builder(new X500Name("CN=kube-apiserver"), FROM, UNTIL, info(holder))
                    .addExtension(Extension.subjectAlternativeName, false, names)
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            return new JcaX509CertificateConverter().getCertificate(sign(builder, key));
        } catch (IOException | GeneralSecurityException e) {
            throw failed(e);
        }
    }

    /**
     * Signs a request.
     *
     * @param usages Kubernetes' words
     * @param now when, by the Sandbox's clock
     * @param lasting for how long
     * @return the certificate as PEM
     */
    public String sign(CertificateRequest request, List<String> usages, Instant now, Duration lasting) {
        Instant from = now.minus(BACKDATED);
        Instant until = now.plus(lasting.compareTo(SHORT) < 0 ? lasting : lasting.minus(BACKDATED));
        var asked = request.encoded();
        var builder = builder(asked.getSubject(), from, until, asked.getSubjectPublicKeyInfo());
        try {
            int bits = Usages.bits(usages);
            if (bits != 0) {
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(bits));
            }
            var purposes = Usages.purposes(usages);
            if (!purposes.isEmpty()) {
                builder.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes.toArray(new KeyPurposeId[0])));
            }
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new AuthorityKeyIdentifier(new JcaX509ExtensionUtils()
                            .createSubjectKeyIdentifier(certificate.getSubjectPublicKeyInfo())
                            .getKeyIdentifier()));
            var names = request.alternativeNames();
            if (names.isPresent()) {
                builder.addExtension(Extension.subjectAlternativeName, false, names.get());
            }
            return pem(sign(builder, key).getEncoded());
        } catch (IOException | GeneralSecurityException e) {
            throw failed(e);
        }
    }

    /** Its own certificate. */
    X509Certificate certificate() {
        try {
            return new JcaX509CertificateConverter().getCertificate(certificate);
        } catch (GeneralSecurityException e) {
            throw failed(e);
        }
    }

    /** The certificate that clients have to trust, as PEM. */
    public String pem() {
        try {
            return pem(certificate.getEncoded());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static String pem(byte[] encoded) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    }
}
