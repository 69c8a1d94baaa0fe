package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.journal.JournalEntry;
import io.fairlead.journal.JournalEntry.State;
import io.fairlead.operation.UndoReport;
import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.Fault;
import io.fairlead.testbed.FaultProxy;
import io.fairlead.testbed.ProxiedCall;
import io.fairlead.testbed.TestNamespace;
import io.fairlead.testbed.Testbed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process that is killed, as by {@code kill -9}, before or after one of its requests; another takes back what it left, from the record
 * alone, and everything is as before: the fields, their owners, and what others own. Or it goes on with it, and everything is as if nobody
 * had died. {@code -Dfairlead.killed.step=1} goes on from each request; by default it is every sixth.
 */
@Testbed
class KilledTest {

    private static final int KILLED = 128 + 9;
    private static final List<String> MADE_ANEW = List.of("/deleted", "/pruned");

    @TempDir
    private Path folder;

    private ControlPlane plane;
    private String namespace;
    private FaultProxy proxy;
    private Cluster cluster;
    private Map<String, Map<String, Object>> before;
    private Set<String> known;

    @BeforeEach
    void prepare(ControlPlane controlPlane, TestNamespace testNamespace) {
        plane = controlPlane;
        namespace = testNamespace.name();
        proxy = FaultProxy.before(plane);
        cluster = Cluster.using(plane.client(), options -> options.namespace(namespace));
        KilledProgram.prepare(cluster);
        before = snapshot();
        known = records().stream().map(JournalEntry::id).collect(Collectors.toSet());
    }

    @AfterEach
    void close() {
        cluster.close();
        proxy.close();
    }

    static List<String> operations() {
        return KilledProgram.names();
    }

    private Map<String, Map<String, Object>> snapshot() {
        return ClusterSnapshot.of(plane, namespace).madeAnew(MADE_ANEW);
    }

    /** All fields and owners, save what the server chooses for what is made anew. */
    @SuppressWarnings("unchecked") // JSON
    private Map<String, Map<String, Object>> outcome() {
        Map<String, Map<String, Object>> all =
                ClusterSnapshot.of(plane, namespace).madeAnew(List.of("/deleted", "/pruned", "/web", "/made"));
        all.replaceAll((path, object) -> {
            Map<String, Object> copy = new LinkedHashMap<>(object);
            copy.computeIfPresent("spec", (field, spec) -> {
                Map<String, Object> chosen = new LinkedHashMap<>((Map<String, Object>) spec);
                chosen.keySet().removeAll(List.of("clusterIP", "clusterIPs"));
                return chosen;
            });
            return copy;
        });
        return all;
    }

    private List<JournalEntry> records() {
        return cluster.journal().list(namespace);
    }

    private Path page() {
        return folder.resolve("page");
    }

    private Process start(String operation) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        KilledProgram.class.getName(),
                        proxy.client().getConfiguration().getMasterUrl(),
                        namespace,
                        operation,
                        page().toString())
                .redirectErrorStream(true)
                .start();
    }

    /**
     * Runs an operation in a process that is killed at one of its requests.
     *
     * @param counted which requests count
     * @return whether it was killed; else it came to its end before
     */
    private boolean killed(String operation, Predicate<ProxiedCall> counted, int number, boolean after)
            throws Exception {
        CompletableFuture<Process> victim = new CompletableFuture<>();
        AtomicInteger count = new AtomicInteger();
        AtomicBoolean struck = new AtomicBoolean();
        Fault kill = call -> {
            struck.set(true);
            if (after) {
                call.ask();
            }
            victim.get().destroyForcibly().waitFor();
            call.cut();
        };
        proxy.heal().once(call -> counted.test(call) && count.incrementAndGet() == number, kill);
        Process process = start(operation);
        victim.complete(process);
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(told).isEqualTo(struck.get() ? KILLED : 0);
        return struck.get();
    }

    /** Takes back whatever the process left. */
    private void recover(String when) {
        for (JournalEntry entry : records()) {
            if (!known.contains(entry.id()) && entry.state() != State.UNDONE) {
                UndoReport report =
                        cluster.run(cluster.journal().undo(entry.id(), List.of(new KilledProgram.Page(page(), true))));
                assertThat(report.kept()).as(when).isEmpty();
            }
        }
        assertThat(cluster.journal().unfinished().stream()
                        .filter(entry -> entry.id().startsWith(namespace + "/")))
                .as(when)
                .isEmpty();
        assertThat(page()).as(when).doesNotExist();
        assertThat(snapshot()).as(when).isEqualTo(before);
    }

    private int killedAtEach(String operation, Predicate<ProxiedCall> counted, int step, boolean after)
            throws Exception {
        int number = 1;
        boolean killed = true;
        while (killed) {
            killed = killed(operation, counted, number, after);
            String when =
                    operation + (killed ? ", killed " + (after ? "after" : "before") + " request " : ", in ") + number;
            if (!killed) {
                assertThat(snapshot()).as(when).isNotEqualTo(before);
            }
            recover(when);
            number += step;
        }
        return number;
    }

    /** Goes on with what the process left; nothing where it died before it recorded anything. */
    private void resume(String operation, String when, Map<String, Map<String, Object>> wanted) {
        for (JournalEntry entry : records()) {
            if (!known.contains(entry.id()) && entry.state() != State.UNDONE) {
                cluster.run(cluster.journal().resume(entry.id(), KilledProgram.named(operation, namespace, page())));
                assertThat(outcome()).as(when).isEqualTo(wanted);
                assertThat(Files.exists(page())).as(when).isEqualTo(operation.equals("external step"));
            }
        }
        assertThat(cluster.journal().unfinished().stream()
                        .filter(entry -> entry.id().startsWith(namespace + "/")))
                .as(when)
                .isEmpty();
    }

    private int resumedAtEach(String operation, Predicate<ProxiedCall> counted, int step, boolean after)
            throws Exception {
        assertThat(killed(operation, call -> false, 1, after)).isFalse();
        Map<String, Map<String, Object>> wanted = outcome();
        assertThat(wanted).isNotEqualTo(before);
        recover(operation + ", in whole");
        int number = 1;
        while (killed(operation, counted, number, after)) {
            String when = operation + ", killed " + (after ? "after" : "before") + " request " + number;
            resume(operation, when, wanted);
            recover(when + ", resumed");
            number += step;
        }
        recover(operation + ", to its end");
        return number;
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("operations")
    void a_process_killed_at_its_requests_is_gone_on_with(String operation) throws Exception {
        int step = Integer.getInteger("fairlead.killed.step", 6);
        assertThat(resumedAtEach(operation, call -> true, step, step % 2 == 0)).isGreaterThan(4);
    }

    @Test
    void a_process_killed_after_a_write_costs_nothing() throws Exception {
        assertThat(killedAtEach("two owners", ProxiedCall::isWrite, 2, true)).isGreaterThan(4);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("operations")
    void a_process_killed_before_any_request_costs_nothing(String operation) throws Exception {
        assertThat(killedAtEach(operation, call -> true, 1, false)).isGreaterThan(4);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("operations")
    void a_process_killed_after_any_request_costs_nothing(String operation) throws Exception {
        assertThat(killedAtEach(operation, call -> true, 1, true)).isGreaterThan(4);
    }
}
