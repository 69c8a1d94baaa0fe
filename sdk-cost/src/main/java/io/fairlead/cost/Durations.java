package io.fairlead.cost;

import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How long jobs run: as told, or as finished ones of the same schedule did. */
final class Durations {

    private static final Kind JOB = Kind.of("batch/v1", "Job");
    private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3600);

    private final CostSpec spec;
    private final Ground ground;

    Durations(CostSpec spec, Ground ground) {
        this.spec = spec;
        this.ground = ground;
    }

    /** How long a Job, or a run of a CronJob, takes; empty where nothing tells. */
    Optional<Duration> of(Ref ref) {
        Optional<Duration> told = spec.lasting(ref);
        return told.isPresent() || !ref.kind().name().equals("CronJob") ? told : measured(ref);
    }

    private Optional<Duration> measured(Ref schedule) {
        List<Long> seconds = new ArrayList<>();
        for (Tree job : ground.list(JOB, schedule.namespace(), "")) {
            boolean own = job.trees("metadata", "ownerReferences").stream()
                    .anyMatch(owner -> owner.text("name")
                                    .filter(schedule.name()::equals)
                                    .isPresent()
                            && owner.text("kind").filter("CronJob"::equals).isPresent());
            Optional<Instant> start = job.text("status", "startTime").map(Instant::parse);
            Optional<Instant> end = job.text("status", "completionTime").map(Instant::parse);
            if (own && start.isPresent() && end.isPresent()) {
                seconds.add(Math.max(1, Duration.between(start.get(), end.get()).toSeconds()));
            }
        }
        return seconds.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(
                        seconds.stream().mapToLong(Long::longValue).sum() / seconds.size()));
    }

    /** How many pods of a job run side by side. */
    static long pods(Tree jobSpec) {
        long parallel = jobSpec.number("parallelism").map(BigDecimal::longValue).orElse(1L);
        return jobSpec.number("completions")
                .map(all -> Math.min(parallel, all.longValue()))
                .orElse(parallel);
    }

    /** How many pods of a schedule run in the mean. */
    BigDecimal podsOfSchedule(Tree schedule, Duration time, long pods) {
        BigDecimal runs = CronRuns.perHour(schedule.text("spec", "schedule").orElse(""));
        return runs.multiply(hours(time), MathContext.DECIMAL64).multiply(BigDecimal.valueOf(pods));
    }

    static BigDecimal hours(Duration time) {
        return BigDecimal.valueOf(time.toSeconds()).divide(SECONDS_AN_HOUR, MathContext.DECIMAL64);
    }
}
