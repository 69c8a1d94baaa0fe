package io.fairlead.examples.demo;

import io.fairlead.operation.Applied;
import io.fairlead.operation.Apply;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import java.time.Duration;
import java.util.Map;

/** The two operations of the job: all of what a user writes. */
final class Steps {

    private static final Owner OWNER = Owner.of("fairlead/demo");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Steps() {}

    /** The namespace, everything in it, all ready. */
    static Operation<Applied> apply(Application application) {
        Map<String, Object> namespace =
                Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", application.namespace()));
        return Apply.of(
                        application.manifests().with(namespace),
                        a -> a.as(OWNER).untilReady(LIMIT))
                .named("apply " + application.source());
    }

    /** Another image for one Deployment, taken back if it does not get ready. */
    static Operation<Applied> release(Application application, Ref deployment, String image) {
        return Apply.of(
                        application.withImage(deployment, image),
                        a -> a.as(OWNER).untilReady(LIMIT))
                .named("release " + deployment.name())
                .undoOnFailure();
    }
}
