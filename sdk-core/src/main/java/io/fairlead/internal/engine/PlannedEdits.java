package io.fairlead.internal.engine;

import io.fairlead.failure.Changed;
import io.fairlead.failure.FairleadException;
import io.fairlead.failure.NotFound;
import io.fairlead.internal.fields.Holes;
import io.fairlead.internal.kube.Reply;
import io.fairlead.internal.tree.Trees;
import io.fairlead.operation.Act;
import io.fairlead.operation.Amendment;
import io.fairlead.operation.Deletion;
import io.fairlead.plan.Change;
import io.fairlead.plan.Change.Action;
import io.fairlead.plan.Grade;
import io.fairlead.plan.Step;
import io.fairlead.resource.Permission;
import io.fairlead.resource.Ref;
import io.fairlead.resource.Tree;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans amendments, deletions and acts: a dry run where the object is as the server has it, else what they say they do. */
final class PlannedEdits {

    private static final int ROUNDS = 5;

    private final PlanWork work;
    private final PlanState state;
    private final Overlay overlay;
    private final PlannedReads reads;

    PlannedEdits(PlanWork work, PlanState state, Overlay overlay, PlannedReads reads) {
        this.work = work;
        this.state = state;
        this.overlay = overlay;
        this.reads = reads;
    }

    Map<String, Object> amend(Located at, Amendment amendment) {
        String tried = "amend " + at.ref();
        for (int round = 0; ; round++) {
            Map<String, Object> before = reads.planned(at)
                    .orElseThrow(() -> new NotFound(tried, at.ref().toString(), at.ref()));
            Map<String, Object> after = Amending.amended(before, amendment, tried, at.ref());
            if (Trees.same(before, after)) {
                work.recorder().add(Changes.kept(work.id("amend", at.ref().toString()), at.ref(), before));
                return before;
            }
            if (!isAsServed(at)) {
                return amended(at, before, after, Grade.predicted("this plan writes the object before"));
            }
            Reply reply = work.session()
                    .api()
                    .send(Amending.request(at, before, amendment).with("dryRun", "All"));
            if (reply.ok()) {
                reply.warnings()
                        .forEach(text ->
                                work.recorder().warn(at.ref(), work.masks().text(text)));
                return amended(at, before, reply.body(), Grade.exact());
            }
            FairleadException failure = work.masks().refusal(reply).failure(tried, at.ref());
            if (state.keepsRefusal(failure, Changes.permissions(at, Action.UPDATE))) {
                return amended(at, before, after, PlanState.NOT_ALLOWED);
            }
            if (!(failure instanceof Changed changed) || changed.replaced()) {
                throw failure;
            }
            if (round == ROUNDS || overlay.get(at.ref()).isPresent()) {
                return amended(at, before, after, Grade.predicted("others write to it just now"));
            }
            // A controller wrote its status between our reading and our asking.
            reads.readAgain(List.of(at));
        }
    }

    private Map<String, Object> amended(
            Located at, Map<String, Object> before, Map<String, Object> after, Grade certainty) {
        Grade grade = work.floor().and(certainty);
        Change change = changes()
                .edited(
                        work.id("amend", at.ref().toString()),
                        Action.UPDATE,
                        at,
                        uid(at, before),
                        before,
                        after,
                        grade,
                        "");
        work.recorder().add(change);
        Changes.permissions(at, Action.UPDATE).forEach(work.recorder()::need);
        Rewriters.of(at.ref(), before, change.fields()).forEach(work.recorder()::rewriter);
        lay(at.ref(), after, grade);
        return after;
    }

    void delete(Located at, Deletion deletion) {
        Optional<Map<String, Object>> before = reads.planned(at);
        if (before.isEmpty() || Deleting.isUnderWay(before.get())) {
            return;
        }
        Grade grade = work.floor();
        if (isAsServed(at)) {
            Reply reply = work.session().api().send(Deleting.dryRun(at, before.get(), deletion));
            if (!reply.ok() && reply.code() != 404) {
                FairleadException failure = work.masks().refusal(reply).failure("delete " + at.ref(), at.ref());
                if (!state.keepsRefusal(failure, Changes.permissions(at, Action.DELETE))) {
                    throw failure;
                }
                grade = grade.and(PlanState.NOT_ALLOWED);
            }
            reply.warnings()
                    .forEach(text -> work.recorder().warn(at.ref(), work.masks().text(text)));
            if (!Trees.list(before.get(), "metadata", "finalizers").isEmpty()) {
                work.recorder()
                        .warn(
                                at.ref(),
                                "it goes only when its finalizers " + Trees.list(before.get(), "metadata", "finalizers")
                                        + " are done");
            }
        } else {
            grade = grade.and(Grade.predicted("this plan writes the object before"));
        }
        Change change = changes()
                .edited(
                        work.id("delete", at.ref().toString()),
                        Action.DELETE,
                        at,
                        uid(at, before.get()),
                        before.get(),
                        null,
                        grade,
                        Undoable.recreation(at.ref().kind()));
        work.recorder().add(change);
        Changes.permissions(at, Action.DELETE).forEach(work.recorder()::need);
        Rewriters.of(at.ref(), before.get(), change.fields()).forEach(work.recorder()::rewriter);
        overlay.put(at.ref(), Overlay.State.gone());
    }

    /** Which object it is: of what the plan makes itself, the uid that a dry run made up is another each time. */
    private String uid(Located at, Map<String, Object> object) {
        return overlay.creates(at.ref()) ? "" : Changes.uid(object);
    }

    <T> T act(Act<T> act) {
        Located at = reads.locate(act.ref());
        Act.Call call = act.call();
        String tried = act.what() + " " + at.ref();
        Map<String, Object> before = act.readsFirst()
                ? reads.planned(at)
                        .orElseThrow(() -> new NotFound(tried, at.ref().toString(), at.ref()))
                : Map.of();
        Grade grade = work.floor();
        Tree answer = null;
        if (!call.honoursDryRun()) {
            grade = grade.and(Grade.predicted(act.undryable()));
        } else if (!isAsServed(at) || act.readsFirst() && before.isEmpty()) {
            grade = grade.and(Grade.predicted("this plan writes the object before"));
        } else {
            Reply reply =
                    work.session().api().send(Acting.request(at, act, before).with("dryRun", "All"));
            if (reply.ok()) {
                answer = Tree.of(reply.body());
            } else {
                FairleadException failure = work.masks().refusal(reply).failure(tried, at.ref());
                if (!state.keepsRefusal(failure, List.of(permission(at, call)))) {
                    throw failure;
                }
                grade = grade.and(PlanState.NOT_ALLOWED);
            }
            reply.warnings()
                    .forEach(text -> work.recorder().warn(at.ref(), work.masks().text(text)));
        }
        String undo = before.isEmpty()
                ? ""
                : act.inverse(Tree.of(before)).map(Act::what).orElse("");
        work.recorder().add(new Step.Call(work.id(act.what(), at.ref().toString()), at.ref(), act.what(), grade, undo));
        work.recorder().need(permission(at, call));
        if (act.readsFirst()) {
            Map<String, Object> after = act.after(Trees.copy(before));
            Rewriters.of(at.ref(), before, changes().fields(before, after, Holes.none()))
                    .forEach(work.recorder()::rewriter);
            lay(at.ref(), after, grade);
        }
        Tree seen = answer;
        return seen != null
                ? act.result(seen)
                : act.predicted().orElseThrow(() -> work.cut("what " + tried + " gives"));
    }

    static Permission permission(Located at, Act.Call call) {
        String verb = switch (call.method()) {
            case "POST" -> "create";
            case "PUT" -> "update";
            default -> "patch";
        };
        Permission plain = Live.permission(verb, at);
        return new Permission(
                verb, plain.group(), plain.resource(), call.subresource(), plain.namespace(), plain.name());
    }

    /** Whether the server has the object as this plan sees it, so that it can be asked. */
    private boolean isAsServed(Located at) {
        return overlay.get(at.ref()).filter(Overlay.State::written).isEmpty();
    }

    private Changes changes() {
        return new Changes(work.masks().now(), state.tokens());
    }

    private void lay(Ref ref, Map<String, Object> after, Grade grade) {
        Optional<Overlay.State> touched = overlay.get(ref);
        Set<io.fairlead.resource.Owner> owners =
                new HashSet<>(touched.map(Overlay.State::owners).orElse(Set.of()));
        owners.add(Amending.OWNER);
        overlay.put(
                ref,
                new Overlay.State(
                        after,
                        touched.map(Overlay.State::holes).orElse(Holes.none()),
                        touched.map(Overlay.State::created).orElse(false),
                        touched.map(Overlay.State::awaited).orElse(false),
                        grade,
                        owners));
    }
}
