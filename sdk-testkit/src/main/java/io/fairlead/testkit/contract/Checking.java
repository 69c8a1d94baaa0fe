package io.fairlead.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.fairlead.Cluster;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import io.fairlead.operation.Plan;
import io.fairlead.operation.UndoReport;
import io.fairlead.plan.Change;
import io.fairlead.plan.Preview;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Holds one operation to one promise, in a room that is as the operation expects it. */
final class Checking {

    private static final Duration SETTLED = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(20);
    private static final int MOST_STEPS = 50;

    private final Room room;
    private final Function<Room, ? extends Operation<?>> operation;
    private final boolean recreating;
    private final int requests;
    private Set<String> writers = Set.of();

    Checking(Room room, Function<Room, ? extends Operation<?>> operation, boolean recreating, int requests) {
        this.room = room;
        this.operation = operation;
        this.recreating = recreating;
        this.requests = requests;
    }

    void run(Check check) {
        switch (check) {
            case SAME_PLAN_TWICE -> samePlanTwice();
            case PLANNING_WRITES_NOTHING -> planningWritesNothing();
            case PLAN_COMES_TRUE -> planComesTrue();
            case NOTHING_TO_DO_AGAIN -> nothingToDoAgain();
            case UNDO_GIVES_BACK -> undoGivesBack();
            case UNDONE_AFTER_FAILURE -> undoneAfterFailure();
            case UNDONE_AFTER_REFUSAL -> undoneAfterRefusal();
            case WHOLE_AFTER_A_CUT -> wholeAfterACut();
            case PRINTED_ROLE_IS_ENOUGH -> printedRoleIsEnough();
            case STATED_REQUESTS -> statedRequests();
            default -> throw new IllegalStateException("a check without a body: " + check);
        }
    }

    private Operation<?> operation() {
        return operation.apply(room);
    }

    private void samePlanTwice() {
        Plan<?> one = room.cluster().plan(operation());
        Plan<?> two = room.cluster().plan(operation());
        assertThat(two.preview().text()).isEqualTo(one.preview().text());
        assertThat(withoutMadeUp(two.toJson())).isEqualTo(withoutMadeUp(one.toJson()));
        assertThat(two.hash()).isEqualTo(one.hash());
    }

    /** What a program makes up is another value in each plan, and last in its JSON. */
    private static String withoutMadeUp(String json) {
        return json.substring(0, json.indexOf("\"kept\":"));
    }

    private void planningWritesNothing() {
        Snapshot before = snapshot();
        ContractCluster.Recording recording = room.contractCluster().record();
        Plan<?> plan = room.cluster().plan(operation());
        List<SeenRequest> seen = recording.requests();
        assertThat(plan.preview().changesNothing())
                .as("an operation under contract does something")
                .isFalse();
        assertThat(before.differences(snapshot(), Snapshot.Depth.GENERATION)).isEmpty();
        assertThat(seen).noneMatch(SeenRequest::writes);
    }

    private void planComesTrue() {
        Cluster cluster = room.cluster();
        Plan<?> plan = cluster.plan(operation());
        Snapshot before = snapshot(plan.preview());
        plan.run();
        eventually(() -> new Predicted(before, snapshot(plan.preview())).differences(plan.preview()));
    }

    private void nothingToDoAgain() {
        Cluster cluster = room.cluster();
        cluster.run(operation());
        Snapshot before = snapshot();
        Operation<?> operation = operation();
        ContractCluster.Recording recording = room.contractCluster().record();
        Plan<?> again = cluster.plan(operation);
        assertThat(again.preview().changesNothing())
                .as("the plan made anew changes nothing:\n%s", again.preview().text())
                .isTrue();
        cluster.run(operation);
        assertThat(recording.requests()).noneMatch(SeenRequest::writes);
        assertThat(before.differences(snapshot(), Snapshot.Depth.OWNERS)).isEmpty();
    }

    private void undoGivesBack() {
        Cluster cluster = room.cluster();
        learnWriters(cluster.plan(operation()).preview());
        Snapshot before = snapshot();
        takeBack(cluster, cluster.attempt(operation()));
        asBefore(before, "taken back");
    }

    private void undoneAfterFailure() {
        Cluster cluster = room.cluster();
        learnWriters(cluster.plan(operation()).preview());
        Snapshot before = snapshot();
        for (int writes = 0; writes <= MOST_STEPS; writes++) {
            Fuse fuse = new Fuse(writes);
            Outcome<?> outcome = cluster.attempt(Breaking.at(operation(), fuse).undoOnFailure());
            if (outcome.isDone()) {
                takeBack(cluster, outcome);
                asBefore(before, "taken back");
                if (!fuse.isBlown()) {
                    return;
                }
                continue;
            }
            assertThat(fuse.isBlown())
                    .as("only the fuse lets it fail: %s", outcome)
                    .isTrue();
            assertUndone(outcome, "after " + writes + " writes");
            asBefore(before, "after a failure behind " + writes + " writes");
        }
        fail("an operation under contract has at most %d writes", MOST_STEPS);
    }

    private void undoneAfterRefusal() {
        Preview preview = room.cluster().plan(operation().undoOnFailure()).preview();
        learnWriters(preview);
        Snapshot before = snapshot();
        List<Ref> written =
                preview.changes().stream().map(Change::ref).distinct().toList();
        for (Ref refused : someOf(written)) {
            String user = Accounts.without(room, preview.permissions(), refused);
            Outcome<?> outcome = room.clusterOf(user).attempt(operation().undoOnFailure());
            assertThat(outcome.isDone())
                    .as("it cannot come to its end where %s must not be written", refused)
                    .isFalse();
            assertUndone(outcome, "where " + refused + " must not be written");
            asBefore(before, "where " + refused + " must not be written");
        }
    }

    /** The first, the middle and the last. */
    private static Set<Ref> someOf(List<Ref> written) {
        Set<Ref> some = new TreeSet<>();
        if (!written.isEmpty()) {
            some.add(written.get(0));
            some.add(written.get(written.size() / 2));
            some.add(written.get(written.size() - 1));
        }
        return some;
    }

    private void printedRoleIsEnough() {
        Plan<?> printed = room.cluster().plan(operation());
        String user = Accounts.holding(room, printed.preview().permissions());
        ContractCluster.Recording recording = room.contractCluster().record();
        Cluster cluster = room.clusterOf(user);
        Plan<?> own = cluster.plan(operation());
        assertThat(own.preview().permissions().lacking().map(Object::toString).orElse("[]"))
                .as("what the account lacks, as its own plan sees it")
                .isEqualTo("[]");
        assertThat(effect(own.preview())).isEqualTo(effect(printed.preview()));
        own.run();
        assertThat(recording.requests())
                .filteredOn(request -> request.user().equals(user))
                .as("nothing was forbidden to the account, save to try out what has to be predicted then")
                .noneMatch(request -> request.status() == 403 && (request.writes() || isRead(request)));
    }

    private static boolean isRead(SeenRequest request) {
        return Set.of("get", "list", "watch").contains(request.verb());
    }

    /** Who may ask less of the server may have to predict more; what is done to what is the same. */
    private static List<String> effect(Preview preview) {
        return preview.changes().stream()
                .map(change -> change.action() + " " + change.ref())
                .toList();
    }

    private void statedRequests() {
        Cluster cluster = room.cluster();
        Operation<?> operation = operation();
        cluster.plan(operation);
        ContractCluster.Recording recording = room.contractCluster().record();
        cluster.run(operation);
        List<SeenRequest> seen = recording.requests().stream()
                .filter(request -> !request.resource().startsWith("selfsubjectreviews"))
                .toList();
        assertThat(seen).as("at most %d requests", requests).hasSizeLessThanOrEqualTo(requests);
    }

    private void wholeAfterACut() {
        Cluster cluster = room.cluster();
        learnWriters(cluster.plan(operation()).preview());
        Snapshot before = snapshot();
        Cuts cuts = new Cuts(room, cluster);
        int writes = cuts.count(operation());
        Snapshot wanted = snapshot().withoutChoices();
        cuts.takeBack();
        asBefore(before, "taken back");
        for (int cut : Cuts.some(writes)) {
            String when = "cut off before write " + (cut + 1) + " of " + writes;
            if (cuts.leavesRecord(operation(), cut)) {
                cuts.takeBack();
            }
            asBefore(before, when + ", undone");
            if (cuts.leavesRecord(operation(), cut)) {
                Outcome<?> outcome = cuts.resume(operation());
                assertThat(outcome.isDone()).as("%s: %s", when, outcome).isTrue();
                eventually(() -> wanted.differences(snapshot().withoutChoices(), Snapshot.Depth.CONTENT).stream()
                        .map(difference -> when + ", resumed: " + difference)
                        .toList());
                takeBack(cluster, outcome);
            }
            asBefore(before, when + ", resumed and undone");
            cuts.forget();
        }
    }

    private void learnWriters(Preview preview) {
        writers = preview.changes().stream()
                .flatMap(change -> change.owner().stream())
                .map(Owner::name)
                .collect(Collectors.toSet());
    }

    private void takeBack(Cluster cluster, Outcome<?> outcome) {
        Operation<UndoReport> undo = outcome.fold(
                done -> done.undo(),
                refused -> {
                    throw refused.cause();
                },
                undone -> {
                    throw undone.cause();
                },
                stuck -> {
                    throw stuck.cause();
                });
        cluster.plan(undo);
        UndoReport report = cluster.run(undo);
        assertThat(report.kept()).as("what undo left alone").isEmpty();
    }

    private static void assertUndone(Outcome<?> outcome, String when) {
        if (outcome instanceof Outcome.Stuck<?> stuck) {
            fail("%s it is stuck:%n%s", when, stuck);
        } else if (outcome instanceof Outcome.Undone<?> undone) {
            assertThat(undone.report().kept()).as(when).isEmpty();
        }
    }

    private void asBefore(Snapshot before, String when) {
        Snapshot.Depth depth = recreating ? Snapshot.Depth.OWNERS : Snapshot.Depth.IDENTITY;
        eventually(() -> before.differences(snapshot(), depth).stream()
                .map(difference -> when + ": " + difference)
                .toList());
    }

    /** Controllers follow a moment later: what a deleted object owned goes, a taint of a cordoned node goes. */
    private static void eventually(Supplier<List<String>> differences) {
        long end = System.nanoTime() + SETTLED.toNanos();
        List<String> found = differences.get();
        while (!found.isEmpty() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(GLANCE.toNanos());
            found = differences.get();
        }
        assertThat(found).isEmpty();
    }

    private Snapshot snapshot() {
        return new Listing(room).of(room.watched(), writers);
    }

    /** With all that a plan writes: outside the room, or of kinds that the room did not know yet. */
    private Snapshot snapshot(Preview preview) {
        List<Ref> others = new ArrayList<>(room.watched());
        preview.changes().stream()
                .map(Change::ref)
                .sorted(Comparator.naturalOrder())
                .forEach(others::add);
        return new Listing(room).of(others.stream().distinct().toList(), writers);
    }
}
