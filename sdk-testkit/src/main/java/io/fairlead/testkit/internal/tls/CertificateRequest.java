package io.fairlead.testkit.internal.tls;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** What somebody asks to have certified: a key, a subject and its other names. */
public final class CertificateRequest {
    /** Knows the algorithms by the names in requests; not installed, so that the JVM stays as it was. */
    private static final Provider PROVIDER = new BouncyCastleProvider();

    private static final String TYPE = "CERTIFICATE REQUEST";

    private final PKCS10CertificationRequest request;

    private CertificateRequest(PKCS10CertificationRequest request) {
        this.request = request;
    }

    /**
     * Reads a request in PEM and checks that whoever made it holds the key.
     *
     * @throws IllegalArgumentException if it is none, with the words of the API server
     */
    public static CertificateRequest parse(byte[] pem) {
        try (var reader = new PemReader(new StringReader(new String(pem, StandardCharsets.UTF_8)))) {
            PemObject block = reader.readPemObject();
            if (block == null || !block.getType().equals(TYPE)) {
                throw new IllegalArgumentException("PEM block type must be CERTIFICATE REQUEST");
            }
            var request = new PKCS10CertificationRequest(block.getContent());
            var verifier = new JcaContentVerifierProviderBuilder()
                    .setProvider(PROVIDER)
                    .build(request.getSubjectPublicKeyInfo());
            if (!request.isSignatureValid(verifier)) {
                throw new IllegalArgumentException("x509: signature does not match");
            }
            return new CertificateRequest(request);
        } catch (IOException | OperatorCreationException | PKCSException e) {
            throw new IllegalArgumentException("x509: malformed certificate request", e);
        }
    }

    PKCS10CertificationRequest encoded() {
        return request;
    }

    /** The common name, empty when there is none. */
    public String commonName() {
        return all(BCStyle.CN).stream().findFirst().orElse("");
    }

    /** The organizations, which are groups where the subject is a user. */
    public List<String> organizations() {
        return all(BCStyle.O);
    }

    private List<String> all(ASN1ObjectIdentifier type) {
        return texts(request.getSubject(), type);
    }

    static List<String> texts(X500Name name, ASN1ObjectIdentifier type) {
        return Arrays.stream(name.getRDNs(type))
                .flatMap(rdn -> Arrays.stream(rdn.getTypesAndValues()))
                .filter(pair -> pair.getType().equals(type))
                .map(pair -> IETFUtils.valueToString(pair.getValue()))
                .toList();
    }

    /** Whether the subject has another name that is a host's. */
    public boolean namesHosts() {
        return names(GeneralName.dNSName);
    }

    /** Whether the subject has another name that is an address. */
    public boolean namesAddresses() {
        return names(GeneralName.iPAddress);
    }

    /** Whether the subject has another name that is a mail address. */
    public boolean namesMail() {
        return names(GeneralName.rfc822Name);
    }

    /** Whether the subject has another name that is a URI. */
    public boolean namesUris() {
        return names(GeneralName.uniformResourceIdentifier);
    }

    private boolean names(int tag) {
        return otherNames().stream().anyMatch(name -> name.getTagNo() == tag);
    }

    private List<GeneralName> otherNames() {
        List<GeneralName> names = new ArrayList<>();
        alternativeNames().ifPresent(all -> names.addAll(Arrays.asList(all.getNames())));
        return names;
    }

    Optional<GeneralNames> alternativeNames() {
        var extensions = request.getRequestedExtensions();
        return extensions == null
                ? Optional.empty()
                : Optional.ofNullable(GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName));
    }
}
