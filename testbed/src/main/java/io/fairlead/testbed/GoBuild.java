package io.fairlead.testbed;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the control plane's commands from pinned Go modules, once a user and version of the module files.
 *
 * <p>The module files lie beside the classes, the results in the user's cache folder under a hash of those files: a
 * clean clone, another worktree or a jar finds them again. One build runs at a time, guarded by a file lock; those that
 * wait find it done. Everything is built in a folder of its own that gets its final name at the end, so that a build
 * that was broken off is never taken for a finished one.
 */
final class GoBuild {

    private static final Logger LOG = LoggerFactory.getLogger(GoBuild.class);

    private static final String KUBERNETES = "v1.37.2";
    private static final String KWOK = "v0.8.0";

    /** Raised when the way of building changes while the modules do not. */
    private static final String RECIPE = "1";

    private static final List<Component> COMPONENTS = List.of(
            new Component("etcd", "-s -w", Map.of("etcd", "go.etcd.io/etcd/server/v3")),
            new Component(
                    "kubernetes",
                    "-s -w" + version("k8s.io/component-base/version") + version("k8s.io/client-go/pkg/version"),
                    Map.of(
                            "kube-apiserver", "k8s.io/kubernetes/cmd/kube-apiserver",
                            "kube-controller-manager", "k8s.io/kubernetes/cmd/kube-controller-manager",
                            "kube-scheduler", "k8s.io/kubernetes/cmd/kube-scheduler",
                            "kubectl", "k8s.io/kubernetes/cmd/kubectl")),
            new Component(
                    "kwok",
                    "-s -w -X sigs.k8s.io/kwok/pkg/consts.Version=" + KWOK,
                    Map.of("kwok", "sigs.k8s.io/kwok/cmd/kwok")),
            new Component(
                    "metrics-server",
                    "-s -w",
                    Map.of("metrics-server", "sigs.k8s.io/metrics-server/cmd/metrics-server")));

    private static final List<String> STAGES = List.of(
            "stage/node/fast/node-initialize.yaml",
            "stage/node/heartbeat-with-lease/node-heartbeat-with-lease.yaml",
            "metrics/usage/usage-from-annotation.yaml",
            "metrics/resource/metrics-resource.yaml");

    private GoBuild() {}

    /** One Go module of ours and the commands built in it: packages by the name of the command. */
    private record Component(String module, String linkerFlags, Map<String, String> commands) {

        byte[] file(String name) throws IOException {
            String resource = "go/%s/%s".formatted(module, name);
            try (InputStream in = GoBuild.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new TestbedException("The testbed's own file %s is missing".formatted(resource));
                }
                return in.readAllBytes();
            }
        }
    }

    private static String version(String goPackage) {
        String[] parts = KUBERNETES.substring(1).split("\\.", 3);
        return " -X %1$s.gitVersion=%2$s -X %1$s.gitMajor=%3$s -X %1$s.gitMinor=%4$s"
                .formatted(goPackage, KUBERNETES, parts[0], parts[1]);
    }

    /** Whether the commands of these module files are there already. */
    static boolean isDone() {
        return Files.isDirectory(home());
    }

    /** The {@code go} command, from the PATH or where Go's installers put it. */
    static Optional<Path> findGo() {
        List<String> folders =
                new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)));
        folders.add("/usr/local/go/bin");
        return folders.stream()
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "go"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The built commands; builds them if no one has yet. */
    static synchronized Binaries ensure() {
        Path home = home();
        if (!Files.isDirectory(home)) {
            buildAlone(home);
        }
        return new Binaries(home.resolve("bin"), Optional.of(home.resolve("kwok")));
    }

    private static void buildAlone(Path home) {
        Path go = findGo().orElseThrow(() -> new TestbedException("There is no Go to build the control plane with"));
        try {
            Files.createDirectories(home.getParent());
            Path lock = home.resolveSibling("build.lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (held.isValid() && !Files.isDirectory(home)) {
                    LOG.warn(
                            "Building the testbed's control plane with {} into {}: about ten minutes, once.", go, home);
                    build(go, home);
                }
            }
        } catch (IOException e) {
            throw new TestbedException("Building the control plane into %s failed".formatted(home), e);
        }
    }

    private static void build(Path go, Path home) throws IOException {
        Path partial = home.resolveSibling(home.getFileName() + ".partial");
        Folders.delete(partial);
        Path bin = Files.createDirectories(partial.resolve("bin"));
        for (Component component : COMPONENTS) {
            Path module = Files.createDirectories(partial.resolve("modules").resolve(component.module()));
            Files.write(module.resolve("go.mod"), component.file("go.mod"));
            Files.write(module.resolve("go.sum"), component.file("go.sum"));
            for (Map.Entry<String, String> command : component.commands().entrySet()) {
                run(
                        go,
                        module,
                        "build",
                        "-trimpath",
                        "-ldflags",
                        component.linkerFlags(),
                        "-o",
                        bin.resolve(command.getKey()).toString(),
                        command.getValue());
            }
        }
        copyStages(go, partial);
        Folders.delete(partial.resolve("modules"));
        Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copyStages(Path go, Path partial) throws IOException {
        Path source = Path.of(
                run(go, partial.resolve("modules/kwok"), "list", "-m", "-f", "{{.Dir}}", "sigs.k8s.io/kwok")
                        .strip(),
                "kustomize");
        Path target = Files.createDirectories(partial.resolve("kwok"));
        for (String stage : STAGES) {
            // Byte by byte: a copy would keep the module cache's read-only mode.
            Path file = source.resolve(stage);
            Files.write(target.resolve(file.getFileName()), Files.readAllBytes(file));
        }
    }

    private static String run(Path go, Path module, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("nice", go.toString()));
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile("fairlead-go-", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(module.toFile()).redirectError(errors.toFile());
        // The pinned modules decide, not what the user's shell happens to set.
        builder.environment().putAll(Map.of("CGO_ENABLED", "0", "GOWORK", "off", "GOFLAGS", "-mod=readonly"));
        Process process = builder.start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new TestbedException("Building the control plane failed: go %s in module %s said:%n%s"
                        .formatted(String.join(" ", arguments), module.getFileName(), Files.readString(errors)));
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException("Interrupted while building the control plane", e);
        } finally {
            process.destroy();
            Files.deleteIfExists(errors);
        }
    }

    private static Path home() {
        return cache().resolve(hash());
    }

    private static Path cache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg != null && !xdg.isBlank() ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("fairlead").resolve("testbed");
    }

    private static String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Stream.of(RECIPE, System.getProperty("os.name"), System.getProperty("os.arch"))
                    .forEach(text -> digest.update(text.getBytes(StandardCharsets.UTF_8)));
            for (Component component : COMPONENTS) {
                digest.update(component.file("go.mod"));
                digest.update(component.file("go.sum"));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new TestbedException("Reading the testbed's module files failed", e);
        }
    }
}
