package io.fairlead.examples.demo;

import io.fairlead.manifest.ManifestObject;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Operation;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The two operations of the job: all of what a user writes. */
final class Steps {

    private static final Owner OWNER = Owner.of("fairlead/demo");
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Set<String> RUNNING = Set.of("Deployment", "StatefulSet", "DaemonSet");

    private Steps() {}

    /** The namespace, everything in it, all ready. */
    static Operation<Applied> apply(Application application) {
        Map<String, Object> namespace =
                Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", application.namespace()));
        Operation<Applied> apply = work -> {
            work.apply(Batch.ofTrees(OWNER, List.of(namespace)));
            Applied applied = work.apply(batch(application.manifests()));
            work.await(workloads(application), Until.ready(), LIMIT);
            return applied;
        };
        return apply.named("apply " + application.source());
    }

    /** Another image for one Deployment, taken back if it does not get ready. */
    static Operation<Applied> release(Application application, Ref deployment, String image) {
        Operation<Applied> release = work -> {
            Applied applied = work.apply(batch(application.withImage(deployment, image)));
            work.await(application.placed(deployment), Until.ready(), LIMIT);
            return applied;
        };
        return release.named("release " + deployment.name()).undoOnFailure();
    }

    private static Batch batch(Manifests manifests) {
        return Batch.ofTrees(
                OWNER, manifests.objects().stream().map(ManifestObject::tree).toList());
    }

    private static List<Ref> workloads(Application application) {
        return application.manifests().objects().stream()
                .map(ManifestObject::ref)
                .filter(ref -> RUNNING.contains(ref.kind().name()))
                .map(application::placed)
                .toList();
    }
}
