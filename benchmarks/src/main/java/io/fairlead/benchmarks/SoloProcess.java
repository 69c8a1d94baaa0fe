package io.fairlead.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A {@link Solo} at work: a JVM like this one, asked for a round at a time. */
final class SoloProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;

    SoloProcess(Solo.Way way, Path kubeconfig, int count) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-classpath",
                System.getProperty("java.class.path"),
                Solo.class.getName(),
                way.name(),
                kubeconfig.toString(),
                Integer.toString(count));
        this.process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = process.outputWriter(StandardCharsets.UTF_8);
    }

    Took round(String namespace) throws IOException {
        questions.write(namespace + "\n");
        questions.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IllegalStateException("The contender's JVM has ended");
        }
        String[] nanos = answer.split(" ");
        return new Took(Duration.ofNanos(Long.parseLong(nanos[0])), Duration.ofNanos(Long.parseLong(nanos[1])));
    }

    @Override
    public void close() throws IOException {
        questions.close();
        // Its input has ended, and so will it; nothing is half-way then.
        process.destroy();
    }
}
