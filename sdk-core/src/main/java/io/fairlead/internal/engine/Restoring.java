package io.fairlead.internal.engine;

import io.fairlead.event.Event;
import io.fairlead.failure.Changed;
import io.fairlead.failure.Conflict;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Forbidden;
import io.fairlead.failure.TimedOut;
import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.internal.kube.Json;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.kube.Request;
import io.fairlead.internal.tree.Trees;
import io.fairlead.internal.undo.PathUndo;
import io.fairlead.internal.undo.PriorState;
import io.fairlead.internal.undo.UndoPlan;
import io.fairlead.operation.Deletion;
import io.fairlead.operation.UndoReport.Kept;
import io.fairlead.plan.Change.Action;
import io.fairlead.resource.FieldPath;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives objects back side by side: values, then ownership, each guarded by the version read; whoever writes in between makes it read again
 * and judge anew.
 */
final class Restoring {

    private static final int ROUNDS = 10;

    /** A definition that is younger than some seconds may take the server minutes to delete: it is told of, not waited out. */
    static final Duration GONE_LIMIT = Duration.ofSeconds(30);

    private final RunWork work;
    private final Session session;
    private final Set<Ref> goingRefs = new LinkedHashSet<>();

    Restoring(RunWork work) {
        this.work = work;
        this.session = work.session();
    }

    /**
     * What became of a group.
     *
     * @param restored the objects that are as before
     * @param serving those of them that have pods to become ready again
     * @param kept what was left alone
     */
    record Result(List<Ref> restored, List<Ref> serving, List<Kept> kept) {}

    /** One object on its way back. */
    private static final class Item {
        private final PriorState prior;
        private final Located at;
        private @Nullable UndoPlan plan;
        private @Nullable UndoPlan afterConflict;
        private @Nullable Map<String, Object> live;

        Item(PriorState prior, Located at) {
            this.prior = prior;
            this.at = at;
        }
    }

    Result restore(List<PriorState> states) {
        Result result = new Result(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Item> open = new ArrayList<>();
        for (PriorState state : states) {
            String uid = session.presentUid(state.uid());
            open.add(new Item(state.withUid(uid), session.locate(state.ref())));
        }
        for (int round = 0; !open.isEmpty() && round < ROUNDS; round++) {
            open = round(open, result);
        }
        open.forEach(item -> keep(result, item, FieldPath.root(), "it was changed again and again meanwhile"));
        return result;
    }

    private List<Item> round(List<Item> items, Result result) {
        Map<Ref, Map<String, Object>> live = live(items);
        List<Item> leaving = items.stream()
                .filter(item -> item.prior.isLeaving(live.get(item.at.ref())))
                .toList();
        if (!leaving.isEmpty()) {
            awaitDeletions(leaving, live);
        }
        List<Item> again = new ArrayList<>();
        List<Item> deletions = new ArrayList<>();
        List<Item> values = new ArrayList<>();
        List<Item> ownership = new ArrayList<>();
        for (Item item : items) {
            item.live = live.get(item.at.ref());
            UndoPlan plan = item.afterConflict != null
                    ? item.afterConflict
                    : UndoPlan.of(known(item.prior, item.live), item.live);
            item.plan = plan;
            item.afterConflict = null;
            switch (plan.action()) {
                case DELETE -> deletions.add(item);
                case CREATE -> create(item, plan, result);
                case REPLACE -> replace(item, plan, result);
                case RESTORE -> (plan.apply().isPresent() ? values : ownership).add(item);
                case REFUSED -> keep(result, item, FieldPath.root(), plan.why());
                case NOTHING -> settled(item, plan, result, false);
            }
        }
        delete(deletions, again, result);
        Map<Item, Map<String, Object>> answers = giveValues(values, again, result);
        ownership.forEach(item -> answers.put(item, java.util.Objects.requireNonNull(item.live)));
        giveOwnership(answers, again, result);
        return again;
    }

    private Map<Ref, Map<String, Object>> live(List<Item> items) {
        return new Live(session.api(), permission -> {})
                .readAll(items.stream().map(item -> item.at).toList());
    }

    /** What was deleted and is still on its way out cannot be made anew before it is gone. */
    private void awaitDeletions(List<Item> leaving, Map<Ref, Map<String, Object>> live) {
        List<Ref> refs = leaving.stream().map(item -> item.at.ref()).toList();
        goingRefs.addAll(refs);
        awaitGone(refs);
        refs.forEach(live::remove);
        live.putAll(live(leaving));
    }

    private void delete(List<Item> items, List<Item> again, Result result) {
        List<Reply> replies = session.api()
                .sendAll(items.stream()
                        .map(item -> Deleting.request(
                                item.at, java.util.Objects.requireNonNull(item.live), Deletion.background()))
                        .toList());
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            Reply reply = replies.get(i);
            if (reply.ok() || reply.code() == 404) {
                if (Trees.at(reply.body(), "metadata", "deletionTimestamp") != null) {
                    goingRefs.add(item.at.ref());
                }
                result.restored().add(item.at.ref());
                tell(item, Action.DELETE);
            } else {
                failed(item, reply, again, result);
            }
        }
    }

    private Map<Item, Map<String, Object>> giveValues(List<Item> items, List<Item> again, Result result) {
        List<Reply> replies = session.api()
                .sendAll(items.stream().map(Restoring::valuesRequest).toList());
        Map<Item, Map<String, Object>> answers = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            if (replies.get(i).ok()) {
                answers.put(items.get(i), replies.get(i).body());
            } else {
                failed(items.get(i), replies.get(i), again, result);
            }
        }
        return answers;
    }

    static Request valuesRequest(Located at, PriorState prior, UndoPlan plan) {
        Request request = Request.patch(
                        at.path(""), Request.APPLY, Json.print(plan.apply().orElseThrow()), true)
                .with("fieldManager", prior.owner().name())
                .with("fieldValidation", "Strict");
        return plan.force() ? request.with("force", "true") : request;
    }

    private static Request valuesRequest(Item item) {
        return valuesRequest(item.at, item.prior, java.util.Objects.requireNonNull(item.plan));
    }

    private void giveOwnership(Map<Item, Map<String, Object>> answers, List<Item> again, Result result) {
        List<Item> items = new ArrayList<>();
        List<Request> requests = new ArrayList<>();
        answers.forEach((item, answer) -> {
            UndoPlan plan = java.util.Objects.requireNonNull(item.plan);
            plan.ownership(answer)
                    .ifPresentOrElse(
                            patch -> {
                                items.add(item);
                                requests.add(ownershipRequest(item.at, patch, item.prior));
                            },
                            () -> settled(item, plan, result, true));
        });
        List<Reply> replies = session.api().sendAll(requests);
        for (int i = 0; i < items.size(); i++) {
            if (replies.get(i).ok()) {
                settled(items.get(i), java.util.Objects.requireNonNull(items.get(i).plan), result, true);
            } else {
                failed(items.get(i), replies.get(i), again, result);
            }
        }
    }

    private static Request ownershipRequest(Located at, List<Map<String, Object>> patch, PriorState prior) {
        return Request.patch(at.path(""), Request.JSON_PATCH, Json.print(patch), true)
                .with("fieldManager", prior.owner().name());
    }

    private void settled(Item item, UndoPlan plan, Result result, boolean wrote) {
        plan.refusals().forEach(path -> keep(result, item, path.path(), path.why()));
        boolean gaveBack =
                plan.paths().isEmpty() || plan.paths().stream().anyMatch(path -> path.step() != PathUndo.Step.REFUSED);
        if (gaveBack) {
            result.restored().add(item.at.ref());
        }
        if (wrote) {
            tell(item, Action.UPDATE);
            if (WorkloadPods.has(item.at.ref().kind().name())) {
                result.serving().add(item.at.ref());
            }
        }
    }

    private void create(Item item, UndoPlan plan, Result result) {
        Map<String, Object> body = plan.creation(session.newUids()).orElseThrow();
        try {
            Reply reply = session.api()
                    .send(Request.post(item.at.type().path(item.at.ref().namespace(), "", ""), Json.print(body), true));
            Map<String, Object> made = reply.orThrow("make " + item.at.ref() + " again", item.at.ref());
            session.madeAnew(item.prior.uid(), Changes.uid(made));
            item.prior.object().map(Changes::uid).ifPresent(uid -> session.madeAnew(uid, Changes.uid(made)));
            giveBackOwners(item, plan, made);
            result.restored().add(item.at.ref());
            if (WorkloadPods.has(item.at.ref().kind().name())) {
                result.serving().add(item.at.ref());
            }
            tell(item, Action.CREATE);
        } catch (FairleadException e) {
            keep(result, item, FieldPath.root(), e.happened());
        }
    }

    private void giveBackOwners(Item item, UndoPlan plan, Map<String, Object> made) {
        Map<String, Object> answer = made;
        for (int round = 0; round < ROUNDS; round++) {
            var patch = plan.ownershipOfCreated(answer);
            if (patch.isEmpty()) {
                return;
            }
            Reply reply = session.api().send(ownershipRequest(item.at, patch.get(), item.prior));
            if (reply.ok()) {
                return;
            }
            FairleadException failure = reply.failure("give back the owners of " + item.at.ref(), item.at.ref());
            if (!(failure instanceof Changed)) {
                throw failure;
            }
            answer = new Live(session.api(), permission -> {}).read(item.at).orElseThrow(() -> failure);
        }
    }

    private void replace(Item item, UndoPlan plan, Result result) {
        try {
            session.api()
                    .send(Deleting.request(item.at, java.util.Objects.requireNonNull(item.live), Deletion.foreground()))
                    .orThrow("delete " + item.at.ref(), item.at.ref());
            goingRefs.add(item.at.ref());
            awaitGone(Set.of(item.at.ref()));
            create(item, plan, result);
        } catch (FairleadException e) {
            keep(result, item, FieldPath.root(), e.happened());
        }
    }

    /** A conflict refuses its fields, a change meanwhile judges anew, all else stays with the server's reason. */
    private void failed(Item item, Reply reply, List<Item> again, Result result) {
        FairleadException failure = reply.failure("give back " + item.at.ref(), item.at.ref());
        if (failure instanceof Changed changed && !changed.replaced()) {
            again.add(item);
        } else if (failure instanceof Conflict conflict
                && !java.util.Objects.requireNonNull(item.plan).force()) {
            item.afterConflict = item.plan.afterConflict(causes(conflict));
            again.add(item);
        } else {
            keep(result, item, FieldPath.root(), failure.happened());
        }
    }

    /**
     * A creation whose answer was lost has no uid: the object is ours when nobody else wrote to it.
     *
     * @param live the object now, or null
     */
    static PriorState known(PriorState prior, @Nullable Map<String, Object> live) {
        if (live == null
                || prior.touch() != PriorState.Touch.CREATED
                || !prior.uid().isEmpty()) {
            return prior;
        }
        boolean ours = ManagedFields.of(live).entries().stream()
                .filter(entry -> entry.subresource().isEmpty())
                .allMatch(entry ->
                        entry.isApply() && entry.manager().equals(prior.owner().name()));
        return ours ? prior.withUid(Changes.uid(live)) : prior;
    }

    /** The field of each cause of a conflict, with the reason in words. */
    static Map<String, String> causes(Conflict conflict) {
        Map<String, String> causes = new LinkedHashMap<>();
        conflict.claims()
                .forEach(claim -> claim.fields().forEach(field -> causes.put(field, claim.owner() + " owns it now")));
        return causes;
    }

    /** Waits until what the server could not delete at once is gone. */
    void awaitGone(Collection<Ref> among) {
        List<Ref> going = goingRefs.stream().filter(among::contains).toList();
        if (!going.isEmpty()) {
            try {
                work.await(going, Until.gone(), GONE_LIMIT);
            } catch (TimedOut | Forbidden e) {
                session.tell(new Event.Warned(
                        session.pace().now(),
                        new io.fairlead.plan.Warning(e.ref(), "it is deleted, and not gone yet: " + e.happened())));
            }
            goingRefs.removeAll(going);
        }
    }

    private void tell(Item item, Action action) {
        session.tell(new Event.Wrote(session.pace().now(), work.undoStep(item.at.ref()), item.at.ref(), action));
    }

    private static void keep(Result result, Item item, FieldPath path, String why) {
        result.kept().add(new Kept(item.at.ref(), path, why));
    }
}
