package io.fairlead.examples;

import io.fairlead.Cluster;
import io.fairlead.event.Progress;
import io.fairlead.manifest.Manifests;
import io.fairlead.operation.Apply;
import java.nio.file.Path;
import java.time.Duration;

/** A whole program: the cluster of the kubeconfig, the manifests of a folder, progress on the terminal. */
public final class ProgramOfYourOwn {

    private ProgramOfYourOwn() {}

    /** Applies the manifests of the folder that is named first. */
    public static void main(String[] arguments) {
        var manifests = Manifests.read(Path.of(arguments[0]));
        var apply = Apply.of(manifests, a -> a.untilReady(Duration.ofMinutes(5)));
        try (var cluster = Cluster.connect(o -> o.listener(Progress.to(System.err::println)))) {
            cluster.run(apply.undoOnFailure());
        }
    }
}
