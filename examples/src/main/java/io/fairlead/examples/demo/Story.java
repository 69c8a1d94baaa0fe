package io.fairlead.examples.demo;

import io.fairlead.Cluster;
import io.fairlead.cost.Cost;
import io.fairlead.cost.PlanCost;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.NotReady;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Plan;
import io.fairlead.operation.UndoReport;
import io.fairlead.plan.Change;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The job, told step by step: apply, release, break, take back, prove. */
final class Story {

    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final String BROKEN = "-cannot-pull";
    private static final int WIDE = 90;
    private static final String FIELD = "^( +)(\\S+): (.*) -> (.*)$";

    /**
     * What the user asked for.
     *
     * @param deployment which Deployment to release; the first when empty
     * @param image the image to release; the present one with another tag when empty
     * @param keep whether the application stays
     * @param yes whether not to ask
     * @param fullPlan whether to show every field of the first plan
     */
    record Wishes(String deployment, String image, boolean keep, boolean yes, boolean fullPlan) {}

    private final Screen screen;
    private final Venue venue;
    private final Application application;
    private final Wishes wishes;
    private final Moments moments;

    Story(Screen screen, Venue venue, Application application, Wishes wishes) {
        this.screen = screen;
        this.venue = venue;
        this.application = application;
        this.wishes = wishes;
        this.moments = new Moments(screen);
    }

    /** Tells it; whether all went as it should. */
    boolean tell() {
        long begin = System.nanoTime();
        try (Cluster cluster = Cluster.using(
                venue.client(),
                options -> options.namespace(application.namespace()).listener(moments))) {
            screen.line("Fairlead", "apply, release, break, take back, prove");
            screen.line("cluster", venue.name());
            screen.line(
                    "application",
                    application.source() + ", "
                            + objects(application.manifests().objects().size()) + ", into namespace "
                            + application.namespace());
            return tell(cluster, begin);
        }
    }

    private boolean tell(Cluster cluster, long begin) {
        Snapshot beginning = Snapshot.take(venue.client(), application.namespace());
        Plan<Applied> plan = planned(cluster);
        priced(cluster, plan);
        if (!venue.throwaway() && !wishes.yes() && !screen.ask("Write this to " + venue.name() + "?")) {
            screen.heading("stopped", "nothing was written");
            return true;
        }
        Ref deployment = application.deployment(wishes.deployment()).orElse(null);
        Outcome<Applied> applied = run("apply", "", plan);
        boolean asTold = applied.isDone();
        try {
            asTold = asTold && (deployment == null || released(cluster, deployment) && broken(cluster, deployment));
        } finally {
            // Whatever happened, an interrupt too: what was written is taken back, or it would be left to the user.
            asTold &= !Thread.interrupted();
            asTold &= wishes.keep() || takenBack(cluster, undo(applied), beginning);
        }
        String took = seconds(Duration.ofNanos(System.nanoTime() - begin));
        screen.heading(asTold ? "done" : "not as told", asTold ? "all as told, in " + took : "see above; " + took);
        return asTold;
    }

    private static Operation<UndoReport> undo(Outcome<Applied> applied) {
        Operation<UndoReport> nothing = Operation.value(new UndoReport(List.of(), List.of()));
        return applied.fold(Outcome.Done::undo, refused -> nothing, undone -> nothing, Outcome.Stuck::undo);
    }

    private Plan<Applied> planned(Cluster cluster) {
        long begin = System.nanoTime();
        Plan<Applied> plan = cluster.plan(Steps.apply(application));
        screen.heading(
                "plan",
                counts(plan) + ", made in " + seconds(Duration.ofNanos(System.nanoTime() - begin))
                        + "; nothing is written yet");
        if (wishes.fullPlan()) {
            screen.text(plan.preview().text());
            return plan;
        }
        Map<String, List<String>> byKind = new LinkedHashMap<>();
        for (Change change : plan.changes()) {
            String label = change.action().sign() + " " + change.ref().kind().name();
            byKind.computeIfAbsent(label, key -> new ArrayList<>())
                    .add(change.ref().name());
        }
        int width = byKind.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
        byKind.forEach((label, names) -> screen.names(String.format("%-" + width + "s", label), names));
        plan.preview().warnings().stream().limit(5).forEach(warning -> screen.text("! " + warning));
        int needed = plan.preview().permissions().needed().size();
        int lacking =
                plan.preview().permissions().lacking().map(set -> set.size()).orElse(0);
        screen.text("  needs " + needed + " permissions" + (lacking == 0 ? "" : ", of which you lack " + lacking)
                + "; hash " + plan.hash().substring(0, Math.min(12, plan.hash().length())));
        return plan;
    }

    private void priced(Cluster cluster, Plan<Applied> plan) {
        PlanCost cost = cluster.query(Cost.of(plan));
        screen.heading("cost", cost.summary());
        cost.unknown().stream().limit(3).forEach(sentence -> screen.text("not known: " + sentence));
        screen.line("", screen.dim("at the prices of the default list, as the job is given none"));
    }

    private static String counts(Plan<?> plan) {
        String summary = plan.preview().summary();
        return summary.substring(summary.indexOf(": ") + 2);
    }

    private Outcome<Applied> run(String label, String what, Plan<Applied> plan) {
        moments.reset();
        long begin = System.nanoTime();
        Outcome<Applied> outcome = plan.attempt();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        if (outcome instanceof Outcome.Done<Applied> done) {
            screen.heading(label, what + objects(done.changed().size()) + " written, all ready in " + seconds(took));
        } else {
            screen.heading(label, what + "failed after " + seconds(took));
            screen.bad(outcome.toString());
        }
        return outcome;
    }

    private boolean released(Cluster cluster, Ref deployment) {
        String image = image(deployment);
        Plan<Applied> plan = cluster.plan(Steps.release(application, deployment, image));
        Outcome<Applied> outcome = run("release", deployment.name() + " to " + image + ": ", plan);
        screen.text(difference(plan));
        return outcome.isDone();
    }

    private String image(Ref deployment) {
        return wishes.image().isEmpty() ? application.image(deployment) + "-next" : wishes.image();
    }

    /** The plan below its first line; a field whose line would be too long takes three. */
    private static String difference(Plan<?> plan) {
        return plan.toString()
                .lines()
                .skip(2)
                .map(line -> line.replaceFirst("^ {4}", ""))
                .map(line -> line.length() < WIDE ? line : line.replaceFirst(FIELD, "$1$2\n$1  - $3\n$1  + $4"))
                .collect(Collectors.joining("\n"));
    }

    private boolean broken(Cluster cluster, Ref deployment) {
        Snapshot before = Snapshot.take(venue.client(), application.namespace());
        String image = image(deployment).replaceAll("@.*", "") + BROKEN;
        moments.reset();
        Outcome<Applied> outcome = cluster.attempt(Steps.release(application, deployment, image));
        if (!(outcome instanceof Outcome.Undone<Applied> undone)) {
            screen.heading("break", "an image that cannot be pulled should have been taken back");
            screen.bad(outcome.toString());
            return false;
        }
        screen.heading("break", deployment.name() + " to " + image);
        screen.bad("failed after " + moments.untilFailure().map(Story::seconds).orElse("?") + ": "
                + cause(undone.cause()));
        screen.good("taken back after another "
                + moments.afterFailure().map(Story::seconds).orElse("?") + ": " + report(undone.report()));
        return proved(cluster, deployment, before);
    }

    private static String cause(FairleadException failure) {
        if (failure instanceof NotReady notReady) {
            var diagnosis = notReady.diagnoses().get(0);
            return diagnosis.cause().sentence() + "\n  seen at " + diagnosis.object() + "; to mend it: "
                    + diagnosis.remedy();
        }
        return String.valueOf(failure.getMessage());
    }

    private static String report(UndoReport report) {
        return report.complete() ? objects(report.restored().size()) + " given back" : report.toString();
    }

    private boolean proved(Cluster cluster, Ref deployment, Snapshot before) {
        cluster.query(Operation.doing(work -> work.await(application.placed(deployment), Until.ready(), SETTLING)));
        Snapshot after = Snapshot.take(venue.client(), application.namespace());
        List<String> differences = Comparison.of(before, after);
        screen.heading(
                "prove", differences.isEmpty() ? "the cluster is as before" : differences.size() + " differences");
        screen.text(after.objects().size() + " objects, " + after.fields() + " fields, " + after.owners()
                + " owners' entries and the same " + after.pods().size() + " pods, compared one by one");
        differences.stream().limit(10).forEach(screen::text);
        Snapshot.LEFT_OUT.forEach(
                line -> screen.line("", screen.dim((line.startsWith("status") ? "left out: " : "  ") + line)));
        if (!after.unreadable().isEmpty()) {
            screen.text("! not compared, as you may not list them: " + String.join(", ", after.unreadable()));
        }
        return differences.isEmpty();
    }

    private boolean takenBack(Cluster cluster, Operation<UndoReport> undo, Snapshot beginning) {
        moments.reset();
        long begin = System.nanoTime();
        Outcome<UndoReport> outcome = cluster.attempt(undo);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        if (!(outcome instanceof Outcome.Done<UndoReport> done) || !done.value().complete()) {
            screen.heading("undo", "incomplete");
            screen.bad(
                    outcome instanceof Outcome.Done<UndoReport> some
                            ? some.value().toString()
                            : outcome.toString());
            return false;
        }
        if (beginning.objects().isEmpty()) {
            Ref namespace = Ref.of(Kind.of("v1", "Namespace"), application.namespace());
            cluster.query(Operation.doing(work -> work.await(namespace, Until.gone(), SETTLING)));
        }
        List<String> differences = Comparison.of(beginning, Snapshot.take(venue.client(), application.namespace()));
        screen.heading(
                "undo",
                "all " + done.value().restored().size() + " objects taken back in " + seconds(took)
                        + (differences.isEmpty() ? "; the cluster is as in the beginning" : ""));
        differences.stream().limit(10).forEach(screen::text);
        return differences.isEmpty();
    }

    private static String objects(int count) {
        return count == 1 ? "1 object" : count + " objects";
    }

    private static String seconds(Duration duration) {
        long millis = duration.toMillis();
        return millis < 950 ? Math.max(1, millis) + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
