package io.fairlead.testkit.internal.controllers;

import io.fairlead.testkit.internal.kinds.ClusterAdmission;
import io.fairlead.testkit.internal.kinds.Unplayed;
import io.fairlead.testkit.internal.lifecycle.Lifecycle;
import io.fairlead.testkit.internal.quota.Quotas;
import io.fairlead.testkit.internal.rbac.Authorizer;
import io.fairlead.testkit.internal.store.Catalog;
import io.fairlead.testkit.internal.store.DeleteOptions;
import io.fairlead.testkit.internal.store.Deleter;
import io.fairlead.testkit.internal.store.Dice;
import io.fairlead.testkit.internal.store.LocalObjects;
import io.fairlead.testkit.internal.store.Objects;
import io.fairlead.testkit.internal.store.Resource;
import io.fairlead.testkit.internal.store.Store;
import io.fairlead.testkit.internal.store.Writer;
import io.fairlead.testkit.internal.time.SandboxTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Controllers on a clock that jumps, with short words for what tests do. */
final class TestCluster implements AutoCloseable {
    static final String NS = "shop";

    final SandboxTime time = SandboxTime.jumping(Instant.parse("2026-01-01T00:00:00Z"));
    final Objects objects;
    private final Controllers controllers;

    TestCluster() {
        this(ControllerOptions.DEFAULT.withTiming(KubeletTiming.FAST));
    }

    TestCluster(ControllerOptions options) {
        var store = new Store();
        var catalog = new Catalog();
        var quotas = new Quotas(store);
        var dice = Dice.fair();
        var admission =
                new ClusterAdmission(store, new Authorizer(store), quotas, new Unplayed(Set.of(), false, true), dice);
        var writer = new Writer(store, catalog, time, admission, dice);
        var deleter = new Deleter(store, time, admission);
        Lifecycle.start(store, catalog, writer, deleter, quotas, time, time::execute);
        this.objects = new LocalObjects(store, catalog, writer, deleter);
        for (String namespace : List.of("default", NS)) {
            create(Kind.NAMESPACE, Trees.object("metadata", Trees.object("name", namespace)));
        }
        this.controllers = Controllers.start(objects, time, options);
        time.settle();
    }

    Resource type(Kind kind) {
        return objects.type(kind.apiVersion(), kind.kind()).orElseThrow();
    }

    Map<String, Object> create(Kind kind, Map<String, Object> object) {
        return objects.create(type(kind), object, "test");
    }

    void change(Kind kind, String name, Consumer<Map<String, Object>> change) {
        objects.update(type(kind), NS, name, "test", object -> {
            change.accept(object);
            return object;
        });
    }

    void delete(Kind kind, String name) {
        objects.delete(type(kind), NS, name, DeleteOptions.background());
    }

    Map<String, Object> get(Kind kind, String name) {
        String namespace = type(kind).namespaced() ? NS : "";
        return objects.get(type(kind), namespace, name).orElseThrow();
    }

    List<Map<String, Object>> list(Kind kind) {
        return objects.list(type(kind));
    }

    List<Map<String, Object>> pods(String app) {
        return list(Kind.POD).stream()
                .filter(pod -> app.equals(Meta.labels(pod).get("app")))
                .toList();
    }

    Map<String, Object> status(Kind kind, String name) {
        return Trees.map(get(kind, name), "status");
    }

    String condition(Kind kind, String name, String type) {
        return condition(get(kind, name), type);
    }

    static String condition(Map<String, Object> object, String type) {
        var condition = Meta.condition(object, type);
        return condition == null
                ? ""
                : condition.get("status") + " " + condition.get("reason") + ": " + condition.get("message");
    }

    List<String> events(String involved) {
        var found = new ArrayList<String>();
        objects.list(objects.type("v1", "Event").orElseThrow()).stream()
                .filter(event -> Trees.text(event, "involvedObject", "name").startsWith(involved))
                .sorted(Comparator.comparing(Meta::version))
                .forEach(event -> found.add(event.get("reason") + ": " + event.get("message")));
        return found;
    }

    void pass(Duration time) {
        this.time.advance(time);
    }

    void pass(String time) {
        pass(GoDuration.parse(time));
    }

    static Map<String, Object> workload(String kind, String name, int replicas, String image) {
        return Trees.object(
                "apiVersion",
                "apps/v1",
                "kind",
                kind,
                "metadata",
                Trees.object("name", name, "namespace", NS),
                "spec",
                Trees.object(
                        "replicas", replicas,
                        "selector", Trees.object("matchLabels", Trees.object("app", name)),
                        "template", template(name, image)));
    }

    static Map<String, Object> deployment(String name, int replicas, String image) {
        var deployment = workload("Deployment", name, replicas, image);
        var spec = Trees.child(deployment, "spec");
        spec.put("progressDeadlineSeconds", 600);
        spec.put("revisionHistoryLimit", 10);
        return deployment;
    }

    static Map<String, Object> template(String app, String image) {
        var container = Trees.object(
                "name", app, "image", image, "resources", Trees.object("requests", Trees.object("cpu", "100m")));
        return Trees.object(
                "metadata", Trees.object("labels", Trees.object("app", app)),
                "spec",
                        Trees.object(
                                "restartPolicy", "Always", "containers", new ArrayList<Object>(List.of(container))));
    }

    static void image(Map<String, Object> workload, String image) {
        Trees.maps(workload, "spec", "template", "spec", "containers").get(0).put("image", image);
    }

    @Override
    public void close() {
        controllers.close();
        time.close();
    }
}
