package io.fairlead.internal.engine;

import io.fairlead.failure.BeingDeleted;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Forbidden;
import io.fairlead.failure.Immutable;
import io.fairlead.internal.fields.Holes;
import io.fairlead.internal.fields.LocalCheck;
import io.fairlead.internal.fields.ManagedFields;
import io.fairlead.internal.fields.Predicted;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.kube.Request;
import io.fairlead.internal.tree.Trees;
import io.fairlead.operation.Applied;
import io.fairlead.operation.Batch;
import io.fairlead.plan.Change;
import io.fairlead.plan.Change.Action;
import io.fairlead.plan.Grade;
import io.fairlead.resource.Kind;
import io.fairlead.resource.Owner;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans the apply of a batch: what already is as wanted needs no request, all else is asked of the server by dry run, side by
 * side; what the server cannot be asked is predicted, and says why.
 */
final class PlannedApply {

    private static final Kind NAMESPACE = Kind.of("v1", "Namespace");
    private static final int ROUNDS = 5;
    private static final String STAND_IN = "default";

    private final PlanWork work;
    private final Session session;
    private final PlanState state;
    private final Overlay overlay;
    private final PlannedReads reads;

    PlannedApply(PlanWork work, Session session, PlanState state, Overlay overlay, PlannedReads reads) {
        this.work = work;
        this.session = session;
        this.state = state;
        this.overlay = overlay;
        this.reads = reads;
    }

    /** How one object of the batch is found out. */
    private static final class Item {
        private final Prepared wanted;
        private @Nullable Map<String, Object> live;
        private @Nullable Map<String, Object> before;
        private Grade grade;
        private @Nullable Request request;
        private String key = "";
        private boolean standIn;

        Item(Prepared wanted, @Nullable Map<String, Object> live, @Nullable Map<String, Object> before, Grade grade) {
            this.wanted = wanted;
            this.live = live;
            this.before = before;
            this.grade = grade;
        }
    }

    Applied apply(Batch batch) {
        List<Prepared> wanted = Prepared.of(batch, reads::locate);
        reads.prefetch(wanted.stream()
                .map(Prepared::at)
                .filter(at -> overlay.get(at.ref()).isEmpty())
                .toList());
        List<Item> items = new ArrayList<>();
        wanted.forEach(one -> items.add(consider(one)));
        Map<Item, Reply> replies = ask(items);
        Map<Ref, Tree> objects = new LinkedHashMap<>();
        Set<Ref> changed = new HashSet<>();
        List<FairleadException> failures = new ArrayList<>();
        for (Item item : items) {
            try {
                settle(item, replies.get(item));
            } catch (FairleadException e) {
                failures.add(e);
                continue;
            }
            Ref ref = item.wanted.ref();
            reads.withTokens(item.wanted.at())
                    .ifPresent(tree -> objects.put(ref, Tree.watched(tree, path -> work.stopAtHole(ref, path))));
            if (item.request != null
                    || overlay.get(ref).filter(Overlay.State::written).isPresent()) {
                changed.add(ref);
            }
        }
        throwFirst(failures);
        return new Applied(objects, changed);
    }

    static void throwFirst(List<FairleadException> failures) {
        if (!failures.isEmpty()) {
            FairleadException first = failures.get(0);
            failures.subList(1, failures.size()).forEach(first::addSuppressed);
            throw first;
        }
    }

    /** Decides whether the server must be asked, and for what. */
    private Item consider(Prepared wanted) {
        work.masks().addDataOf(wanted.body());
        Optional<Overlay.State> touched = overlay.get(wanted.ref());
        Map<String, Object> live = reads.live(wanted.at()).orElse(null);
        Map<String, Object> before = touched.isPresent() ? touched.get().tree() : live;
        Item item = new Item(wanted, live, before, work.floor());
        state.tokens()
                .in(wanted.body())
                .ifPresent(what ->
                        item.grade = item.grade.and(Grade.predicted("it holds " + what + ", known after it runs")));
        if (touched.isEmpty() && live != null) {
            if (Trees.at(live, "metadata", "deletionTimestamp") != null) {
                throw BeingDeleted.object(wanted.tried(), wanted.ref().toString(), wanted.ref());
            }
            if (LocalCheck.isUnchanged(wanted.body(), live, wanted.owner())) {
                return item;
            }
        }
        touched.ifPresent(object -> item.grade = item.grade.and(object.grade()));
        if (reads.isPlannedKind(wanted.ref().kind())) {
            item.grade = item.grade.and(
                    Grade.deferred("its kind " + wanted.ref().kind().name() + " is defined by this plan"));
            return predictedOnly(item);
        }
        if (touched.isPresent()) {
            Set<Owner> others = new HashSet<>(touched.get().owners());
            others.remove(wanted.owner());
            if (!others.isEmpty() || touched.get().tree() == null && live != null) {
                item.grade = item.grade.and(Grade.predicted(
                        others.isEmpty()
                                ? "this plan deletes it first"
                                : "this plan writes it as " + others.iterator().next() + " too"));
                return predictedOnly(item);
            }
        }
        Prepared asked = wanted;
        if (live == null && isInPlannedNamespace(wanted.ref())) {
            item.grade = item.grade.and(
                    Grade.predicted("its namespace is made by this plan, so its policies could not be asked"));
            asked = inStandIn(wanted);
            item.standIn = true;
        }
        item.key = DryRuns.key(asked.at(), asked.owner(), asked.takingOver(), asked.body(), live);
        item.request = Applying.dryRun(asked, live);
        return item;
    }

    private boolean isInPlannedNamespace(Ref ref) {
        return !ref.namespace().isEmpty() && overlay.creates(new Ref(NAMESPACE, "", ref.namespace()));
    }

    private Item predictedOnly(Item item) {
        item.request = null;
        item.key = "predicted";
        return item;
    }

    /** The same object under a name that nothing has, in a namespace that is there. */
    private Prepared inStandIn(Prepared wanted) {
        String name = wanted.ref().name();
        Map<String, Object> body = Trees.copy(wanted.body());
        Trees.put(body, STAND_IN, "metadata", "namespace");
        String stand = name.length() > 50 ? name.substring(0, 40) + "-x0" : name + "-x0";
        Trees.put(body, stand, "metadata", "name");
        Ref ref = new Ref(wanted.ref().kind(), STAND_IN, stand);
        return new Prepared(new Located(wanted.at().type(), ref), body, wanted.owner(), wanted.takingOver(), false);
    }

    /** Asks for all, and once more for what somebody wrote between our reading it and our asking: that is not our change. */
    private Map<Item, Reply> ask(List<Item> items) {
        Map<Item, Reply> replies = askOnce(items);
        for (int round = 0; round < ROUNDS; round++) {
            List<Item> moved = items.stream()
                    .filter(item -> hasMoved(item, replies.get(item)))
                    .toList();
            if (moved.isEmpty()) {
                break;
            }
            reads.readAgain(moved.stream().map(item -> item.wanted.at()).toList());
            for (Item item : moved) {
                item.live = reads.live(item.wanted.at()).orElse(null);
                item.before = item.live;
                Prepared wanted = item.wanted;
                item.key = DryRuns.key(wanted.at(), wanted.owner(), wanted.takingOver(), wanted.body(), item.live);
                item.request = Applying.dryRun(wanted, item.live);
            }
            replies.putAll(askOnce(moved));
        }
        return replies;
    }

    /** The answer to a dry run of a change has the version of the object that it was tried on. */
    private static boolean hasMoved(Item item, @Nullable Reply reply) {
        Map<String, Object> read = item.live;
        return reply != null
                && reply.ok()
                && read != null
                && read.equals(item.before)
                && !item.standIn
                && !version(read).equals(version(reply.body()));
    }

    private static Optional<String> version(Map<String, Object> object) {
        return Trees.text(object, "metadata", "resourceVersion");
    }

    private Map<Item, Reply> askOnce(List<Item> items) {
        Map<Item, Reply> replies = new LinkedHashMap<>();
        List<Item> open = new ArrayList<>();
        for (Item item : items) {
            if (item.request == null) {
                continue;
            }
            Optional<Reply> kept = state.dryRuns().find(item.key);
            if (kept.isPresent()) {
                replies.put(item, kept.get());
            } else {
                open.add(item);
            }
        }
        List<Reply> answers = session.api()
                .sendAll(open.stream()
                        .map(item -> java.util.Objects.requireNonNull(item.request))
                        .toList());
        for (int i = 0; i < open.size(); i++) {
            replies.put(open.get(i), answers.get(i));
            state.dryRuns().keep(open.get(i).key, answers.get(i));
        }
        return replies;
    }

    /** Records what becomes of one object, and lays it over. */
    private void settle(Item item, @Nullable Reply reply) {
        Prepared wanted = item.wanted;
        if (reply == null && item.key.isEmpty()) {
            work.recorder().add(Changes.keep(work.id("apply", wanted.ref().toString()), wanted, item.live));
            return;
        }
        Map<String, Object> after;
        Action action = item.before == null ? Action.CREATE : Action.UPDATE;
        if (reply == null) {
            after = Predicted.after(item.before, wanted.body(), wanted.owner());
        } else if (reply.ok()) {
            if (item.live != null && !item.standIn && Trees.same(item.live, reply.body())) {
                item.request = null;
                work.recorder().add(Changes.keep(work.id("apply", wanted.ref().toString()), wanted, item.live));
                return;
            }
            after = item.standIn ? swapped(reply.body(), wanted.ref()) : reply.body();
            reply.warnings()
                    .forEach(text ->
                            work.recorder().warn(wanted.ref(), work.masks().text(text)));
        } else {
            FairleadException failure = work.masks().refusal(reply).failure(wanted.tried(), wanted.ref());
            if (failure instanceof Immutable && wanted.replacing() && item.before != null) {
                action = Action.REPLACE;
                item.grade =
                        item.grade.and(Grade.predicted("the server cannot be asked for what comes after a deletion"));
                after = Predicted.after(null, wanted.body(), wanted.owner());
            } else if (item.standIn && failure instanceof Forbidden) {
                // Who makes a namespace need not be allowed anything in the one that stands in for it.
                after = Predicted.after(item.before, wanted.body(), wanted.owner());
            } else if (state.keepsRefusal(failure, Changes.permissions(wanted.at(), action))) {
                item.grade = item.grade.and(PlanState.NOT_ALLOWED);
                after = Predicted.after(item.before, wanted.body(), wanted.owner());
            } else if (reply.message().contains("does not support dry run")) {
                item.grade = item.grade.and(Grade.predicted("an admission webhook refuses dry runs"));
                after = Predicted.after(item.before, wanted.body(), wanted.owner());
            } else {
                throw failure;
            }
        }
        record(item, action, after);
    }

    private void record(Item item, Action action, Map<String, Object> after) {
        Prepared wanted = item.wanted;
        Map<String, Object> base = action == Action.REPLACE ? null : item.before;
        Holes holes = Holes.of(after, base).without(wanted.body());
        work.masks().addDataOf(after);
        Change change = new Changes(work.masks().now(), state.tokens())
                .written(
                        work.id("apply", wanted.ref().toString()),
                        action,
                        wanted,
                        item.before,
                        after,
                        holes,
                        item.grade);
        if (action == Action.UPDATE && changesNothing(change, item, after)) {
            work.recorder().add(Changes.keep(change.id(), wanted, item.live));
            item.request = null;
            return;
        }
        work.recorder().add(change);
        Changes.permissions(wanted.at(), action).forEach(work.recorder()::need);
        Granting.permissions(wanted.body(), wanted.ref()).forEach(work.recorder()::need);
        if (item.before != null) {
            Rewriters.of(wanted.ref(), item.before, change.fields()).forEach(work.recorder()::rewriter);
        }
        Set<Owner> owners = new HashSet<>(
                overlay.get(wanted.ref()).map(Overlay.State::owners).orElse(Set.of()));
        owners.add(wanted.owner());
        boolean created = item.live == null || action == Action.REPLACE;
        Map<String, Object> known = Trees.copy(after);
        holes.chosen().keySet().forEach(path -> io.fairlead.internal.fields.Fields.remove(known, path));
        overlay.put(wanted.ref(), new Overlay.State(known, holes, created, false, item.grade, owners));
        PlannedKinds.of(wanted.body()).forEach(type -> state.plannedTypes().put(type.kind(), type));
    }

    /** The server was asked because it could not be told here, and said that nothing would change. */
    private static boolean changesNothing(Change change, Item item, Map<String, Object> after) {
        Owner owner = item.wanted.owner();
        return change.fields().isEmpty()
                && change.takenFrom().isEmpty()
                && ManagedFields.of(after)
                        .fieldsOf(owner)
                        .equals(ManagedFields.of(java.util.Objects.requireNonNull(item.before))
                                .fieldsOf(owner));
    }

    private static Map<String, Object> swapped(Map<String, Object> stored, Ref ref) {
        Map<String, Object> tree = Trees.copy(stored);
        Trees.put(tree, ref.namespace(), "metadata", "namespace");
        Trees.put(tree, ref.name(), "metadata", "name");
        return tree;
    }
}
