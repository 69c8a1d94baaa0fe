package io.fairlead.examples;

import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Owner;
import java.time.Duration;

/** Release an image: manifests made in code, awaited, and taken back when they do not get ready. */
public final class ReleaseAnImage {

    private ReleaseAnImage() {}

    static Manifests web(String image) {
        return Manifests.parse("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: default}
            spec:
              replicas: 3
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers: [{name: web, image: "%s"}]
            """.formatted(image));
    }

    static Operation<Applied> release(String image) {
        var limit = Duration.ofMinutes(2);
        return Apply.of(web(image), a -> a.as(Owner.of("team/web")).untilReady(limit))
                .undoOnFailure();
    }
}
