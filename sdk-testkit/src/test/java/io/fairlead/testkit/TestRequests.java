package io.fairlead.testkit;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** CertificateSigningRequests to send. */
public final class TestRequests {
    private TestRequests() {}

    /** A request of the user ann, as JSON. */
    public static String object(String name, String signer, String usage, String... organizations) {
        try {
            return object(
                    name, signer, usage, KeyPairGenerator.getInstance("EC").generateKeyPair(), organizations);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request of the user ann with a key of hers, as JSON. */
    public static String object(String name, String signer, String usage, KeyPair keys, String... organizations) {
        String request =
                Base64.getEncoder().encodeToString(pem(keys, organizations).getBytes(StandardCharsets.US_ASCII));
        return "{\"apiVersion\":\"certificates.k8s.io/v1\",\"kind\":\"CertificateSigningRequest\",\"metadata\":{\"name\":\""
                + name + "\"},\"spec\":{\"request\":\"" + request + "\",\"signerName\":\"" + signer
                + "\",\"usages\":[\"" + usage + "\"]}}";
    }

    private static String pem(KeyPair keys, String... organizations) {
        var subject = new StringBuilder("CN=ann");
        for (String organization : organizations) {
            subject.append(",O=").append(organization);
        }
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(new JcaPKCS10CertificationRequestBuilder(new X500Name(subject.toString()), keys.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }
}
