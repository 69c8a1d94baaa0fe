package io.fairlead.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs kubectl as a process of its own and takes its time, and its processor time as the shell that waits for it tells it. */
final class Kubectl implements AutoCloseable {

    /** Standard output is that of {@code times} alone: the shell's own, then its children's. */
    private static final String SCRIPT = "\"$@\" >/dev/null; code=$?; times; exit $code";

    private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");

    private final Path command;
    private final Path kubeconfig;
    private final Path folder;

    Kubectl(Path command, Path kubeconfig) {
        this.command = command;
        this.kubeconfig = kubeconfig;
        try {
            this.folder = Files.createTempDirectory("fairlead-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file with this text, to be handed to kubectl. */
    String file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "objects-", ".json"), text)
                .toString();
    }

    /** Runs it, and accepts these exit codes. */
    Took run(List<Integer> codes, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of("sh", "-c", SCRIPT, "sh", command.toString(), "--kubeconfig", kubeconfig.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("KUBECACHEDIR", folder.resolve("cache").toString());
        Path errors = Files.createTempFile(folder, "errors-", ".txt");
        builder.redirectError(errors.toFile());
        long start = System.nanoTime();
        Process process = builder.start();
        String times = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        if (!codes.contains(code)) {
            throw new IllegalStateException("kubectl " + String.join(" ", arguments) + " ended with " + code + ":\n"
                    + Files.readString(errors));
        }
        return new Took(wall, children(times));
    }

    /** Runs it and expects success. */
    Took run(String... arguments) throws IOException, InterruptedException {
        return run(List.of(0), arguments);
    }

    private static Duration children(String times) {
        Matcher matcher = TIME.matcher(times);
        List<Double> seconds = new ArrayList<>();
        while (matcher.find()) {
            seconds.add(60 * Double.parseDouble(matcher.group(1)) + Double.parseDouble(matcher.group(2)));
        }
        double children = seconds.get(seconds.size() - 1) + seconds.get(seconds.size() - 2);
        return Duration.ofNanos((long) (children * 1e9));
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
