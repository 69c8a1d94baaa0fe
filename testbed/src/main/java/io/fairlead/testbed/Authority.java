package io.fairlead.testbed;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * A certificate authority that lives as long as one control plane.
 *
 * <p>Its clients share one RSA key: making keys is the dearest part of a start, and who a client is stands in its
 * certificate. RSA, because fabric8's client reads other keys only with an extra library.
 */
final class Authority {

    private static final Duration VALID = Duration.ofDays(30);

    private final String name;
    private final KeyPair key;
    private final KeyPair clientKey;
    private final X509CertificateHolder certificate;

    private Authority(String name, KeyPair key, KeyPair clientKey, X509CertificateHolder certificate) {
        this.name = name;
        this.key = key;
        this.clientKey = clientKey;
        this.certificate = certificate;
    }

    /** A certificate or key pair in PEM, as files and kubeconfigs want it. */
    record Identity(String certificate, String key) {}

    static Authority create(String name) {
        KeyPair key = newKey("EC", 256);
        X509v3CertificateBuilder builder = builder(name(name, List.of()), name(name, List.of()), key.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
        } catch (CertIOException e) {
            throw failed(name, e);
        }
        return new Authority(name, key, newKey("RSA", 2048), sign(builder, key.getPrivate()));
    }

    /** The authority's own certificate and key. */
    Identity identity() {
        return new Identity(pem(certificate), pem(key.getPrivate()));
    }

    /** A certificate for a user of the API server: the name is the common name, each group an organization. */
    Identity client(String user, List<String> groups) {
        return issue(user, groups, clientKey, KeyPurposeId.id_kp_clientAuth, List.of());
    }

    /** A certificate for a server on the loopback address, also reached by the given names. */
    Identity server(String commonName, List<String> dnsNames) {
        return issue(commonName, List.of(), newKey("EC", 256), KeyPurposeId.id_kp_serverAuth, dnsNames);
    }

    /** A key pair without a certificate, for signing tokens: the public key stands in the certificate's place. */
    static Identity signingKey() {
        KeyPair pair = newKey("RSA", 2048);
        return new Identity(pem("PUBLIC KEY", pair.getPublic().getEncoded()), pem(pair.getPrivate()));
    }

    private Identity issue(
            String commonName, List<String> groups, KeyPair pair, KeyPurposeId purpose, List<String> dnsNames) {
        X509v3CertificateBuilder builder =
                builder(certificate.getSubject(), name(commonName, groups), pair.getPublic());
        try {
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            if (purpose.equals(KeyPurposeId.id_kp_serverAuth)) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternatives(dnsNames));
            }
        } catch (CertIOException e) {
            throw failed(commonName, e);
        }
        return new Identity(pem(sign(builder, key.getPrivate())), pem(pair.getPrivate()));
    }

    private static GeneralNames alternatives(List<String> dnsNames) {
        GeneralName[] names = new GeneralName[dnsNames.size() + 2];
        names[0] = new GeneralName(GeneralName.iPAddress, "127.0.0.1");
        names[1] = new GeneralName(GeneralName.iPAddress, "10.0.0.1");
        for (int i = 0; i < dnsNames.size(); i++) {
            names[i + 2] = new GeneralName(GeneralName.dNSName, dnsNames.get(i));
        }
        return new GeneralNames(names);
    }

    private static X500Name name(String commonName, List<String> organizations) {
        X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);
        organizations.forEach(organization -> builder.addRDN(BCStyle.O, organization));
        return builder.addRDN(BCStyle.CN, commonName).build();
    }

    private static X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, PublicKey key) {
        Instant now = Instant.now();
        // Begins a little earlier: clocks of a machine and its container may differ by seconds.
        Date begin = Date.from(now.minus(Duration.ofHours(1)));
        return new JcaX509v3CertificateBuilder(
                issuer, new BigInteger(120, new SecureRandom()), begin, Date.from(now.plus(VALID)), subject, key);
    }

    private static X509CertificateHolder sign(X509v3CertificateBuilder builder, PrivateKey key) {
        try {
            ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
            return builder.build(signer);
        } catch (OperatorCreationException e) {
            throw failed("a certificate", e);
        }
    }

    private static KeyPair newKey(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw failed(algorithm, e);
        }
    }

    private static String pem(X509CertificateHolder certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (IOException e) {
            throw failed("a certificate", e);
        }
    }

    private static String pem(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static String pem(String type, byte[] content) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, content));
        } catch (IOException e) {
            throw failed(type, e);
        }
        return text.toString();
    }

    private static TestbedException failed(String what, Exception cause) {
        return new TestbedException("Making the testbed's certificates failed at %s".formatted(what), cause);
    }

    @Override
    public String toString() {
        return name;
    }
}
