package io.fairlead.testkit.internal.controllers;

import io.fairlead.testkit.internal.store.DeleteOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs Jobs to their end ({@code pkg/controller/job}, 1.37): completions, parallelism, indexes, back-off limit, deadline,
 * suspension and time to live. Pod failure policies, success policies and back-off limits per index are not played.
 */
final class JobController extends Reconciler {
    private static final String INDEX = "batch.kubernetes.io/job-completion-index";
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);
    private static final Duration LAST_BACK_OFF = Duration.ofMinutes(10);

    private final Api api;
    private final Cache jobs;
    private final PodControl pods;

    JobController(Api api) {
        super(api.time());
        this.api = api;
        this.jobs = api.cache(Kind.JOB);
        this.pods = new PodControl(api, "job-controller");
        jobs.onChange((before, after) -> enqueue(after));
        api.pods().onChange(Owners.of("Job", jobs, this));
    }

    @Override
    void reconcile(Key key) {
        var found = jobs.get(key.namespace(), key.name());
        if (found.isEmpty() || Meta.deleting(found.get())) {
            return;
        }
        var job = found.get();
        if (finished(job)) {
            expire(key, job);
            return;
        }
        var run = new Run(job, api.pods().ownedBy(Meta.uid(job)));
        run.play(key);
    }

    private static boolean finished(Map<String, Object> job) {
        return List.of("Complete", "Failed").stream()
                .map(type -> Meta.condition(job, type))
                .anyMatch(condition -> condition != null && "True".equals(condition.get("status")));
    }

    /** Deletes a finished Job when its time to live is over. */
    private void expire(Key key, Map<String, Object> job) {
        if (Trees.at(job, "spec", "ttlSecondsAfterFinished") instanceof Number ttl) {
            Instant finishedAt = Trees.maps(job, "status", "conditions").stream()
                    .filter(each -> List.of("Complete", "Failed").contains(Trees.text(each, "type")))
                    .flatMap(each -> Optional.ofNullable(Trees.time(each, "lastTransitionTime")).stream())
                    .findFirst()
                    .orElse(now());
            Instant end = finishedAt.plusSeconds(ttl.longValue());
            if (end.isAfter(now())) {
                enqueueAt(key, end);
            } else {
                jobs.delete(job, DeleteOptions.background());
            }
        }
    }

    /** One look at a Job that is not finished. */
    private final class Run {
        private final Map<String, Object> job;
        private final List<Map<String, Object>> active;
        private final List<Map<String, Object>> terminating;
        private final int succeeded;
        private final int failed;
        private final TreeSet<Integer> doneIndexes = new TreeSet<>();
        private final boolean indexed;
        private final boolean suspended;
        private @Nullable String endType;
        private String endReason = "";
        private String endMessage = "";

        Run(Map<String, Object> job, List<Map<String, Object>> owned) {
            this.job = job;
            this.active = new ArrayList<>(owned.stream().filter(Pods::active).toList());
            this.terminating = owned.stream().filter(Pods::terminating).toList();
            this.succeeded = (int) owned.stream()
                    .filter(pod -> "Succeeded".equals(Pods.phase(pod)))
                    .count();
            this.failed = (int) owned.stream()
                    .filter(pod -> "Failed".equals(Pods.phase(pod)))
                    .count();
            this.indexed = "Indexed".equals(Trees.text(job, "spec", "completionMode"));
            this.suspended = Trees.isTrue(job, "spec", "suspend");
            owned.stream()
                    .filter(pod -> "Succeeded".equals(Pods.phase(pod)))
                    .forEach(pod -> doneIndexes.add(index(pod)));
        }

        void play(Key key) {
            decide(key);
            if (endType != null || suspended) {
                active.forEach(pod -> pods.delete(job, pod));
                active.clear();
            } else {
                balance(key);
            }
            writeStatus();
            if (endType != null) {
                boolean complete = "Complete".equals(endType);
                pods.event(
                        job,
                        complete ? "Normal" : "Warning",
                        complete ? "Completed" : endReason,
                        complete ? "Job completed" : endMessage);
                enqueue(job);
            }
        }

        private void decide(Key key) {
            int backOffLimit = Trees.number(6, job, "spec", "backoffLimit");
            int restarts = active.stream().mapToInt(Pods::restarts).sum();
            boolean onFailure = "OnFailure".equals(Trees.text(job, "spec", "template", "spec", "restartPolicy"));
            Instant started = Trees.time(job, "status", "startTime");
            if (failed > backOffLimit || (onFailure && restarts > 0 && failed + restarts > backOffLimit)) {
                end("Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit");
            } else if (started != null
                    && !suspended
                    && Trees.at(job, "spec", "activeDeadlineSeconds") instanceof Number seconds) {
                Instant deadline = started.plusSeconds(seconds.longValue());
                if (deadline.isAfter(now())) {
                    enqueueAt(key, deadline);
                } else {
                    end("Failed", "DeadlineExceeded", "Job was active longer than specified deadline");
                }
            }
            if (endType == null && complete()) {
                end("Complete", "CompletionsReached", "Reached expected number of succeeded pods");
            }
        }

        private boolean complete() {
            var completions = completions();
            return completions.isPresent()
                    ? done() >= completions.get() && terminating.isEmpty()
                    : succeeded > 0 && active.isEmpty() && terminating.isEmpty();
        }

        private int done() {
            return indexed ? doneIndexes.size() : succeeded;
        }

        private Optional<Integer> completions() {
            return Trees.at(job, "spec", "completions") instanceof Number number
                    ? Optional.of(number.intValue())
                    : Optional.empty();
        }

        private void end(String type, String reason, String message) {
            endType = type;
            endReason = reason;
            endMessage = message;
        }

        /** As many pods as may run side by side, a failed one replaced after a pause that grows. */
        private void balance(Key key) {
            int parallel = Trees.number(1, job, "spec", "parallelism");
            int wanted = completions()
                    .map(all -> Math.min(parallel, all - done()))
                    .orElse(succeeded > 0 ? active.size() : parallel);
            for (int i = active.size(); i > wanted; i--) {
                pods.delete(job, active.remove(i - 1));
            }
            if (active.size() < wanted && paused(key)) {
                return;
            }
            while (active.size() < wanted) {
                active.add(create());
            }
        }

        private boolean paused(Key key) {
            var lastFailure = api.pods().ownedBy(Meta.uid(job)).stream()
                    .filter(pod -> "Failed".equals(Pods.phase(pod)))
                    .flatMap(pod -> finishedAt(pod).stream())
                    .max(Instant::compareTo);
            if (lastFailure.isEmpty()) {
                return false;
            }
            Duration backOff = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failed - 1, 10));
            Instant until = lastFailure.get().plus(backOff.compareTo(LAST_BACK_OFF) > 0 ? LAST_BACK_OFF : backOff);
            if (until.isAfter(now())) {
                enqueueAt(key, until);
                return true;
            }
            return false;
        }

        private Optional<Instant> finishedAt(Map<String, Object> pod) {
            return Trees.maps(pod, "status", "containerStatuses").stream()
                    .flatMap(status ->
                            Optional.ofNullable(Trees.time(status, "state", "terminated", "finishedAt")).stream())
                    .max(Instant::compareTo);
        }

        private Map<String, Object> create() {
            if (!indexed) {
                return pods.create(job, Trees.map(job, "spec", "template"), Meta.name(job) + "-", pod -> {});
            }
            var taken = new TreeSet<>(doneIndexes);
            active.forEach(pod -> taken.add(index(pod)));
            int next = IntStream.iterate(0, i -> i + 1)
                    .filter(i -> !taken.contains(i))
                    .findFirst()
                    .orElse(0);
            String prefix = Meta.name(job) + "-" + next + "-";
            return pods.create(job, Trees.map(job, "spec", "template"), prefix, pod -> {
                var metadata = Trees.child(pod, "metadata");
                Trees.child(metadata, "annotations").put(INDEX, Integer.toString(next));
                Trees.child(metadata, "labels").put(INDEX, Integer.toString(next));
                Trees.child(pod, "spec").put("hostname", Meta.name(job) + "-" + next);
            });
        }

        private void writeStatus() {
            Instant now = now();
            boolean wasSuspended = Optional.ofNullable(Meta.condition(job, "Suspended"))
                    .filter(condition -> "True".equals(condition.get("status")))
                    .isPresent();
            jobs.updateStatus(Meta.namespace(job), Meta.name(job), Api.MANAGER, object -> {
                var status = Trees.child(object, "status");
                var conditions = new Conditions(status, now);
                if (suspended) {
                    status.remove("startTime");
                    conditions.set("Suspended", "True", "JobSuspended", "Job suspended");
                } else {
                    if (wasSuspended) {
                        conditions.set("Suspended", "False", "JobResumed", "Job resumed");
                        status.put("startTime", Trees.stamp(now));
                    }
                    status.putIfAbsent("startTime", Trees.stamp(now));
                }
                Trees.count(status, "active", active.size());
                Trees.count(status, "succeeded", succeeded);
                Trees.count(status, "failed", failed);
                status.put("terminating", terminating.size());
                status.put("ready", (int) active.stream().filter(Pods::ready).count());
                status.put("uncountedTerminatedPods", Trees.object());
                if (indexed) {
                    Trees.set(status, "completedIndexes", doneIndexes.isEmpty() ? null : ranges());
                }
                if (endType != null) {
                    boolean complete = "Complete".equals(endType);
                    conditions.set(complete ? "SuccessCriteriaMet" : "FailureTarget", "True", endReason, endMessage);
                    conditions.set(endType, "True", endReason, endMessage);
                    if (complete) {
                        status.put("completionTime", Trees.stamp(now));
                    }
                }
                return object;
            });
            if (suspended != wasSuspended) {
                pods.event(
                        job,
                        "Normal",
                        suspended ? "Suspended" : "Resumed",
                        suspended ? "Job suspended" : "Job resumed");
            }
        }

        /** {@code 0-2,5}: the indexes that are done, as the API writes them. */
        private String ranges() {
            var text = new StringBuilder();
            Integer from = null;
            for (int index : doneIndexes) {
                if (from == null) {
                    from = index;
                }
                if (!doneIndexes.contains(index + 1)) {
                    text.append(text.isEmpty() ? "" : ",").append(from).append(from == index ? "" : "-" + index);
                    from = null;
                }
            }
            return text.toString();
        }
    }

    private static int index(Map<String, Object> pod) {
        return (int) DeploymentSets.number(Meta.annotation(pod, INDEX));
    }
}
