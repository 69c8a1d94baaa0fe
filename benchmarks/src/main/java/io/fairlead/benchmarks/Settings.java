package io.fairlead.benchmarks;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How much is measured.
 *
 * @param objects the ConfigMaps of a round
 * @param workloads the Deployments of a round, each with a Service
 * @param warmUps rounds that are not counted
 * @param rounds rounds that are
 * @param samples status writes whose events are timed
 * @param only the measurements to take, all where empty
 */
record Settings(int objects, int workloads, int warmUps, int rounds, int samples, Set<String> only) {

    /** From the command line: {@code --quick}, and the names of measurements. */
    static Settings of(String... arguments) {
        Set<String> only =
                new TreeSet<>(List.of(String.join(" ", arguments).strip().split("\\s+")));
        only.remove("");
        boolean quick = only.remove("--quick");
        return quick ? new Settings(200, 20, 1, 2, 500, only) : new Settings(1_000, 200, 3, 7, 10_000, only);
    }

    /** Whether this measurement is wanted. */
    boolean wants(String name) {
        return only.isEmpty() || only.contains(name);
    }
}
