package io.fairlead.testkit.programs;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;

/** Makes a new key, and restarts what uses it by a checksum of it. */
final class RotateKey {

    private static final Owner OWNER = Owner.of("example/keys");

    // snippet:rotate-key
    static Operation<Void> of(String namespace) {
        return Operation.doing(work -> {
                    String key = work.secret("key", () -> UUID.randomUUID().toString());
                    String sum = work.derive("checksum", key, RotateKey::sha256);
                    work.apply(secret(namespace, key), OWNER);
                    Deployment web = checksum(namespace, sum);
                    work.apply(web, OWNER);
                    work.await(Ref.of(web), Until.ready(), Duration.ofMinutes(5));
                })
                .named("rotate the key");
    }
    // end:rotate-key

    private static Secret secret(String namespace, String key) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("session")
                .endMetadata()
                .addToStringData("key", key)
                .build();
    }

    private static Deployment checksum(String namespace, String sum) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewMetadata()
                .addToAnnotations("example.com/key-checksum", sum)
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
