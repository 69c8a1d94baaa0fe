package io.fairlead.testkit.internal.table;

import io.fairlead.testkit.internal.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A pod's line: the word under Status sums up its phase, its containers and its deletion. */
final class PodCells {
    private final Map<String, Object> pod;
    private final Map<String, Object> spec;
    private final Map<String, Object> status;
    private String reason;
    private long restarts;
    private String lastRestart = "";
    private long sidecarRestarts;
    private String lastSidecarRestart = "";
    private int ready;

    private PodCells(Map<String, Object> pod) {
        this.pod = pod;
        this.spec = Json.child(pod, "spec");
        this.status = Json.child(pod, "status");
        this.reason = Text.orElse(Json.text(status, "reason"), Json.text(status, "phase"));
    }

    static final Printer PRINTER = new Printer(
            Column.of(
                    "Name",
                    "Ready",
                    "Status",
                    "Restarts",
                    "Age",
                    "IP*",
                    "Node*",
                    "Nominated Node*",
                    "Readiness Gates*"),
            (pod, now) -> new PodCells(pod).row(now));

    private List<Object> row(Instant now) {
        for (Map<String, Object> condition : Json.objects(status, "conditions")) {
            if ("PodScheduled".equals(condition.get("type")) && "SchedulingGated".equals(condition.get("reason"))) {
                reason = "SchedulingGated";
            }
        }
        Set<String> sidecars = Json.objects(spec, "initContainers").stream()
                .filter(container -> "Always".equals(container.get("restartPolicy")))
                .map(container -> Json.text(container, "name"))
                .collect(Collectors.toSet());
        boolean initializing = init(sidecars);
        if (!initializing || Text.condition(status, "Initialized").equals("True")) {
            restarts = sidecarRestarts;
            lastRestart = lastSidecarRestart;
            main();
        }
        if (Json.child(pod, "metadata").containsKey("deletionTimestamp")) {
            if ("NodeLost".equals(status.get("reason"))) {
                reason = "Unknown";
            } else if (!List.of("Succeeded", "Failed").contains(Json.text(status, "phase"))) {
                reason = "Terminating";
            }
        }
        int total = Json.items(spec, "containers").size() + sidecars.size();
        String again = restarts != 0 && !lastRestart.isEmpty()
                ? restarts + " (" + Text.since(lastRestart, now) + " ago)"
                : Long.toString(restarts);
        List<Map<String, Object>> addresses = Json.objects(status, "podIPs");
        return Text.row(
                Text.name(pod),
                ready + "/" + total,
                reason,
                again,
                Text.age(pod, now),
                Text.orElse(addresses.isEmpty() ? "" : Json.text(addresses.get(0), "ip"), Text.NONE),
                Text.orElse(Json.text(spec, "nodeName"), Text.NONE),
                Text.orElse(Json.text(status, "nominatedNodeName"), Text.NONE),
                gates());
    }

    private boolean init(Set<String> sidecars) {
        List<Map<String, Object>> statuses = Json.objects(status, "initContainerStatuses");
        for (int i = 0; i < statuses.size(); i++) {
            Map<String, Object> each = statuses.get(i);
            boolean sidecar = sidecars.contains(Json.text(each, "name"));
            restarts += Json.number(each, "restartCount", 0);
            lastRestart = later(lastRestart, each);
            if (sidecar) {
                sidecarRestarts += Json.number(each, "restartCount", 0);
                lastSidecarRestart = later(lastSidecarRestart, each);
            }
            Map<String, Object> state = Json.child(each, "state");
            Map<String, Object> terminated = Json.child(state, "terminated");
            String waiting = Json.text(Json.child(state, "waiting"), "reason");
            if (!terminated.isEmpty() && Json.number(terminated, "exitCode", 0) == 0) {
                continue;
            }
            if (sidecar && Boolean.TRUE.equals(each.get("started"))) {
                ready += Boolean.TRUE.equals(each.get("ready")) ? 1 : 0;
                continue;
            }
            if (!terminated.isEmpty()) {
                reason = "Init:" + ended(terminated);
            } else if (!waiting.isEmpty() && !waiting.equals("PodInitializing")) {
                reason = "Init:" + waiting;
            } else {
                reason = "Init:" + i + "/" + Json.items(spec, "initContainers").size();
            }
            return true;
        }
        return false;
    }

    private void main() {
        boolean running = false;
        String error = "";
        List<Map<String, Object>> statuses = Json.objects(status, "containerStatuses");
        for (int i = statuses.size() - 1; i >= 0; i--) {
            Map<String, Object> each = statuses.get(i);
            restarts += Json.number(each, "restartCount", 0);
            lastRestart = later(lastRestart, each);
            Map<String, Object> state = Json.child(each, "state");
            Map<String, Object> terminated = Json.child(state, "terminated");
            String waiting = Json.text(Json.child(state, "waiting"), "reason");
            if (!waiting.isEmpty()) {
                reason = waiting;
            } else if (!terminated.isEmpty()) {
                reason = ended(terminated);
                if (Json.number(terminated, "exitCode", 0) != 0) {
                    error = reason;
                }
            } else if (Boolean.TRUE.equals(each.get("ready")) && state.containsKey("running")) {
                running = true;
                ready++;
            }
        }
        if (reason.equals("Completed")) {
            if (running && Text.condition(status, "Ready").equals("True")) {
                reason = "Running";
            } else if (!error.isEmpty()) {
                reason = error;
            } else if (running) {
                reason = "NotReady";
            }
        }
    }

    private static String ended(Map<String, Object> terminated) {
        String why = Json.text(terminated, "reason");
        long signal = Json.number(terminated, "signal", 0);
        return !why.isEmpty()
                ? why
                : signal != 0 ? "Signal:" + signal : "ExitCode:" + Json.number(terminated, "exitCode", 0);
    }

    private static String later(String known, Map<String, Object> container) {
        String finished = Json.text(Json.at(container, "lastState", "terminated"), "finishedAt");
        return finished.compareTo(known) > 0 ? finished : known;
    }

    private String gates() {
        List<Map<String, Object>> gates = Json.objects(spec, "readinessGates");
        long open = gates.stream()
                .filter(gate ->
                        Text.condition(status, Json.text(gate, "conditionType")).equals("True"))
                .count();
        return gates.isEmpty() ? Text.NONE : open + "/" + gates.size();
    }
}
