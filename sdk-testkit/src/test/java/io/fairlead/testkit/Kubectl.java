package io.fairlead.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The kubectl that the testbed built on this machine, pointed at a Sandbox. */
final class Kubectl {
    private final Path command;
    private final Path folder;

    private Kubectl(Path command, Path folder) {
        this.command = command;
        this.folder = folder;
    }

    record Said(int code, String text) {}

    /** Skips the test where the testbed has built no kubectl. */
    static Kubectl of(Sandbox sandbox, Path folder) throws IOException {
        Optional<Path> command = find();
        assumeTrue(command.isPresent(), "There is no kubectl: the testbed has not been built on this machine.");
        Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig());
        return new Kubectl(command.orElseThrow(), folder);
    }

    private static Optional<Path> find() throws IOException {
        Optional<Path> base = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(text -> !text.isBlank())
                .map(Path::of);
        Path cache = base.orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("fairlead")
                .resolve("testbed");
        if (!Files.isDirectory(cache)) {
            return Optional.empty();
        }
        try (Stream<Path> builds = Files.list(cache)) {
            return builds.map(build -> build.resolve("bin").resolve("kubectl"))
                    .filter(Files::isExecutable)
                    .sorted()
                    .findFirst();
        }
    }

    /** Runs it and expects success. */
    String run(String... arguments) {
        return runWith("", arguments);
    }

    /** Runs it with text for its standard input and expects success. */
    String runWith(String input, String... arguments) {
        Said said = tryWith(input, arguments);
        if (said.code() != 0) {
            throw new AssertionError(
                    "kubectl " + String.join(" ", arguments) + " ended with " + said.code() + ":\n" + said.text());
        }
        return said.text();
    }

    /** Runs it, whatever comes of it; both outputs together. */
    Said tryWith(String input, String... arguments) {
        List<String> line = new ArrayList<>(
                List.of(command.toString(), "--kubeconfig=" + folder.resolve("kubeconfig"), "--request-timeout=60s"));
        line.addAll(List.of(arguments));
        try {
            Path in = Files.writeString(folder.resolve("input"), input);
            Path out = folder.resolve("output");
            ProcessBuilder builder = new ProcessBuilder(line)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectErrorStream(true);
            builder.environment().put("KUBECACHEDIR", folder.resolve("cache").toString());
            builder.environment().put("TMPDIR", folder.toString());
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("kubectl " + String.join(" ", arguments) + " does not end:\n"
                        + Files.readString(out, StandardCharsets.UTF_8));
            }
            return new Said(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
