package io.fairlead.testkit.internal.controllers;

import static io.fairlead.testkit.internal.controllers.TestCluster.NS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronJobControllerTest {
    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    private static Map<String, Object> cron(String schedule, String image, Object... more) {
        var template = Trees.object(
                "spec",
                Trees.object(
                        "restartPolicy",
                        "Never",
                        "containers",
                        new ArrayList<Object>(List.of(Trees.object("name", "a", "image", image)))));
        var spec = Trees.object(
                "schedule",
                schedule,
                "jobTemplate",
                Trees.object("spec", Trees.object("backoffLimit", 0, "template", template)));
        spec.putAll(Trees.object(more));
        return Trees.object("metadata", Trees.object("name", "report", "namespace", NS), "spec", spec);
    }

    private List<String> jobs() {
        return cluster.list(Kind.JOB).stream().map(Meta::name).toList();
    }

    @Test
    void a_job_is_made_at_each_time_and_three_are_kept() {
        cluster.create(Kind.CRON_JOB, cron("0 * * * *", "report:1"));
        cluster.pass("59m");
        assertThat(jobs()).isEmpty();
        cluster.pass("5h2m");
        // Minutes since 1970 of 2026-01-01T04:00, 05:00 and 06:00.
        assertThat(jobs()).containsExactly("report-29454000", "report-29454060", "report-29454120");
        assertThat(cluster.status(Kind.CRON_JOB, "report"))
                .containsEntry("lastScheduleTime", "2026-01-01T06:00:00Z")
                .containsEntry("lastSuccessfulTime", "2026-01-01T06:00:00Z")
                .doesNotContainKey("active");
        assertThat(cluster.events("report"))
                .contains(
                        "SuccessfulCreate: Created job report-29454120",
                        "SawCompletedJob: Saw completed job: report-29454120, condition: Complete",
                        "SuccessfulDelete: Deleted job report-29453940");
    }

    @Test
    void what_still_runs_is_left_replaced_or_joined() {
        for (var each : Map.of("Forbid", 1, "Replace", 1, "Allow", 3).entrySet()) {
            var cron = cron("0 * * * *", "report:1-never-ready", "concurrencyPolicy", each.getKey());
            Trees.child(
                            Trees.child(
                                    Trees.child(Trees.child(Trees.child(cron, "spec"), "jobTemplate"), "spec"),
                                    "template"),
                            "metadata")
                    .put("annotations", Trees.object("sandbox.fairlead.io/run-time", "100h"));
            cluster.create(Kind.CRON_JOB, cron);
            cluster.pass("3h1m");
            assertThat(jobs()).as(each.getKey()).hasSize(each.getValue());
            assertThat(Trees.maps(cluster.status(Kind.CRON_JOB, "report"), "active"))
                    .hasSize(each.getValue());
            cluster.delete(Kind.CRON_JOB, "report");
            cluster.pass("1h");
            assertThat(jobs()).isEmpty();
        }
    }

    @Test
    void a_suspended_one_makes_nothing_and_catches_up_once() {
        cluster.create(Kind.CRON_JOB, cron("*/10 * * * *", "report:1", "suspend", true));
        cluster.pass("2h");
        assertThat(jobs()).isEmpty();
        cluster.change(
                Kind.CRON_JOB, "report", object -> Trees.child(object, "spec").put("suspend", false));
        cluster.pass("1s");
        assertThat(jobs()).containsExactly("report-29453880");
    }

    @ParameterizedTest
    @CsvSource({
        "'*/15 * * * *', 2026-01-01T00:00:00Z, 2026-01-01T00:15:00Z",
        "'0 9 * * mon-fri', 2026-01-02T10:00:00Z, 2026-01-05T09:00:00Z",
        "'0 0 13 * 5', 2026-01-01T00:00:00Z, 2026-01-02T00:00:00Z",
        "'0 0 13 * *', 2026-01-01T00:00:00Z, 2026-01-13T00:00:00Z",
        "'30 6-16/4 1,15 jan ?', 2026-01-01T11:00:00Z, 2026-01-01T14:30:00Z",
        "'0 0 29 2 *', 2026-01-01T00:00:00Z, 2028-02-29T00:00:00Z",
        "'@weekly', 2026-01-01T00:00:00Z, 2026-01-04T00:00:00Z",
        "'@every 90s', 2026-01-01T00:00:00Z, 2026-01-01T00:01:30Z",
    })
    void a_schedule_is_next_due(String schedule, Instant after, Instant due) {
        assertThat(CronSchedule.parse(schedule, ZoneOffset.UTC).after(after)).contains(due);
    }

    @Test
    void a_schedule_keeps_to_its_zone_and_some_are_never_due_or_none() {
        assertThat(CronSchedule.parse("0 8 * * *", ZoneId.of("Europe/Berlin"))
                        .after(Instant.parse("2026-07-01T00:00:00Z")))
                .contains(Instant.parse("2026-07-01T06:00:00Z"));
        assertThat(CronSchedule.parse("59 23 31 2 *", ZoneOffset.UTC).after(Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
        assertThatThrownBy(() -> CronSchedule.parse("61 * * * *", ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
