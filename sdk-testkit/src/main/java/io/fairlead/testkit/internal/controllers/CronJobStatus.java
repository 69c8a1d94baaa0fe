package io.fairlead.testkit.internal.controllers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The status of a CronJob while the controller looks at it. */
final class CronJobStatus {
    private final Map<String, Object> cron;
    private final List<Map<String, Object>> active;
    private String lastScheduled;
    private String lastSuccessful;

    CronJobStatus(Map<String, Object> cron) {
        this.cron = cron;
        this.active = new ArrayList<>(Trees.maps(cron, "status", "active"));
        this.lastScheduled = Trees.text(cron, "status", "lastScheduleTime");
        this.lastSuccessful = Trees.text(cron, "status", "lastSuccessfulTime");
    }

    List<Map<String, Object>> active() {
        return active;
    }

    Optional<Instant> lastScheduled() {
        return lastScheduled.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(lastScheduled));
    }

    boolean holds(Map<String, Object> job) {
        return active.stream().anyMatch(each -> Meta.uid(job).equals(each.get("uid")));
    }

    void drop(Map<String, Object> job) {
        active.removeIf(each -> Meta.uid(job).equals(each.get("uid")));
    }

    /** Drops what is listed and not there any more, and tells its name. */
    void forgetMissing(List<Map<String, Object>> jobs, Consumer<String> told) {
        Set<String> there = jobs.stream().map(Meta::uid).collect(Collectors.toSet());
        active.removeIf(each -> {
            boolean missing = !there.contains(Trees.text(each, "uid"));
            if (missing) {
                told.accept(Trees.text(each, "name"));
            }
            return missing;
        });
    }

    void started(Map<String, Object> job, String time) {
        lastScheduled = time;
        active.add(Trees.object(
                "apiVersion", "batch/v1",
                "kind", "Job",
                "name", Meta.name(job),
                "namespace", Meta.namespace(job),
                "resourceVersion", Trees.text(job, "metadata", "resourceVersion"),
                "uid", Meta.uid(job)));
    }

    void succeeded(String time) {
        // Times of one form in UTC sort as text.
        if (time.compareTo(lastSuccessful) > 0) {
            lastSuccessful = time;
        }
    }

    void write(Cache crons) {
        crons.updateStatus(Meta.namespace(cron), Meta.name(cron), Api.MANAGER, object -> {
            var status = Trees.child(object, "status");
            Trees.set(status, "active", active.isEmpty() ? null : new ArrayList<Object>(active));
            Trees.set(status, "lastScheduleTime", lastScheduled.isEmpty() ? null : lastScheduled);
            Trees.set(status, "lastSuccessfulTime", lastSuccessful.isEmpty() ? null : lastSuccessful);
            return object;
        });
    }
}
