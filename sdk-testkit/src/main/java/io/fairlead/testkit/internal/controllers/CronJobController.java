package io.fairlead.testkit.internal.controllers;

import io.fairlead.testkit.internal.store.ApiError;
import io.fairlead.testkit.internal.store.DeleteOptions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the Jobs of CronJobs when they are due, and clears old ones away ({@code pkg/controller/cronjob}, 1.37). */
final class CronJobController extends Reconciler {
    private static final Duration LATER = Duration.ofMillis(100);

    private final Cache crons;
    private final Cache jobs;
    private final PodControl events;

    CronJobController(Api api) {
        super(api.time());
        this.crons = api.cache(Kind.CRON_JOB);
        this.jobs = api.cache(Kind.JOB);
        this.events = new PodControl(api, "cronjob-controller");
        crons.onChange((before, after) -> enqueue(after));
        jobs.onChange((before, after) -> {
            Map<String, Object> job = after == null ? before : after;
            if (job != null && "CronJob".equals(Meta.controller(job).get("kind"))) {
                enqueue(new Key(Meta.namespace(job), Trees.text(Meta.controller(job), "name")));
            }
        });
    }

    @Override
    void reconcile(Key key) {
        var found = crons.get(key.namespace(), key.name());
        if (found.isEmpty()) {
            return;
        }
        var cron = found.get();
        var owned = new ArrayList<>(jobs.ownedBy(Meta.uid(cron)));
        var status = new CronJobStatus(cron);
        owned.forEach(job -> note(cron, job, status));
        status.forgetMissing(
                owned, name -> events.event(cron, "Normal", "MissingJob", "Active job went missing: " + name));
        if (!Meta.deleting(cron) && !Trees.isTrue(cron, "spec", "suspend")) {
            schedule(cron).ifPresent(schedule -> run(key, cron, schedule, status));
        }
        status.write(crons);
        clear(cron, owned, "Complete", Trees.number(3, cron, "spec", "successfulJobsHistoryLimit"));
        clear(cron, owned, "Failed", Trees.number(1, cron, "spec", "failedJobsHistoryLimit"));
    }

    private static Optional<String> end(Map<String, Object> job) {
        return List.of("Complete", "Failed").stream()
                .filter(type -> {
                    var condition = Meta.condition(job, type);
                    return condition != null && "True".equals(condition.get("status"));
                })
                .findFirst();
    }

    private void note(Map<String, Object> cron, Map<String, Object> job, CronJobStatus status) {
        Optional<String> end = end(job);
        boolean active = status.holds(job);
        if (end.isEmpty() && !active) {
            events.event(
                    cron,
                    "Warning",
                    "UnexpectedJob",
                    "Saw a job that the controller did not create or forgot: " + Meta.name(job));
        }
        if (end.isPresent() && active) {
            status.drop(job);
            events.event(
                    cron,
                    "Normal",
                    "SawCompletedJob",
                    "Saw completed job: " + Meta.name(job) + ", condition: " + end.get());
        }
        if (end.filter("Complete"::equals).isPresent()) {
            status.succeeded(Trees.text(job, "status", "completionTime"));
        }
    }

    private Optional<CronSchedule> schedule(Map<String, Object> cron) {
        String text = Trees.text(cron, "spec", "schedule");
        String zone = Trees.text(cron, "spec", "timeZone");
        try {
            return Optional.of(CronSchedule.parse(text, zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone)));
        } catch (DateTimeException e) {
            events.event(
                    cron,
                    "Warning",
                    "UnknownTimeZone",
                    "invalid timeZone: \"" + zone + "\": unknown time zone " + zone);
        } catch (IllegalArgumentException e) {
            events.event(
                    cron,
                    "Warning",
                    "UnparseableSchedule",
                    "unparseable schedule: \"" + text + "\" : " + e.getMessage());
        }
        return Optional.empty();
    }

    private void run(Key key, Map<String, Object> cron, CronSchedule schedule, CronJobStatus status) {
        Optional<Instant> due = due(cron, schedule, status);
        schedule.after(now()).ifPresent(next -> enqueueAt(key, next.plus(LATER)));
        if (due.isEmpty() || status.lastScheduled().equals(due)) {
            return;
        }
        Instant time = due.get();
        if (Trees.at(cron, "spec", "startingDeadlineSeconds") instanceof Number seconds
                && time.plusSeconds(seconds.longValue()).isBefore(now())) {
            return;
        }
        switch (Trees.textOr("Allow", cron, "spec", "concurrencyPolicy")) {
            case "Forbid" -> {
                if (!status.active().isEmpty()) {
                    events.event(
                            cron,
                            "Normal",
                            "JobAlreadyActive",
                            "Not starting job because prior execution is running and concurrency policy is Forbid");
                    return;
                }
            }
            case "Replace" ->
                jobs.ownedBy(Meta.uid(cron)).stream().filter(status::holds).forEach(job -> {
                    status.drop(job);
                    delete(cron, job);
                });
            default -> {}
        }
        create(cron, time, status);
    }

    /** The latest time that was due and not served, the oldest that counts being the last one served. */
    private Optional<Instant> due(Map<String, Object> cron, CronSchedule schedule, CronJobStatus status) {
        Instant from = status.lastScheduled()
                .or(() -> Optional.ofNullable(Trees.time(cron, "metadata", "creationTimestamp")))
                .orElse(now());
        if (Trees.at(cron, "spec", "startingDeadlineSeconds") instanceof Number seconds) {
            Instant oldest = now().minusSeconds(seconds.longValue());
            from = oldest.isAfter(from) ? oldest : from;
        }
        Optional<Instant> latest = Optional.empty();
        Optional<Instant> next = schedule.after(from);
        while (next.isPresent() && !next.get().isAfter(now())) {
            latest = next;
            next = schedule.after(next.get());
        }
        return latest;
    }

    private void create(Map<String, Object> cron, Instant time, CronJobStatus status) {
        String zone = Trees.text(cron, "spec", "timeZone");
        var metadata = Trees.copy(Trees.map(cron, "spec", "jobTemplate", "metadata"));
        metadata.remove("creationTimestamp");
        metadata.put("name", Meta.name(cron) + "-" + time.getEpochSecond() / 60);
        metadata.put("namespace", Meta.namespace(cron));
        Trees.child(metadata, "annotations")
                .put(
                        "batch.kubernetes.io/cronjob-scheduled-timestamp",
                        time.atZone(zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone))
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toOffsetDateTime()
                                .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
        Trees.children(metadata, "ownerReferences").add(Meta.controllerReference(cron));
        var job = Trees.object(
                "apiVersion",
                "batch/v1",
                "kind",
                "Job",
                "metadata",
                metadata,
                "spec",
                Trees.copy(Trees.map(cron, "spec", "jobTemplate", "spec")));
        try {
            var created = jobs.create(job, Api.MANAGER);
            events.event(cron, "Normal", "SuccessfulCreate", "Created job " + Meta.name(created));
            status.started(created, Trees.stamp(time));
        } catch (ApiError e) {
            if (!"AlreadyExists".equals(e.reason())) {
                events.event(cron, "Warning", "FailedCreate", "Error creating job: " + e.getMessage());
                throw e;
            }
        }
    }

    private void delete(Map<String, Object> cron, Map<String, Object> job) {
        jobs.delete(job, DeleteOptions.background());
        events.event(cron, "Normal", "SuccessfulDelete", "Deleted job " + Meta.name(job));
    }

    private void clear(Map<String, Object> cron, List<Map<String, Object>> owned, String end, int kept) {
        List<Map<String, Object>> ended = owned.stream()
                .filter(job -> end(job).filter(end::equals).isPresent() && !Meta.deleting(job))
                .sorted(Comparator.<Map<String, Object>, String>comparing(job -> Trees.text(job, "status", "startTime"))
                        .thenComparing(Meta::name))
                .toList();
        ended.stream().limit(Math.max(0, ended.size() - kept)).forEach(job -> delete(cron, job));
    }
}
