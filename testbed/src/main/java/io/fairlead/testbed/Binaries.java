package io.fairlead.testbed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands a control plane is started from: those that {@code KUBEBUILDER_ASSETS} names, or our own build.
 *
 * @param folder the folder with the commands
 * @param stages the folder with kwok's own Stage files; absent when the commands are not of our build
 */
record Binaries(Path folder, Optional<Path> stages) {

    private static final Logger LOG = LoggerFactory.getLogger(Binaries.class);
    private static final String ASSETS = "KUBEBUILDER_ASSETS";

    /** Why there can be no control plane on this machine, in one plain sentence; empty when there can be one. */
    static Optional<String> whyNone() {
        String assets = System.getenv(ASSETS);
        if (assets != null && !assets.isBlank()) {
            return has(Path.of(assets), "etcd") && has(Path.of(assets), "kube-apiserver")
                    ? Optional.empty()
                    : Optional.of("No real control plane: %s names %s, which lacks etcd or kube-apiserver."
                            .formatted(ASSETS, assets));
        }
        if (GoBuild.isDone() || GoBuild.findGo().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                "No real control plane: there is neither Go on the PATH to build one nor %s with a built one."
                        .formatted(ASSETS));
    }

    /** The commands, built first where that is necessary, which takes about ten minutes once. */
    static Binaries find() {
        Optional<String> reason = whyNone();
        if (reason.isPresent()) {
            throw new TestbedException(reason.get());
        }
        String assets = System.getenv(ASSETS);
        if (assets == null || assets.isBlank()) {
            return GoBuild.ensure();
        }
        Binaries given = new Binaries(Path.of(assets), Optional.empty());
        if (!given.haveControllers()) {
            LOG.warn(
                    "{} names {}, which has no kube-controller-manager and kube-scheduler: nothing will roll out there.",
                    ASSETS,
                    assets);
        }
        return given;
    }

    /** Whether the machine's commands make a bare API server only, without controllers and nodes. */
    static boolean areBare() {
        // Only our own build knows how nodes are simulated.
        String assets = System.getenv(ASSETS);
        return assets != null && !assets.isBlank();
    }

    /** Whether controllers and scheduler are there, so that workloads come to life. */
    boolean haveControllers() {
        return has(folder, "kube-controller-manager") && has(folder, "kube-scheduler");
    }

    /** Whether nodes can be simulated, so that pods start. */
    boolean haveNodes() {
        return stages.isPresent() && has(folder, "kwok");
    }

    /** The path of one command. */
    String command(String name) {
        if (!has(folder, name)) {
            throw new TestbedException("There is no %s in %s".formatted(name, folder));
        }
        return folder.resolve(name).toString();
    }

    private static boolean has(Path folder, String command) {
        return Files.isExecutable(folder.resolve(command));
    }
}
