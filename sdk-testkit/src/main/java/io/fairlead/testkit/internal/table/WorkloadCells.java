package io.fairlead.testkit.internal.table;

import io.fairlead.testkit.internal.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines of what runs pods. */
final class WorkloadCells {
    private static final String[] WIDE = {"Containers*", "Images*", "Selector*"};

    private WorkloadCells() {}

    static Map<String, Printer> printers() {
        return Map.of(
                "Deployment",
                new Printer(columns("Name", "Ready", "Up-to-date", "Available", "Age"), (o, now) -> {
                    List<Object> row = Text.row(
                            Text.name(o),
                            status(o, "readyReplicas") + "/" + spec(o, "replicas"),
                            status(o, "updatedReplicas"),
                            status(o, "availableReplicas"),
                            Text.age(o, now));
                    return wide(row, o, Text.selector(Json.at(o, "spec", "selector")));
                }),
                "ReplicaSet",
                replicas(),
                "ReplicationController",
                replicas(),
                "StatefulSet",
                new Printer(
                        Column.of("Name", "Ready", "Age", "Containers*", "Images*"),
                        (o, now) -> wide(
                                Text.row(
                                        Text.name(o),
                                        status(o, "readyReplicas") + "/" + spec(o, "replicas"),
                                        Text.age(o, now)),
                                o,
                                null)),
                "DaemonSet",
                daemonSet(),
                "Job",
                new Printer(
                        columns("Name", "Status", "Completions", "Duration", "Age"),
                        (o, now) -> wide(
                                Text.row(Text.name(o), jobStatus(o), completions(o), took(o, now), Text.age(o, now)),
                                o,
                                Text.selectorOrNone(Json.at(o, "spec", "selector")))),
                "CronJob",
                new Printer(
                        columns(
                                "Name",
                                "Schedule",
                                "Timezone",
                                "Suspend:boolean",
                                "Active:integer",
                                "Last Schedule",
                                "Age"),
                        WorkloadCells::cronJob),
                "ControllerRevision",
                new Printer(
                        Column.of("Name", "Controller", "Revision", "Age"),
                        (o, now) ->
                                Text.row(Text.name(o), controller(o), Json.number(o, "revision", 0), Text.age(o, now))),
                "Scale",
                new Printer(
                        Column.of("Name", "Desired:integer", "Available:integer", "Age"),
                        (o, now) ->
                                Text.row(Text.name(o), spec(o, "replicas"), status(o, "replicas"), Text.age(o, now))),
                "PodTemplate",
                new Printer(
                        Column.of("Name", "Containers", "Images", "Pod Labels"),
                        (o, now) -> Text.row(
                                Text.name(o),
                                Text.containers(Json.at(o, "template", "spec"), "name"),
                                Text.containers(Json.at(o, "template", "spec"), "image"),
                                Text.labels(Json.at(o, "template", "metadata", "labels")))));
    }

    private static List<Column> columns(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(WIDE));
        return Column.of(all.toArray(String[]::new));
    }

    private static Printer replicas() {
        return new Printer(columns("Name", "Desired:integer", "Current:integer", "Ready:integer", "Age"), (o, now) -> {
            Map<String, Object> selector = Json.at(o, "spec", "selector");
            return wide(
                    Text.row(
                            Text.name(o),
                            spec(o, "replicas"),
                            status(o, "replicas"),
                            status(o, "readyReplicas"),
                            Text.age(o, now)),
                    o,
                    "ReplicaSet".equals(o.get("kind")) ? Text.selectorOrNone(selector) : Text.labels(selector));
        });
    }

    private static Printer daemonSet() {
        return new Printer(
                columns(
                        "Name",
                        "Desired:integer",
                        "Current:integer",
                        "Ready:integer",
                        "Up-to-date:integer",
                        "Available:integer",
                        "Node Selector",
                        "Age"),
                (o, now) -> wide(
                        Text.row(
                                Text.name(o),
                                status(o, "desiredNumberScheduled"),
                                status(o, "currentNumberScheduled"),
                                status(o, "numberReady"),
                                status(o, "updatedNumberScheduled"),
                                status(o, "numberAvailable"),
                                Text.labels(Json.at(o, "spec", "template", "spec", "nodeSelector")),
                                Text.age(o, now)),
                        o,
                        Text.selectorOrNone(Json.at(o, "spec", "selector"))));
    }

    private static long spec(Map<String, Object> object, String field) {
        return Json.number(Json.child(object, "spec"), field, 0);
    }

    private static long status(Map<String, Object> object, String field) {
        return Json.number(Json.child(object, "status"), field, 0);
    }

    private static List<Object> wide(List<Object> row, Map<String, Object> object, @Nullable String selector) {
        Map<String, Object> pod = Json.at(object, "spec", "template", "spec");
        row.add(Text.containers(pod, "name"));
        row.add(Text.containers(pod, "image"));
        if (selector != null) {
            row.add(selector);
        }
        return row;
    }

    private static String jobStatus(Map<String, Object> job) {
        Map<String, Object> status = Json.child(job, "status");
        if (Text.condition(status, "Complete").equals("True")) {
            return "Complete";
        }
        if (Text.condition(status, "Failed").equals("True")) {
            return "Failed";
        }
        if (Json.child(job, "metadata").containsKey("deletionTimestamp")) {
            return "Terminating";
        }
        for (String type : List.of("Suspended", "FailureTarget", "SuccessCriteriaMet")) {
            if (Text.condition(status, type).equals("True")) {
                return type;
            }
        }
        return "Running";
    }

    private static String completions(Map<String, Object> job) {
        long succeeded = status(job, "succeeded");
        if (Json.child(job, "spec").get("completions") instanceof Number wanted) {
            return succeeded + "/" + wanted;
        }
        long parallelism = spec(job, "parallelism");
        return succeeded + "/1" + (parallelism > 1 ? " of " + parallelism : "");
    }

    private static String took(Map<String, Object> job, Instant now) {
        Map<String, Object> status = Json.child(job, "status");
        String start = Json.text(status, "startTime");
        String end = Json.text(status, "completionTime");
        return start.isEmpty()
                ? ""
                : Text.human(Duration.between(Instant.parse(start), end.isEmpty() ? now : Instant.parse(end)));
    }

    private static List<Object> cronJob(Map<String, Object> cronJob, Instant now) {
        Map<String, Object> spec = Json.child(cronJob, "spec");
        Map<String, Object> status = Json.child(cronJob, "status");
        String last = Json.text(status, "lastScheduleTime");
        Map<String, Object> job = Json.at(spec, "jobTemplate", "spec");
        Map<String, Object> pod = Json.at(job, "template", "spec");
        return Text.row(
                Text.name(cronJob),
                Json.text(spec, "schedule"),
                Text.orElse(Json.text(spec, "timeZone"), Text.NONE),
                Text.truth(spec, "suspend"),
                (long) Json.items(status, "active").size(),
                last.isEmpty() ? Text.NONE : Text.since(last, now),
                Text.age(cronJob, now),
                Text.containers(pod, "name"),
                Text.containers(pod, "image"),
                Text.selectorOrNone(Json.child(job, "selector")));
    }

    private static String controller(Map<String, Object> object) {
        for (Map<String, Object> owner : Json.objects(Json.child(object, "metadata"), "ownerReferences")) {
            if (Boolean.TRUE.equals(owner.get("controller"))) {
                String version = Json.text(owner, "apiVersion");
                int slash = version.indexOf('/');
                String group = slash < 0 ? "" : "." + version.substring(0, slash);
                return (Json.text(owner, "kind") + group).toLowerCase(Locale.ROOT) + "/" + Json.text(owner, "name");
            }
        }
        return Text.NONE;
    }
}
