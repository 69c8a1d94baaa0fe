package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fairlead.event.Event;
import io.fairlead.event.LogListener;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Batch;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.UndoReport;
import io.fairlead.resource.Owner;
import io.fairlead.testbed.ControlPlane;
import io.fairlead.testbed.FaultProxy;
import io.fairlead.testbed.TestNamespace;
import io.fairlead.testbed.Testbed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

/**
 * What tests of faults have in common: a cluster behind a proxy, a listener that keeps all events, an appender that keeps all logs; after
 * each test neither may hold the secret.
 */
@Testbed
abstract class FaultyPlane {

    static final Owner OWNER = Owner.of("fairlead/shop");
    static final String SECRET = "correct-horse-battery-staple";
    static final String SECRET_BASE64 = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.fairlead");
    private final ListAppender<ILoggingEvent> logs = new ListAppender<>();
    final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<Outcome<?>> outcomes = new CopyOnWriteArrayList<>();
    private final List<Cluster> clusters = new ArrayList<>();

    ControlPlane plane;
    FaultProxy proxy;
    String namespace;

    @BeforeEach
    void open(ControlPlane controlPlane, TestNamespace testNamespace) {
        plane = controlPlane;
        namespace = testNamespace.name();
        proxy = FaultProxy.before(plane);
        logs.start();
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        logger.addAppender(logs);
    }

    @AfterEach
    void no_secret_is_told_anywhere() {
        clusters.forEach(Cluster::close);
        proxy.close();
        logger.detachAppender(logs);
        logger.setAdditive(true);
        logger.setLevel(null);
        List<String> told = new ArrayList<>();
        events.forEach(event -> told.add(event.toString()));
        outcomes.forEach(outcome -> {
            told.add(outcome.toString());
            if (outcome instanceof Outcome.Stuck<?> stuck) {
                told.add(stuck.cause() + " " + stuck.undo());
            }
        });
        logs.list.forEach(line -> told.add(line.getFormattedMessage()
                + line.getKeyValuePairs()
                + (line.getThrowableProxy() == null
                        ? ""
                        : line.getThrowableProxy().getMessage())));
        assertThat(told).allSatisfy(text -> assertThat(text).doesNotContain(SECRET, SECRET_BASE64));
    }

    /** A cluster behind the proxy, whose events and logs are kept. */
    Cluster cluster(UnaryOperator<ClusterOptions> options) {
        Cluster cluster = Cluster.using(
                proxy.client(),
                base -> options.apply(base)
                        .namespace(namespace)
                        .listener(events::add)
                        .listener(LogListener.to("io.fairlead.test")));
        clusters.add(cluster);
        return cluster;
    }

    Cluster cluster() {
        return cluster(options -> options);
    }

    /** Keeps an outcome, to look for the secret in it. */
    <R> Outcome<R> told(Outcome<R> outcome) {
        outcomes.add(outcome);
        return outcome;
    }

    ClusterSnapshot snapshot() {
        return ClusterSnapshot.of(plane, namespace);
    }

    /** The failure; a refusal has written nothing, and what is stuck can be taken back. */
    static Throwable cause(Outcome<?> outcome) {
        return outcome.fold(
                done -> new AssertionError("it was done"),
                Outcome.Refused::cause,
                Outcome.Undone::cause,
                Outcome.Stuck::cause);
    }

    /** Takes back whatever the outcome says was written. */
    static void takeBack(Cluster cluster, Outcome<?> outcome) {
        UndoReport report = outcome.fold(
                done -> cluster.run(done.undo()),
                refused -> new UndoReport(List.of(), List.of()),
                Outcome.Undone::report,
                stuck -> cluster.run(stuck.undo()));
        assertThat(report.kept()).isEmpty();
    }

    static Operation<Applied> apply(List<Map<String, Object>> trees) {
        return work -> work.apply(Batch.ofTrees(OWNER, trees));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    static Operation<Applied> apply(Map<String, Object>... trees) {
        return apply(List.of(trees));
    }

    static Map<String, Object> object(String apiVersion, String kind, String name, String field, Object value) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", apiVersion);
        tree.put("kind", kind);
        tree.put("metadata", new LinkedHashMap<>(Map.of("name", name)));
        tree.put(field, value);
        return tree;
    }

    static Map<String, Object> configMap(String name, String key, String value) {
        return object("v1", "ConfigMap", name, "data", Map.of(key, value));
    }

    static Map<String, Object> secret(String name) {
        return object("v1", "Secret", name, "data", Map.of("password", SECRET_BASE64));
    }

    static Map<String, Object> deployment(String name, int replicas, String image) {
        return object(
                "apps/v1",
                "Deployment",
                name,
                "spec",
                Map.of(
                        "replicas",
                        replicas,
                        "selector",
                        Map.of("matchLabels", Map.of("app", name)),
                        "template",
                        Map.of(
                                "metadata",
                                Map.of("labels", Map.of("app", name)),
                                "spec",
                                Map.of("containers", List.of(Map.of("name", "web", "image", image))))));
    }
}
