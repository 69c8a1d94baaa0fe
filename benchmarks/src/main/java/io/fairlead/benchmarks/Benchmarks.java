package io.fairlead.benchmarks;

import io.fairlead.testbed.ControlPlane;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Measures Fairlead on a real control plane, with its peers beside it in the same run, and prints each figure with its goal.
 *
 * <p>{@code --quick} takes fewer and smaller rounds; names of measurements ({@code new-objects}, {@code workloads}, {@code plan-again},
 * {@code requests}, {@code events}, {@code verdict},
 * {@code access}, {@code sandbox}) take only those.
 */
public final class Benchmarks {

    private Benchmarks() {}

    /** One measurement. */
    @FunctionalInterface
    private interface Measurement {
        void take(Stage stage, Settings settings, Report report) throws Exception;
    }

    /** Takes the measurements and prints them. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Optional<String> why = ControlPlane.whyUnavailable();
        if (why.isPresent()) {
            out.println(why.get());
            return;
        }
        Settings settings = Settings.of(arguments);
        Map<String, Measurement> measurements = new LinkedHashMap<>();
        measurements.put(NewObjects.NAME, NewObjects::measure);
        measurements.put(PlansAgain.NAME, PlansAgain::measure);
        measurements.put(Workloads.NAME, Workloads::measure);
        measurements.put(RequestCounts.NAME, RequestCounts::measure);
        measurements.put(EventLatency.NAME, EventLatency::measure);
        measurements.put(Verdict.NAME, Verdict::measure);
        measurements.put(AccessQuestions.NAME, AccessQuestions::measure);
        measurements.put(SandboxPace.NAME, SandboxPace::measure);
        Report report = new Report(out);
        out.printf(
                "Java %s, %d processors, %s %s%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
        try (Stage stage = Stage.open()) {
            for (Map.Entry<String, Measurement> measurement : measurements.entrySet()) {
                if (settings.wants(measurement.getKey())) {
                    measurement.getValue().take(stage, settings, report);
                }
            }
        }
        report.table();
    }
}
