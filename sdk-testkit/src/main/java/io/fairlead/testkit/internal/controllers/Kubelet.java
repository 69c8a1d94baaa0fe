package io.fairlead.testkit.internal.controllers;

import io.fairlead.testkit.internal.store.DeleteOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stands in for the kubelets of all nodes: starts, restarts, fails and stops what is bound to a node. */
final class Kubelet extends Reconciler {
    private static final String NAME = "kubelet";

    private final Api api;
    private final KubeletTiming timing;
    private final PodVolumes volumes;
    private final Machines machines;
    private final Map<String, PodRun> runs = new HashMap<>();
    private final Map<String, String> ips = new HashMap<>();
    private final Map<String, Set<Key>> waitingForConfiguration = new LinkedHashMap<>();
    private int addresses;

    Kubelet(Api api, KubeletTiming timing, Machines machines) {
        super(api.time());
        this.api = api;
        this.machines = machines;
        machines.onChange(node -> api.pods().onNode(node).forEach(this::enqueue));
        this.timing = timing;
        this.volumes = new PodVolumes(api);
        api.pods().onChange(this::podChanged);
        api.cache(Kind.NODE).onChange((before, after) -> {
            if (before == null && after != null) {
                api.pods().onNode(Meta.name(after)).forEach(this::enqueue);
            }
        });
        api.cache(Kind.CONFIG_MAP).onChange((before, after) -> configurationChanged(after));
        api.cache(Kind.SECRET).onChange((before, after) -> configurationChanged(after));
    }

    private void podChanged(@Nullable Map<String, Object> before, @Nullable Map<String, Object> after) {
        if (after == null) {
            if (before != null) {
                runs.remove(Meta.uid(before));
                ips.remove(Meta.uid(before));
            }
        } else if (!Pods.node(after).isEmpty()) {
            enqueue(after);
        }
    }

    private void configurationChanged(@Nullable Map<String, Object> object) {
        if (object != null) {
            Set<Key> waiting = waitingForConfiguration.remove(Meta.namespace(object));
            if (waiting != null) {
                waiting.forEach(this::enqueue);
            }
        }
    }

    @Override
    void reconcile(Key key) {
        var found = api.pods().get(key.namespace(), key.name());
        if (found.isEmpty() || Pods.node(found.get()).isEmpty() || machines.isLost(Pods.node(found.get()))) {
            return;
        }
        var pod = found.get();
        var node = api.cache(Kind.NODE).get("", Pods.node(pod));
        if (node.isEmpty()) {
            return;
        }
        var run = runs.computeIfAbsent(Meta.uid(pod), uid -> new PodRun(pod, timing, now()));
        if (Meta.deleting(pod)) {
            stop(key, pod, run, node.get());
        } else if (!Pods.ended(pod)) {
            start(key, pod, run, node.get());
        }
    }

    private void start(Key key, Map<String, Object> pod, PodRun run, Map<String, Object> node) {
        var here = new NodeOf(pod);
        Instant due = run.next();
        if (!run.started() && due != null && !due.isAfter(now())) {
            var unmounted = volumes.missing(pod);
            if (unmounted.isPresent()) {
                here.event("", "Warning", "FailedMount", unmounted.get());
                waitForConfiguration(key);
                writeStatus(pod, run, node);
                return;
            }
        }
        run.configurationChanged(here);
        run.step(here);
        writeStatus(pod, run, node);
        Optional.ofNullable(run.next()).ifPresent(at -> enqueueAt(key, at));
    }

    /** Stops within the grace period, tells the final state, and lets the pod go. */
    private void stop(Key key, Map<String, Object> pod, PodRun run, Map<String, Object> node) {
        if (!run.stopping()) {
            run.stop(new NodeOf(pod));
            long grace = Trees.longNumber(pod, "metadata", "deletionGracePeriodSeconds");
            Duration needs = timing.stop();
            Duration atMost = Duration.ofSeconds(grace);
            Duration delay = needs.compareTo(atMost) < 0 ? needs : atMost;
            if (!delay.isZero()) {
                enqueueAfter(key, delay);
                return;
            }
        }
        if (!Pods.ended(pod)) {
            writeStatus(pod, run, node);
        }
        api.pods().delete(pod, DeleteOptions.now());
    }

    private void writeStatus(Map<String, Object> pod, PodRun run, Map<String, Object> node) {
        Instant now = now();
        String hostIp = Trees.maps(node, "status", "addresses").stream()
                .filter(address -> "InternalIP".equals(address.get("type")))
                .map(address -> Trees.text(address, "address"))
                .findFirst()
                .orElse("127.0.0.1");
        String podIp = Trees.isTrue(pod, "spec", "hostNetwork") ? hostIp : podIp(pod);
        api.pods().updateStatus(Meta.namespace(pod), Meta.name(pod), NAME, object -> {
            if (Meta.uid(object).equals(Meta.uid(pod))) {
                new PodStatus(run, object, now).write(hostIp, podIp);
            }
            return object;
        });
    }

    private String podIp(Map<String, Object> pod) {
        String known = Trees.text(pod, "status", "podIP");
        return known.isEmpty() ? ips.computeIfAbsent(Meta.uid(pod), uid -> nextAddress()) : known;
    }

    /** Counts through 10.244.0.0/14, leaving out addresses that end in 0 or 255. */
    private String nextAddress() {
        int host = addresses % 254 + 1;
        int rest = addresses / 254;
        addresses = (addresses + 1) % (254 * 1024);
        return "10." + (244 + rest / 256 % 4) + "." + rest % 256 + "." + host;
    }

    private void waitForConfiguration(Key key) {
        waitingForConfiguration
                .computeIfAbsent(key.namespace(), namespace -> new LinkedHashSet<>())
                .add(key);
    }

    /** The node as one pod's containers see it. */
    private final class NodeOf implements ContainerRun.Node {
        private final Map<String, Object> pod;

        NodeOf(Map<String, Object> pod) {
            this.pod = pod;
        }

        @Override
        public Instant now() {
            return Kubelet.this.now();
        }

        @Override
        public KubeletTiming timing() {
            return timing;
        }

        @Override
        public Optional<String> missingConfiguration(Map<String, Object> container) {
            var missing = volumes.missingEnvironment(pod, container);
            missing.ifPresent(what -> waitForConfiguration(Key.of(pod)));
            return missing;
        }

        @Override
        public void event(ContainerRun container, String type, String reason, String message) {
            event(
                    "spec." + (container.init() ? "initContainers" : "containers") + "{" + container.name() + "}",
                    type,
                    reason,
                    message);
        }

        void event(String field, String type, String reason, String message) {
            api.events().record(pod, field, type, reason, message, NAME, Pods.node(pod));
        }

        @Override
        public String podText() {
            return Meta.name(pod) + "_" + Meta.namespace(pod) + "(" + Meta.uid(pod) + ")";
        }
    }
}
