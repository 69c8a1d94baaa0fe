package io.fairlead.testkit.internal.tls;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** What a certificate may be used for, in Kubernetes' words and in those of X.509. */
public final class Usages {
    private static final Map<String, Integer> BITS = Map.ofEntries(
            entry("signing", KeyUsage.digitalSignature),
            entry("digital signature", KeyUsage.digitalSignature),
            entry("content commitment", KeyUsage.nonRepudiation),
            entry("key encipherment", KeyUsage.keyEncipherment),
            entry("key agreement", KeyUsage.keyAgreement),
            entry("data encipherment", KeyUsage.dataEncipherment),
            entry("cert sign", KeyUsage.keyCertSign),
            entry("crl sign", KeyUsage.cRLSign),
            entry("encipher only", KeyUsage.encipherOnly),
            entry("decipher only", KeyUsage.decipherOnly));
    private static final Map<String, KeyPurposeId> PURPOSES = Map.ofEntries(
            entry("any", KeyPurposeId.anyExtendedKeyUsage),
            entry("server auth", KeyPurposeId.id_kp_serverAuth),
            entry("client auth", KeyPurposeId.id_kp_clientAuth),
            entry("code signing", KeyPurposeId.id_kp_codeSigning),
            entry("email protection", KeyPurposeId.id_kp_emailProtection),
            entry("s/mime", KeyPurposeId.id_kp_emailProtection),
            entry("ipsec end system", KeyPurposeId.id_kp_ipsecEndSystem),
            entry("ipsec tunnel", KeyPurposeId.id_kp_ipsecTunnel),
            entry("ipsec user", KeyPurposeId.id_kp_ipsecUser),
            entry("timestamping", KeyPurposeId.id_kp_timeStamping),
            entry("ocsp signing", KeyPurposeId.id_kp_OCSPSigning),
            entry("microsoft sgc", purpose("1.3.6.1.4.1.311.10.3.3")),
            entry("netscape sgc", purpose("2.16.840.1.113730.4.1")));

    private Usages() {}

    private static KeyPurposeId purpose(String dotted) {
        return KeyPurposeId.getInstance(new ASN1ObjectIdentifier(dotted));
    }

    /** All words, sorted. */
    public static List<String> words() {
        var words = new TreeSet<String>(BITS.keySet());
        words.addAll(PURPOSES.keySet());
        return List.copyOf(words);
    }

    static int bits(List<String> usages) {
        return usages.stream().mapToInt(word -> BITS.getOrDefault(word, 0)).reduce(0, (a, b) -> a | b);
    }

    static List<KeyPurposeId> purposes(List<String> usages) {
        var purposes = new ArrayList<KeyPurposeId>();
        usages.forEach(word -> {
            KeyPurposeId found = PURPOSES.get(word);
            if (found != null && !purposes.contains(found)) {
                purposes.add(found);
            }
        });
        purposes.sort(Comparator.comparing(KeyPurposeId::getId));
        return purposes;
    }
}
