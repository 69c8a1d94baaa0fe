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
        return whyNone(assets(), GoBuild.isDone() || GoBuild.findGo().isPresent());
    }

    /** The same for a given folder of commands, and for whether our own are built or can be. */
    static Optional<String> whyNone(Optional<Path> assets, boolean ownPossible) {
        if (assets.isPresent()) {
            return has(assets.get(), "etcd") && has(assets.get(), "kube-apiserver")
                    ? Optional.empty()
                    : Optional.of("No real control plane: %s names %s, which lacks etcd or kube-apiserver."
                            .formatted(ASSETS, assets.get()));
        }
        return ownPossible
                ? Optional.empty()
                : Optional.of(
                        "No real control plane: there is no Go on the PATH to build one, and no %s with a built one."
                                .formatted(ASSETS));
    }

    /** The commands, built first where that is necessary, which takes about ten minutes once. */
    static Binaries find() {
        Optional<String> reason = whyNone();
        if (reason.isPresent()) {
            throw new TestbedException(reason.get());
        }
        Optional<Path> assets = assets();
        if (assets.isEmpty()) {
            return GoBuild.ensure();
        }
        LOG.warn(
                "The control plane comes from {}, {}: it has no nodes, so that no pod will start.",
                ASSETS,
                assets.get());
        return new Binaries(assets.get(), Optional.empty());
    }

    /** Whether the machine's commands make a bare API server only, without controllers and nodes. */
    static boolean areBare() {
        // Only our own build knows how nodes are simulated.
        return assets().isPresent();
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

    private static Optional<Path> assets() {
        return Optional.ofNullable(System.getenv(ASSETS))
                .filter(text -> !text.isBlank())
                .map(Path::of);
    }

    private static boolean has(Path folder, String command) {
        return Files.isExecutable(folder.resolve(command));
    }
}
